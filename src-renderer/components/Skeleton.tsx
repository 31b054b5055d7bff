import type { CSSProperties } from 'react';
import styles from './Skeleton.module.css';

/** A row of the list in its true geometry. The widths repeat, so that nothing flickers. */
export function SkeletonRow({ index }: { readonly index: number }) {
  const width = (share: number): CSSProperties => ({ inlineSize: `${share}%` });
  return (
    <div className={styles.row} aria-hidden="true">
      <span className={styles.circle} />
      <div className={styles.lines}>
        <span className={styles.line} style={width(36 + ((index * 17) % 30))} />
        <span className={styles.line} style={width(56 + ((index * 23) % 38))} />
      </div>
    </div>
  );
}

/** One bar that stands for text still to come. */
export function SkeletonLine({ share }: { readonly share: number }) {
  return <span className={styles.line} style={{ inlineSize: `${share}%` }} aria-hidden="true" />;
}
