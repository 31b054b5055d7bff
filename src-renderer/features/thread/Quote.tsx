import type { QuoteView } from '../../../src-preload/contract/index.ts';
import { Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useThread } from '../../stores/thread/index.ts';
import styles from './Bubble.module.css';
import { useLaneTab } from './content/lane-tab.ts';
import { plainText } from './formatting.ts';
import { kindWords } from './kind-words.ts';

export interface QuoteProps {
  readonly quote: QuoteView;
  readonly personName: string;
  readonly onJump: () => void;
}

/** The message that another one answers; a click goes there. */
export function Quote({ quote, personName, onJump }: QuoteProps) {
  const tabIndex = useLaneTab();
  const thumb = useThumb(quote.messageId);
  const who = quote.direction === 'out' ? t('thread.you') : personName;
  if (quote.kind === null) {
    return <blockquote className={styles.quote}><span className={styles.quoteText}>{t('thread.quote.gone')}</span></blockquote>;
  }
  const { icon, words } = kindWords(quote.kind);
  return (
    <blockquote className={styles.quoteFrame}>
      <button type="button" className={styles.quote} title={t('thread.quote.jump')} tabIndex={tabIndex} onClick={onJump}>
        <span className={styles.quoteWords}>
          <b dir="auto">{who}</b>
          <span className={styles.quoteText}>
            {quote.kind === 'text' ? null : <Icon of={icon} size="s" />}
            <span className="truncate" dir="auto">{quote.text === null ? words : plainText(quote.text)}</span>
          </span>
        </span>
        {thumb === null ? null : <img className={styles.quoteThumb} src={thumb} alt="" loading="lazy" decoding="async" />}
      </button>
    </blockquote>
  );
}

/** The small picture of a quoted photo or sticker, where that message is loaded. */
function useThumb(id: QuoteView['messageId']): string | null {
  return useThread((thread) => {
    const message = id === null ? undefined : thread.slice?.byId[id];
    if (message === undefined || message.deleted !== null) return null;
    const { content } = message;
    return (content.type === 'image' || content.type === 'sticker') && content.media?.state === 'stored' ? content.media.url : null;
  });
}
