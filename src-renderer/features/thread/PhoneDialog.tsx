import { Button, Dialog } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { startChat } from '../../stores/contacts.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { copyText } from './copy-text.ts';
import styles from './LinkDialog.module.css';

/** What can be done with a phone number that stands in a text. */
export function PhoneDialog({ phone, onClose }: { readonly phone: string | null; readonly onClose: () => void }) {
  const chat = async (): Promise<void> => {
    if (phone === null) return;
    onClose();
    const failure = await startChat(phone, null);
    if (failure !== null) toastFailure(failure);
  };
  const copy = (): void => {
    if (phone !== null) void copyText(phone);
    onClose();
  };
  return (
    <Dialog
      open={phone !== null}
      onClose={onClose}
      title={t('content.phone.title')}
      closeLabel={t('app.close')}
      size="small"
      actions={
        <>
          <Button onClick={copy}>{t('content.phone.copy')}</Button>
          <Button variant="primary" onClick={() => void chat()}>{t('content.contact.chat')}</Button>
        </>
      }
    >
      <code className={styles.address}>{phone}</code>
    </Dialog>
  );
}
