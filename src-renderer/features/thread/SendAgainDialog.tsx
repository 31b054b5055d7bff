import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Button, Dialog } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { useThread } from '../../stores/thread/index.ts';

export interface SendAgainDialogProps {
  /** The message whose outcome is unknown; null while nobody asks. */
  readonly message: MessageView | null;
  readonly personName: string;
  readonly onClose: () => void;
}

/** Sending an unsure message again may deliver it twice; that is for a person to decide. */
export function SendAgainDialog({ message, personName, onClose }: SendAgainDialogProps) {
  const sendAgain = async (): Promise<void> => {
    onClose();
    if (message === null) return;
    const failure = await useThread.getState().sendAgain(message.id);
    if (failure !== null) toastFailure(failure);
  };
  return (
    <Dialog
      open={message !== null}
      onClose={onClose}
      title={t('thread.again.title')}
      description={t('thread.again.text', { name: personName })}
      closeLabel={t('app.close')}
      size="small"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>{t('thread.again.no')}</Button>
          <Button variant="primary" onClick={() => void sendAgain()}>{t('thread.again.yes')}</Button>
        </>
      }
    />
  );
}
