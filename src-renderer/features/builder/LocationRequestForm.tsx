import { useState } from 'react';
import { interactiveLimits as limits } from '../../../src-main/domain/outgoing-interactive.ts';
import { t } from '../../i18n/index.ts';
import styles from './Builder.module.css';
import type { FormProps } from './BuilderDialog.tsx';
import { LimitedArea } from './Fields.tsx';
import { BuilderFrame } from './Frame.tsx';

/** Asks the customer for their location; a button under the text opens the map. */
export function LocationRequestForm({ conversationId, onClose }: FormProps) {
  const [body, setBody] = useState('');
  return (
    <BuilderFrame title={t('builder.locationRequest')} conversationId={conversationId} onClose={onClose} content={{ type: 'location_request', body: body.trim() }}>
      {(errorOf) => (
        <>
          <LimitedArea label={t('builder.body')} value={body} onChange={setBody} limit={limits.body} error={errorOf('body')} />
          <p className={styles.note}>{t('builder.locationRequest.note')}</p>
        </>
      )}
    </BuilderFrame>
  );
}
