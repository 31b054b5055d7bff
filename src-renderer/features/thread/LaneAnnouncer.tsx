import { useEffect, useRef, useState } from 'react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';
import { useThread } from '../../stores/thread/index.ts';
import { tickLabel } from '../../stores/tick-shape.ts';
import { contentWords, messageLabel } from './message-words.ts';

/** Says once what is new in the open conversation: messages and states politely, failures at once. */
export function LaneAnnouncer({ personName }: { readonly personName: string }) {
  const last = useThread((thread) => {
    const id = thread.slice?.ids.at(-1);
    return thread.slice === null || thread.slice.hasNewer || id === undefined ? null : (thread.slice.byId[id] ?? null);
  });
  const before = useRef<MessageView | null>(last);
  const [polite, setPolite] = useState('');
  const [urgent, setUrgent] = useState('');
  useEffect(() => {
    const previous = before.current;
    before.current = last;
    if (last === null || previous === null) return;
    const text = contentWords(last);
    if (last.id !== previous.id) {
      if (last.direction === 'in') setPolite(messageLabel(last, personName));
    } else if (last.deleted !== null && previous.deleted === null) {
      // What was said before is taken back here too.
      setPolite(messageLabel(last, personName));
    } else if (last.state !== previous.state && last.state !== null) {
      if (last.state === 'failed') setUrgent(t('thread.announce.failed', { text }));
      else setPolite(t('thread.announce.state', { text, state: tickLabel(last.state) }));
    }
  }, [last, personName]);
  return (
    <div className="visually-hidden">
      <p aria-live="polite">{polite}</p>
      <p aria-live="assertive">{urgent}</p>
    </div>
  );
}
