import { Copy } from 'lucide-react';
import type { ContactView, IdentityView } from '../../../src-preload/contract/index.ts';
import { IconButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { toast } from '../../stores/ui.ts';
import styles from './ContextPanel.module.css';

const ID_SHOWN = 16;
const ID_HEAD = 7;
const ID_TAIL = 4;

/** Every identity that Meta gave this person, the one used for sending named. */
export function Identities({ contact }: { readonly contact: ContactView }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{t('context.identities')}</h3>
      <dl className={styles.facts}>
        {contact.identities.map((identity, index) => (
          <Identity key={identity.id} identity={identity} repeats={contact.identities.slice(0, index).some((other) => other.kind === identity.kind)} />
        ))}
      </dl>
    </section>
  );
}

/** Meta's ids say nothing to the eye: their beginning and end are enough to tell them apart. */
function shortened({ kind, value }: IdentityView): string {
  if (kind === 'phone' || kind === 'username' || value.length <= ID_SHOWN) return value;
  return `${value.slice(0, ID_HEAD)}…${value.slice(-ID_TAIL)}`;
}

function Identity({ identity, repeats }: { readonly identity: IdentityView; readonly repeats: boolean }) {
  const copy = async (): Promise<void> => {
    const copied = await navigator.clipboard.writeText(identity.value).then(
      () => true,
      () => false,
    );
    toast(copied ? 'ok' : 'bad', t(copied ? 'context.copied' : 'thread.copyFailed'));
  };
  return (
    <>
      <dt>{repeats ? t('context.identity.alsoSeen') : t(`context.identity.${identity.kind}`)}</dt>
      <dd>
        <bdi className={styles.value} title={identity.value}>{shortened(identity)}</bdi>
        {identity.inUse ? <span className={styles.inUse}>{t('context.identity.inUse')}</span> : null}
        <span className={styles.copy}>
          <IconButton icon={Copy} size="small" label={t('context.copy', { value: identity.value })} onClick={() => void copy()} />
        </span>
      </dd>
    </>
  );
}
