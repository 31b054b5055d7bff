import { Button, Dialog } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './LinkDialog.module.css';

/** Shows where a link really goes before it leaves the app. */
export function LinkDialog({ link, onClose }: { readonly link: { readonly href: string; readonly host: string } | null; readonly onClose: () => void }) {
  const open = (): void => {
    if (link !== null) window.open(link.href, '_blank', 'noopener,noreferrer');
    onClose();
  };
  return (
    <Dialog
      open={link !== null}
      onClose={onClose}
      title={t('thread.link.title')}
      description={t('thread.link.text', { host: link?.host ?? '' })}
      closeLabel={t('app.close')}
      size="small"
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>{t('app.cancel')}</Button>
          <Button variant="primary" onClick={open}>{t('thread.link.open')}</Button>
        </>
      }
    >
      <code className={styles.address}>{link?.href}</code>
    </Dialog>
  );
}
