import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Composer.module.css';
import { personName } from '../../stores/person-name.ts';

/** To whom this goes, and to which number. Name and number are never glued into one string. */
export function Recipient({ conversation }: { readonly conversation: ConversationView }) {
  const name = personName(conversation.person);
  const { phone, username } = conversation.contact;
  const address = phone ?? (username === null ? null : `@${username}`);
  return (
    <div className={styles.bar}>
      <span className={styles.to}>
        {t('composer.to')} <bdi>{name}</bdi>
        {address === null || address === name ? null : <>, <bdi className="tel">{address}</bdi></>}
      </span>
    </div>
  );
}
