import { memo, type ReactNode } from 'react';
import { classNames, TextButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Bubble.module.css';
import { estimateLines, FOLD_LINES, isEmojiOnly, textParts } from './text-parts.ts';

export interface MessageTextProps {
  readonly text: string;
  /** Time and tick, which float on the last line. */
  readonly meta: ReactNode;
  readonly unfolded: boolean;
  readonly onUnfold: () => void;
}

const CHARACTERS_PER_LINE = 62;

/** The text of a bubble: links, line breaks, its own direction, big emoji, long ones folded. */
export const MessageText = memo(function MessageText({ text, meta, unfolded, onUnfold }: MessageTextProps) {
  const folds = !unfolded && estimateLines(text, CHARACTERS_PER_LINE) > FOLD_LINES;
  const parts = textParts(text).map((part, index) =>
    part.type === 'text' ? (
      part.text
    ) : (
      <a key={`${index}-${part.href}`} href={part.href} target="_blank" rel="noopener noreferrer" data-host={part.host}>
        {part.text}
      </a>
    ),
  );
  if (folds) {
    return (
      <>
        <p className={classNames(styles.text, styles.folded)} dir="auto">{parts}</p>
        <p className={styles.textFoot}>
          <TextButton onClick={onUnfold}>{t('thread.showAll')}</TextButton>
          {meta}
        </p>
      </>
    );
  }
  return (
    <p className={classNames(styles.text, isEmojiOnly(text) && styles.bigEmoji)} dir="auto">
      {parts}
      {meta}
    </p>
  );
});
