import type { ReactNode } from 'react';
import styles from './SettingsPage.module.css';

/** One setting: what it is, what it does, its control. */
export function SettingRow({ title, help, children }: { readonly title: ReactNode; readonly help?: ReactNode; readonly children?: ReactNode }) {
  return (
    <div className={styles.row}>
      <div className={styles.rowText}>
        <b>{title}</b>
        {help === undefined ? null : <p>{help}</p>}
      </div>
      {children === undefined ? null : <div className={styles.control}>{children}</div>}
    </div>
  );
}

export function SettingGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.group} aria-label={title}>
      <h2>{title}</h2>
      <div className={styles.panel}>{children}</div>
    </section>
  );
}
