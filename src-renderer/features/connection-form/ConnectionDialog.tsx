import { useState } from 'react';
import type { ConnectionId } from '../../../src-main/domain/ids.ts';
import { Dialog } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { closeDialog } from '../../stores/ui.ts';
import { ConnectionFields } from './ConnectionFields.tsx';
import { WebhookStep } from './WebhookStep.tsx';

/** Connects a number or changes a connection: the form, then what to enter at Meta, then a check. */
export function ConnectionDialog({ connectionId }: { readonly connectionId: ConnectionId | null }) {
  const [savedId, setSavedId] = useState<ConnectionId | null>(null);
  const [step, setStep] = useState<'form' | 'webhook'>('form');
  const id = savedId ?? connectionId;
  const connection = useApp((app) => app.connections.find((known) => known.id === id) ?? null);
  const title =
    connectionId === null || connection === null
      ? t('connection.title.new')
      : t('connection.title.edit', { name: connection.name === '' ? connection.phoneFormatted : connection.name });
  return (
    <Dialog open onClose={closeDialog} title={title} closeLabel={t('app.close')} size="large">
      {step === 'webhook' && connection !== null ? (
        <WebhookStep connection={connection} onBack={() => setStep('form')} />
      ) : (
        <ConnectionFields
          connection={connection}
          onSaved={(saved) => {
            setSavedId(saved.id);
            setStep('webhook');
          }}
        />
      )}
    </Dialog>
  );
}
