import { useState } from 'react';
import { Field } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Builder.module.css';
import type { FormProps } from './BuilderDialog.tsx';
import { orNull } from './card.ts';
import { Limited } from './Fields.tsx';
import { BuilderFrame } from './Frame.tsx';
import { parseLocation } from './parse-location.ts';

const MOST_CHARACTERS = 1000;

/** A place as a card. Coordinates or the address of a map are read here; nothing is fetched. */
export function LocationForm({ conversationId, onClose }: FormProps) {
  const [pasted, setPasted] = useState('');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const place = parseLocation(pasted);
  const missing =
    place === null ? { code: 'bad_input' as const, field: 'place', message: t(pasted.trim() === '' ? 'builder.location.none' : 'builder.location.unread'), cure: t('builder.location.cure') } : null;
  const content = { type: 'location' as const, latitude: place?.latitude ?? 0, longitude: place?.longitude ?? 0, name: orNull(name), address: orNull(address) };
  return (
    <BuilderFrame title={t('builder.location')} conversationId={conversationId} onClose={onClose} content={content} missing={missing}>
      {(errorOf) => (
        <>
          <Field
            label={t('builder.location.place')}
            code
            autoComplete="off"
            spellCheck={false}
            placeholder="51.50335, -0.07941"
            value={pasted}
            error={errorOf('place')}
            help={place === null ? t('builder.location.help') : t('builder.location.read', { latitude: place.latitude.toFixed(5), longitude: place.longitude.toFixed(5) })}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <div className={styles.pair}>
            <Limited label={t('builder.location.name')} value={name} onChange={setName} limit={MOST_CHARACTERS} error={errorOf('name')} optional />
            <Limited label={t('builder.location.address')} value={address} onChange={setAddress} limit={MOST_CHARACTERS} error={errorOf('address')} optional />
          </div>
        </>
      )}
    </BuilderFrame>
  );
}
