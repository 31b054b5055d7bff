import type { ReactNode } from 'react';
import styles from './Tick.module.css';

/** The shapes of a delivery state; `stores/tick-shape.ts` says which state has which. */
export type TickShape = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'unsure';

const shapes: Record<TickShape, ReactNode> = {
  queued: (<><circle cx="8" cy="8" r="5.6" /><path d="M8 5v3l2 1.4" /></>),
  sent: <path d="m3.5 8.6 3 3 6-6.6" />,
  delivered: (<><path d="m1.2 8.6 3 3 6-6.6" /><path d="m7.6 10.9.7.7 6-6.6" /></>),
  read: (<><path d="m1.2 8.6 3 3 6-6.6" /><path d="m7.6 10.9.7.7 6-6.6" /></>),
  failed: (<><circle cx="8" cy="8" r="5.8" /><path d="M8 5v3.4M8 10.9v.1" /></>),
  unsure: (<><circle cx="8" cy="8" r="5.8" strokeDasharray="2.6 2" /><path d="M6.6 6.6a1.45 1.45 0 1 1 2 1.3c-.4.2-.6.5-.6.9M8 11v.1" /></>),
};

/** What happened to an outbound message, by shape first and colour second. */
export function Tick({ shape, label }: { readonly shape: TickShape; readonly label: string }) {
  return (
    <svg className={styles.tick} data-status={shape} viewBox="0 0 16 16" role="img" aria-label={label}>
      {shapes[shape]}
    </svg>
  );
}
