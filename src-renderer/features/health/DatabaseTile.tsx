import { Check } from 'lucide-react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { fileSize, number, t } from '../../i18n/index.ts';
import { Tile } from './Tile.tsx';

export function DatabaseTile({ database, bodyBytes }: { readonly database: HealthView['database']; readonly bodyBytes: number }) {
  return (
    <Tile
      name={t('health.database')}
      state={{ tone: 'ok', icon: Check, text: t('health.state.ok') }}
      figure={number(database.messages)}
      unit={t('health.database.unit', { count: database.messages })}
    >
      <p>
        {t('health.database.text', {
          conversations: database.conversations,
          contacts: database.contacts,
          size: fileSize(database.bytes),
          version: database.schemaVersion,
        })}
      </p>
      {bodyBytes === 0 ? null : <p>{t('health.database.bodies', { size: fileSize(bodyBytes) })}</p>}
    </Tile>
  );
}
