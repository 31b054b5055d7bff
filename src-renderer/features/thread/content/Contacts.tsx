import { Cake, Copy, Globe, House, Mail, MessageCircle, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ContactCard } from '../../../../src-preload/contract/index.ts';
import { Avatar, Icon, IconButton } from '../../../components/index.ts';
import { t } from '../../../i18n/index.ts';
import { startChat } from '../../../stores/contacts.ts';
import { toastFailure } from '../../../stores/failure-text.ts';
import { copyText } from '../copy-text.ts';
import { textParts } from '../text-parts.ts';
import styles from './Cards.module.css';
import { useLaneTab } from './lane-tab.ts';

/** Contact cards, each number with the way to write to it. */
export function Contacts({ cards }: { readonly cards: readonly ContactCard[] }) {
  return (
    <ul className={styles.contacts}>
      {cards.map((card, index) => <li key={`${index + 1}-${card.name}`}><Card card={card} /></li>)}
    </ul>
  );
}

function Card({ card }: { readonly card: ContactCard }) {
  const tabIndex = useLaneTab();
  const name = card.name.trim() === '' ? t('content.contact.unnamed') : card.name;
  const chat = async (phone: string): Promise<void> => {
    const failure = await startChat(phone, card.name.trim() === '' ? null : card.name);
    if (failure !== null) toastFailure(failure);
  };
  return (
    <>
      <span className={styles.contact}>
        <Avatar initials={initialsOf(card.name)} tint={(name.length % 6) + 1} isGroup={false} />
        <span className={styles.contactName}>
          <b dir="auto">{name}</b>
          {card.organisation === null ? null : <span className={styles.soft} dir="auto">{card.organisation}</span>}
        </span>
      </span>
      {card.phones.map(({ phone, waId, type }) => (
        <Line key={`phone-${phone}`} value={phone} type={type}>
          <IconButton
            icon={MessageCircle}
            size="small"
            tabIndex={tabIndex}
            label={t('content.contact.chatWith', { phone })}
            onClick={() => void chat(waId === null ? phone : `+${waId.replace(/^\+/, '')}`)}
          />
        </Line>
      ))}
      {card.emails.map(({ email, type }) => <Line key={`mail-${email}`} icon={<Icon of={Mail} size="s" />} value={email} type={type} />)}
      {card.urls.map(({ url, type }) => <Line key={`url-${url}`} icon={<Icon of={Globe} size="s" />} value={url} type={type} />)}
      {card.addresses.map(({ text, type }) => <Line key={`address-${text}`} icon={<Icon of={House} size="s" />} value={text} type={type} />)}
      {card.birthday === null ? null : (
        <span className={styles.contactLine}><Icon of={Cake} size="s" /><span className="grow">{t('content.contact.birthday', { date: card.birthday })}</span></span>
      )}
    </>
  );
}

function Line({ icon, value, type, children }: { readonly icon?: ReactNode; readonly value: string; readonly type: string | null; readonly children?: ReactNode }) {
  const tabIndex = useLaneTab();
  const [link] = textParts(value);
  return (
    <span className={styles.contactLine}>
      {icon ?? <Icon of={Phone} size="s" />}
      <span className="grow">
        {link?.type === 'link' && link.text === value ? (
          <a href={link.href} target="_blank" rel="noopener noreferrer" data-host={link.host} tabIndex={tabIndex}>{value}</a>
        ) : (
          <bdi>{value}</bdi>
        )}
        {type === null ? null : <span className={styles.soft}> {type.toLowerCase()}</span>}
      </span>
      {children}
      <IconButton icon={Copy} size="small" tabIndex={tabIndex} label={t('content.contact.copy', { value })} onClick={() => void copyText(value)} />
    </span>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => /\p{L}/u.test(word));
  const letters = (words.length > 1 ? [words[0], words.at(-1)] : [words[0]]).map((word) => word?.match(/\p{L}\p{M}*/u)?.[0] ?? '');
  return letters.join('').toLocaleUpperCase();
}
