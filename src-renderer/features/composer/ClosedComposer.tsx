import { useRef } from 'react';
import { windowClosesAt } from '../../../src-main/domain/service-window.ts';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { WindowRing } from '../../components/index.ts';
import { moment, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { emptyDraft, useComposer } from '../../stores/composer/index.ts';
import { useRing } from '../../stores/use-window.ts';
import styles from './Composer.module.css';
import { personName } from '../../stores/person-name.ts';

export interface ClosedComposerProps {
  readonly conversation: ConversationView;
  /** The window is open by Meta's clock for less than a minute more. */
  readonly isLastMinute: boolean;
  /** It was open when the person came here. */
  readonly justNow: boolean;
}

/** The window is closed: the reason stands where the text would, and what was typed is kept in sight. */
export function ClosedComposer({ conversation, isLastMinute, justNow }: ClosedComposerProps) {
  const { id, window, person } = conversation;
  const name = personName(person);
  const ring = useRing(window);
  const closesAt = windowClosesAt(window);
  const text = useComposer((composer) => (composer.drafts[id] ?? emptyDraft).text);
  const time = useClock((clock) => (closesAt === null ? '' : moment(closesAt, clock.minuteNow)));
  const hadText = useRef(text !== '');
  const byMeta = window.openedAt !== null && window.closedByMetaAt !== null && window.closedByMetaAt > window.openedAt;
  const title = isLastMinute
    ? t('composer.closed.lastMinute')
    : closesAt === null
      ? t('composer.closed.never', { name })
      : justNow && text !== ''
        ? t('composer.closed.justNow')
        : t(byMeta ? 'composer.closed.byMeta' : 'composer.closed', { time });
  const help = isLastMinute
    ? t('composer.closed.textLastMinute', { name })
    : t(closesAt === null ? 'composer.closed.textNever' : 'composer.closed.text', { name });
  return (
    <section className={styles.composer} aria-label={t('composer.label')}>
      <div className={styles.reason} role="status">
        <WindowRing state={ring.state} share={ring.share} pill={null} label="" size="dial" />
        <div className="grow">
          <b>{title}</b> {help}
          {isLastMinute ? null : <span className={styles.reasonHelp}>{t('composer.closed.opens')}</span>}
        </div>
      </div>
      {text === '' && !hadText.current ? null : (
        <div className={styles.kept}>
          <label className={styles.keptLabel} htmlFor={`kept-${id}`}>{t('composer.closed.draft')}</label>
          <textarea
            id={`kept-${id}`}
            className={styles.field}
            dir="auto"
            rows={2}
            value={text}
            onChange={(event) => useComposer.getState().setText(id, event.target.value)}
            onBlur={() => useComposer.getState().flush()}
          />
        </div>
      )}
    </section>
  );
}
