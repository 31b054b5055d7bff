import { Toast } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { closeToast, useUi } from '../../stores/ui.ts';
import styles from './Notifications.module.css';

/** At most two, at the inline end, above the composer. */
export function Toasts() {
  const toasts = useUi((ui) => ui.toasts);
  return (
    <div className={styles.toasts}>
      {toasts.map((shown) => (
        <Toast key={shown.id} tone={shown.tone} text={shown.text} action={shown.action} closeLabel={t('app.close')} onClose={() => closeToast(shown.id)} />
      ))}
    </div>
  );
}
