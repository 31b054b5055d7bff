import { Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ConversationRow } from '../../../src-preload/contract/index.ts';
import { Avatar, Button, Field, Icon, IconButton, SearchField } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { readContactCard } from '../../stores/builder.ts';
import { findConversations } from '../../stores/message-actions.ts';
import { personName } from '../../stores/person-name.ts';
import styles from './Builder.module.css';
import type { FormProps } from './BuilderDialog.tsx';
import { blankCard, cardOfContact, type CardValues, toCard } from './card.ts';
import { BuilderFrame } from './Frame.tsx';

const MOST_CARDS = 10;
const MOST_FOUND = 6;

/** One or more contact cards, of people who are known here or typed by hand. */
export function ContactsForm({ conversationId, onClose }: FormProps) {
  const [cards, setCards] = useState<readonly CardValues[]>(() => [blankCard(crypto.randomUUID())]);
  const change = (key: string, values: Partial<CardValues>): void => setCards((all) => all.map((card) => (card.key === key ? { ...card, ...values } : card)));
  const take = async (row: ConversationRow): Promise<void> => {
    const contact = await readContactCard(row.person.contactId);
    if (contact === null) return;
    const card = cardOfContact(contact, crypto.randomUUID());
    // An untouched card is filled; else another one is added.
    setCards((all) => [...all.filter(({ name, phone }) => name !== '' || phone !== ''), card].slice(0, MOST_CARDS));
  };
  return (
    <BuilderFrame title={t('builder.contacts')} conversationId={conversationId} onClose={onClose} content={{ type: 'contacts', cards: cards.map(toCard) }}>
      {(errorOf) => (
        <>
          <KnownPeople onTake={(row) => void take(row)} />
          {cards.map((card, index) => (
            <div key={card.key} className={styles.card}>
              {cards.length === 1 ? null : (
                <div className={styles.cardTop}>
                  <span className="grow">{t('builder.contacts.one', { number: index + 1 })}</span>
                  <IconButton icon={X} size="small" label={t('builder.contacts.remove', { number: index + 1 })} onClick={() => setCards(cards.filter(({ key }) => key !== card.key))} />
                </div>
              )}
              <div className={styles.pair}>
                <Field label={t('builder.contacts.name')} dir="auto" autoComplete="off" value={card.name} error={errorOf(`cards[${index}].name`)} onChange={(event) => change(card.key, { name: event.currentTarget.value })} />
                <Field label={t('builder.contacts.phone')} code type="tel" autoComplete="off" value={card.phone} error={errorOf(`cards[${index}]`)} onChange={(event) => change(card.key, { phone: event.currentTarget.value })} />
                <Field label={t('builder.contacts.email')} hint={t('connection.optional')} code type="email" autoComplete="off" value={card.email} onChange={(event) => change(card.key, { email: event.currentTarget.value })} />
                <Field label={t('builder.contacts.organisation')} hint={t('connection.optional')} dir="auto" autoComplete="off" value={card.organisation} onChange={(event) => change(card.key, { organisation: event.currentTarget.value })} />
              </div>
            </div>
          ))}
          {cards.length >= MOST_CARDS ? null : (
            <span><Button size="small" onClick={() => setCards([...cards, blankCard(crypto.randomUUID())])}><Icon of={Plus} size="s" />{t('builder.contacts.add')}</Button></span>
          )}
        </>
      )}
    </BuilderFrame>
  );
}

function KnownPeople({ onTake }: { readonly onTake: (row: ConversationRow) => void }) {
  const [query, setQuery] = useState('');
  const [found, setFound] = useState<readonly ConversationRow[]>([]);
  useEffect(() => {
    let isWanted = true;
    if (query.trim() === '') setFound([]);
    else {
      void findConversations(null, query).then((answer) => {
        if (isWanted && answer.ok) setFound(answer.value.rows.filter(({ person }) => !person.isGroup).slice(0, MOST_FOUND));
      });
    }
    return () => {
      isWanted = false;
    };
  }, [query]);
  return (
    <div className={styles.lines}>
      <SearchField value={query} onValueChange={setQuery} label={t('builder.contacts.find')} placeholder={t('builder.contacts.find')} clearLabel={t('emoji.clear')} />
      {found.length === 0 ? null : (
        <ul className={styles.found}>
          {found.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() => {
                  setQuery('');
                  onTake(row);
                }}
              >
                <Avatar initials={row.person.initials} tint={row.person.tint} isGroup={false} />
                <span className="truncate"><bdi>{personName(row.person)}</bdi></span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
