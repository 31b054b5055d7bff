import { X } from 'lucide-react';
import type { PersonView } from '../../../src-preload/contract/index.ts';
import { IconButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import type { ReplyTarget } from '../../stores/composer/index.ts';
import styles from './Composer.module.css';
import { personName } from '../../stores/person-name.ts';

export interface ReplyChipProps {
  readonly reply: ReplyTarget;
  readonly person: PersonView;
  readonly onDrop: () => void;
}

/** What the next message answers. */
export function ReplyChip({ reply, person, onDrop }: ReplyChipProps) {
  const { direction, text, kind } = reply.quote;
  return (
    <div className={styles.reply}>
      <div className="grow">
        <b>{direction === 'out' ? t('composer.replyToSelf') : t('composer.replyTo', { name: personName(person) })}</b>
        <span className={styles.replyText} dir="auto">{text ?? kind}</span>
      </div>
      <IconButton icon={X} size="small" label={t('composer.dropQuote')} keys={['Esc']} onClick={onDrop} />
    </div>
  );
}
