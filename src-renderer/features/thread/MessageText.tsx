import { memo, type ReactNode } from 'react';
import { classNames, TextButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Bubble.module.css';
import { useLaneTab } from './content/lane-tab.ts';
import { type Block, formatText, type Inline } from './formatting.ts';
import { estimateLines, FOLD_LINES, isEmojiOnly } from './text-parts.ts';

export interface MessageTextProps {
  readonly text: string;
  /** Time and tick, which float on the last line. */
  readonly meta: ReactNode;
  readonly unfolded: boolean;
  readonly onUnfold: () => void;
}

const CHARACTERS_PER_LINE = 62;

/** The text of a bubble: WhatsApp's marks, links, its own direction, big emoji, long ones folded. */
export const MessageText = memo(function MessageText({ text, meta, unfolded, onUnfold }: MessageTextProps) {
  const tabIndex = useLaneTab();
  const folds = !unfolded && estimateLines(text, CHARACTERS_PER_LINE) > FOLD_LINES;
  if (isEmojiOnly(text)) return <p className={classNames(styles.text, styles.bigEmoji)} dir="auto">{text}{meta}</p>;
  const blocks = formatText(text);
  // Time and tick float beside the last line of a paragraph; below anything else they have a line of their own.
  const endsInWords = !folds && blocks.at(-1)?.type === 'paragraph';
  return (
    <>
      <div className={classNames(styles.blocks, folds && styles.folded)}>
        {blocks.map((block, index) => (
          <TextBlock key={`${index + 1}-${block.type}`} block={block} tabIndex={tabIndex} meta={endsInWords && index === blocks.length - 1 ? meta : null} />
        ))}
      </div>
      {endsInWords ? null : (
        <p className={styles.textFoot}>
          {folds ? <TextButton tabIndex={tabIndex} onClick={onUnfold}>{t('thread.showAll')}</TextButton> : null}
          {meta}
        </p>
      )}
    </>
  );
});

function TextBlock({ block, tabIndex, meta }: { readonly block: Block; readonly tabIndex: 0 | -1; readonly meta: ReactNode }) {
  switch (block.type) {
    case 'code':
      return <pre className={styles.codeBlock}>{block.text}</pre>;
    case 'quote':
      return <blockquote className={styles.textQuote} dir="auto">{inlineNodes(block.children, tabIndex)}</blockquote>;
    case 'list':
      return (
        <ul className={styles.textList}>
          {block.items.map((item, index) => (
            <li key={`${index + 1}-${item.number ?? ''}`} dir="auto">
              <span className={styles.marker} aria-hidden={item.number === null}>{item.number === null ? '•' : `${item.number}.`}</span>
              <span>{inlineNodes(item.children, tabIndex)}</span>
            </li>
          ))}
        </ul>
      );
    case 'paragraph':
      return <p className={styles.text} dir="auto">{inlineNodes(block.children, tabIndex)}{meta}</p>;
  }
}

function inlineNodes(nodes: readonly Inline[], tabIndex: 0 | -1): ReactNode {
  return nodes.map((node, index) => {
    const key = `${index + 1}-${node.type}`;
    switch (node.type) {
      case 'text':
        return node.text;
      case 'bold':
        return <strong key={key}>{inlineNodes(node.children, tabIndex)}</strong>;
      case 'italic':
        return <em key={key}>{inlineNodes(node.children, tabIndex)}</em>;
      case 'strike':
        return <s key={key}>{inlineNodes(node.children, tabIndex)}</s>;
      case 'code':
        return <code key={key} className={styles.code}>{node.text}</code>;
      case 'phone':
        return <button key={key} type="button" className={classNames(styles.phone, 'tel')} data-phone={node.number} tabIndex={tabIndex}>{node.text}</button>;
      case 'link':
        return <a key={key} href={node.href} target="_blank" rel="noopener noreferrer" data-host={node.host} tabIndex={tabIndex}>{node.text}</a>;
    }
  });
}
