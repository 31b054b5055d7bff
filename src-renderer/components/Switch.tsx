import { Switch as Base } from '@base-ui/react/switch';
import styles from './Switch.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean;
}

export function Switch({ label, checked, onCheckedChange, disabled = false }: SwitchProps) {
  return (
    <Base.Root className={styles.switch} aria-label={label} checked={checked} onCheckedChange={onCheckedChange} disabled={disabled}>
      <Base.Thumb className={styles.thumb} />
    </Base.Root>
  );
}
