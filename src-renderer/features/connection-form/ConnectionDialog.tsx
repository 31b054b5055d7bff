import { useState } from 'react';
import type { ConnectionId } from '../../../src-main/domain/ids.ts';
import type { ConnectionView } from '../../../src-preload/contract/index.ts';
import { Dialog } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { closeDialog } from '../../stores/ui.ts';
import { ConnectionFields } from './ConnectionFields.tsx';
import { WebhookStep } from './WebhookStep.tsx';

/** Connects a number or changes a connection: the form, then what to enter at Meta, then a check. */
export function ConnectionDialog({ connectionId }: { readonly connectionId: ConnectionId | null }) {
  const known = useApp((app) => app.connections.find((connection) => connection.id === connectionId) ?? null);
  const [saved, setSaved] = useState<ConnectionView | null>(null);
  const connection = saved ?? known;
  const title = known === null ? t('connection.title.new') : t('connection.title.edit', { name: known.name === '' ? known.phoneFormatted : known.name });
  return (
    <Dialog open onClose={closeDialog} title={title} closeLabel={t('app.close')} size="large">
      {saved === null || connection === null ? (
        <ConnectionFields connection={known} onSaved={setSaved} />
      ) : (
        <WebhookStep connection={connection} onBack={() => setSaved(null)} />
      )}
    </Dialog>
  );
}
