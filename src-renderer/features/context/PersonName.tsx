import { Pencil } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { ContactView } from '../../../src-preload/contract/index.ts';
import { Button, Field, IconButton } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { renameContact } from '../../stores/contacts.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { personName } from '../../stores/person-name.ts';
import styles from './ContextPanel.module.css';

/** The name, and a way to give one that only this team sees. */
export function PersonName({ contact }: { readonly contact: ContactView }) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = personName(contact.person);

  const rename = async (localName: string | null): Promise<void> => {
    const failure = await renameContact(contact.id, localName);
    if (failure === null) setDraft(null);
    else toastFailure(failure);
  };

  if (draft !== null) {
    return (
      <form
        className={styles.rename}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void rename(draft.trim() === '' ? null : draft.trim());
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          setDraft(null);
        }}
      >
        <Field label={t('context.rename.label')} value={draft} maxLength={120} dir="auto" autoFocus onChange={(event) => setDraft(event.target.value)} />
        <div className={styles.renameActions}>
          {contact.localName === null ? null : <Button size="small" variant="quiet" onClick={() => void rename(null)}>{t('context.rename.back')}</Button>}
          <span className="grow" />
          <Button size="small" variant="quiet" onClick={() => setDraft(null)}>{t('app.cancel')}</Button>
          <Button size="small" variant="primary" type="submit">{t('context.rename.save')}</Button>
        </div>
      </form>
    );
  }
  return (
    <>
      <h2 className={styles.name}>
        <span dir="auto">{shown}</span>
        <IconButton icon={Pencil} size="small" label={t('context.rename')} onClick={() => setDraft(contact.localName ?? contact.person.name ?? '')} />
      </h2>
      {contact.localName !== null && contact.profileName !== null && contact.profileName !== contact.localName ? (
        <p className="small muted" dir="auto">{t('context.profileName', { name: contact.profileName })}</p>
      ) : null}
    </>
  );
}
