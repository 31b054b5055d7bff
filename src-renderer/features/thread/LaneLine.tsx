import { Info, type LucideIcon, PhoneCall, PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing, ShieldAlert, Smartphone, UserRoundPen } from 'lucide-react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Icon } from '../../components/index.ts';
import { fullMoment, timeOfDay } from '../../i18n/index.ts';
import styles from './Bubble.module.css';
import { lineWords } from './message-words.ts';

/** What WhatsApp tells, and calls: a centred line with an icon, never a bubble. */
export function LaneLine({ message, focus, label }: { readonly message: MessageView; readonly focus: Readonly<Record<string, string | number>>; readonly label: string }) {
  const words = lineWords(message);
  return (
    <article className={styles.system} {...focus} aria-label={label} data-missed={message.content.type === 'call' && message.content.outcome === 'missed'}>
      <Icon of={iconOf(message)} size="s" />
      <span>
        <span dir="auto">{words}</span>
        {message.content.type === 'call' ? (
          <> <span aria-hidden="true">·</span> <time dateTime={new Date(message.sentAt).toISOString()} title={fullMoment(message.sentAt)}>{timeOfDay(message.sentAt)}</time></>
        ) : null}
      </span>
    </article>
  );
}

function iconOf({ content, direction }: MessageView): LucideIcon {
  if (content.type === 'call') {
    if (content.outcome === 'missed') return PhoneMissed;
    if (content.outcome === 'rejected') return PhoneOff;
    if (content.outcome === 'unknown') return PhoneCall;
    return direction === 'in' ? PhoneIncoming : PhoneOutgoing;
  }
  if (content.type !== 'system') return Info;
  return { number_changed: Smartphone, user_id_changed: UserRoundPen, identity_changed: ShieldAlert, other: Info }[content.event];
}
