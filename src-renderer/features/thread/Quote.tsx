import type { QuoteView } from '../../../src-preload/contract/index.ts';
import { Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Bubble.module.css';
import { kindWords } from './kind-words.ts';

export interface QuoteProps {
  readonly quote: QuoteView;
  readonly personName: string;
  readonly onJump: () => void;
}

/** The message that another one answers; a click goes there. */
export function Quote({ quote, personName, onJump }: QuoteProps) {
  const who = quote.direction === 'out' ? t('thread.you') : personName;
  if (quote.kind === null) {
    return <blockquote className={styles.quote}><span className={styles.quoteText}>{t('thread.quote.gone')}</span></blockquote>;
  }
  const { icon, words } = kindWords(quote.kind);
  return (
    <blockquote className={styles.quoteFrame}>
      <button type="button" className={styles.quote} title={t('thread.quote.jump')} tabIndex={-1} onClick={onJump}>
        <b dir="auto">{who}</b>
        <span className={styles.quoteText}>
          {quote.kind === 'text' ? null : <Icon of={icon} size="s" />}
          <span className="truncate" dir="auto">{quote.text ?? words}</span>
        </span>
      </button>
    </blockquote>
  );
}
