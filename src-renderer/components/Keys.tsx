import styles from './Keys.module.css';

/** The keys of a shortcut, already in the words of the platform. */
export function Keys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <span className={styles.row}>
      {keys.map((key) => (
        <kbd key={key} className={styles.key}>{key}</kbd>
      ))}
    </span>
  );
}
