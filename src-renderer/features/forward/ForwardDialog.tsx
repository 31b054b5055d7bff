import { Check, CircleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { mayWriteFreely } from '../../../src-main/domain/service-window.ts';
import type { ConversationRow, FailureView, MessageView, MethodOutput } from '../../../src-preload/contract/index.ts';
import { Avatar, Button, Dialog, Icon, SearchField } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { failureText } from '../../stores/failure-text.ts';
import { findConversations, forward, openForward, useMessageActionsState } from '../../stores/message-actions.ts';
import { personName } from '../../stores/person-name.ts';
import { useThread } from '../../stores/thread/index.ts';
import { toast } from '../../stores/ui.ts';
import styles from './ForwardDialog.module.css';
import { MOST_RECEIVERS, toggled } from './receivers.ts';

type Refused = MethodOutput<'messages.forward'>['refused'];

/** Sends a message on to other conversations. */
export function ForwardDialog() {
  const message = useMessageActionsState((state) => state.forwarding);
  return message === null ? null : <OpenDialog key={message.id} message={message} />;
}

function OpenDialog({ message }: { readonly message: MessageView }) {
  const connectionId = useThread((thread) => thread.conversation?.connectionId ?? null);
  const now = useClock((clock) => clock.minuteNow);
  const [query, setQuery] = useState('');
  const [rows, setRows] = useState<readonly ConversationRow[]>([]);
  const [chosen, setChosen] = useState<readonly ConversationRow[]>([]);
  const [sending, setSending] = useState(false);
  const [hint, setHint] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [refused, setRefused] = useState<Refused>([]);
  // One key for one choice of receivers, so that pressing again after a lost line sends nothing twice.
  const key = useRef(crypto.randomUUID());
  const close = (): void => openForward(null);

  useEffect(() => {
    let isWanted = true;
    void findConversations(connectionId, query).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setRows(answer.value.rows);
      else setFailure(answer.error);
    });
    return () => {
      isWanted = false;
    };
  }, [connectionId, query]);

  const choose = (row: ConversationRow): void => {
    const next = toggled(chosen, row);
    setHint(next === chosen ? t('forward.most', { count: MOST_RECEIVERS }) : null);
    setChosen(next);
    key.current = crypto.randomUUID();
  };
  const send = async (): Promise<void> => {
    if (chosen.length === 0) {
      setHint(t('forward.choose'));
      return;
    }
    setSending(true);
    const answer = await forward(message.id, chosen.map(({ id }) => id), key.current);
    setSending(false);
    if (!answer.ok) {
      setFailure(answer.error);
      return;
    }
    const { sent } = answer.value;
    if (sent.length > 0) toast('ok', t('forward.sent', { count: sent.length }));
    if (answer.value.refused.length === 0) close();
    else setRefused(answer.value.refused);
  };

  if (refused.length > 0) return <RefusedDialog refused={refused} nameOf={(id) => nameIn(chosen, id)} onClose={close} />;
  return (
    <Dialog
      open
      onClose={close}
      title={t('forward.title')}
      closeLabel={t('app.close')}
      actions={
        <>
          {hint === null ? null : <span className={styles.hint} role="status">{hint}</span>}
          <Button variant="quiet" onClick={close}>{t('app.cancel')}</Button>
          <Button variant="primary" disabled={sending} {...(chosen.length === 0 ? { 'aria-disabled': true } : {})} onClick={() => void send()}>
            {t('forward.send', { count: chosen.length })}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <SearchField value={query} onValueChange={setQuery} label={t('forward.find')} placeholder={t('forward.find')} clearLabel={t('emoji.clear')} />
        {failure === null ? null : <p className={styles.problem} role="alert"><Icon of={CircleAlert} size="s" />{failureText(failure)}</p>}
        <ul className={styles.list}>
          {rows.map((row) => {
            const isChosen = chosen.some(({ id }) => id === row.id);
            const hindrance = row.person.isGroup ? t('forward.group') : mayWriteFreely(row.window, now) ? null : t('forward.closed');
            return (
              <li key={row.id}>
                <button type="button" role="checkbox" aria-checked={isChosen} disabled={hindrance !== null} onClick={() => choose(row)}>
                  <span className={styles.avatar}>
                    <Avatar initials={row.person.initials} tint={row.person.tint} isGroup={row.person.isGroup} />
                  </span>
                  <span className="truncate grow"><bdi>{personName(row.person)}</bdi></span>
                  {hindrance === null ? null : <span className={styles.hint}>{hindrance}</span>}
                  <span className={styles.check} data-on={isChosen}>{isChosen ? <Icon of={Check} size="s" /> : null}</span>
                </button>
              </li>
            );
          })}
        </ul>
        {rows.length === 0 ? <p className={styles.hint}>{t('forward.none')}</p> : null}
      </div>
    </Dialog>
  );
}

/** Who did not get it, and why. */
function RefusedDialog({ refused, nameOf, onClose }: { readonly refused: Refused; readonly nameOf: (id: ConversationId) => string; readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('forward.title')}
      closeLabel={t('app.close')}
      description={t('forward.refused', { count: refused.length })}
      actions={<Button variant="primary" onClick={onClose}>{t('forward.done')}</Button>}
    >
      <ul className={styles.refused}>
        {refused.map(({ conversationId, message, cure }) => (
          <li key={conversationId}>
            <Icon of={CircleAlert} size="s" />
            <span><b dir="auto">{nameOf(conversationId)}</b> {message} {cure}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function nameIn(rows: readonly ConversationRow[], id: ConversationId): string {
  const row = rows.find((one) => one.id === id);
  return row === undefined ? '' : personName(row.person);
}
