import { Ban } from 'lucide-react';
import { useState } from 'react';
import { Button, Dialog, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { setBlocked } from '../../stores/message-actions.ts';
import { personName } from '../../stores/person-name.ts';
import { useThread } from '../../stores/thread/index.ts';
import styles from './BlockCustomer.module.css';

/** Blocks the customer of the open conversation at WhatsApp, or lets them write again. */
export function BlockCustomer() {
  const conversation = useThread((thread) => thread.conversation);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  if (conversation === null || conversation.person.isGroup) return null;
  const name = personName(conversation.person);
  const change = async (blocked: boolean): Promise<void> => {
    setAsking(false);
    setBusy(true);
    const failure = await setBlocked(conversation.id, blocked);
    setBusy(false);
    if (failure !== null) toastFailure(failure);
  };
  return (
    <section className={styles.block} aria-label={t('block.title')}>
      {conversation.blockedByUs ? (
        <>
          <p className={styles.note}><Icon of={Ban} size="s" />{t('block.is')}</p>
          <Button size="small" disabled={busy} onClick={() => void change(false)}>{t('block.undo')}</Button>
        </>
      ) : (
        <Button size="small" tone="bad" disabled={busy} onClick={() => setAsking(true)}><Icon of={Ban} size="s" />{t('block.action')}</Button>
      )}
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('block.ask', { name })}
        description={t('block.ask.text', { name })}
        closeLabel={t('app.close')}
        size="small"
        actions={
          <>
            <Button variant="quiet" onClick={() => setAsking(false)}>{t('app.cancel')}</Button>
            <Button tone="bad" onClick={() => void change(true)}>{t('block.yes')}</Button>
          </>
        }
      />
    </section>
  );
}
