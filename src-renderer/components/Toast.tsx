import { CircleAlert, CircleCheckBig, Info, X } from 'lucide-react';
import { Icon } from './Icon.tsx';
import styles from './Toast.module.css';

export interface ToastProps {
  readonly tone: 'ok' | 'bad' | 'info';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

const icons = { ok: CircleCheckBig, bad: CircleAlert, info: Info } as const;

export function Toast({ tone, text, action, closeLabel, onClose }: ToastProps) {
  return (
    <div className={styles.toast} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon of={icons[tone]} />
      <span className="grow">{text}</span>
      {action === undefined ? null : (
        <button type="button" className={styles.action} onClick={() => { action.run(); onClose(); }}>{action.label}</button>
      )}
      <button type="button" className={styles.close} aria-label={closeLabel} onClick={onClose}><Icon of={X} size="s" /></button>
    </div>
  );
}
