import { Check, Clock } from 'lucide-react';
import { t } from '../../i18n/index.ts';
import { Tile } from './Tile.tsx';

/** Up to this the clocks count as one; network time alone is worth a second. */
const AGREES_MS = 2000;

export function ClockTile({ skewMs }: { readonly skewMs: number }) {
  const apart = Math.abs(skewMs);
  const agrees = apart <= AGREES_MS;
  return (
    <Tile
      name={t('health.clock')}
      state={agrees ? { tone: 'ok', icon: Check, text: t('health.clock.ok') } : { tone: 'warn', icon: Clock, text: t('health.clock.off') }}
      figure={t('health.seconds', { count: Math.round(apart / 1000) })}
      unit={t('health.clock.unit')}
    >
      <p>{t(agrees ? 'health.clock.text' : 'health.clock.text.off')}</p>
    </Tile>
  );
}
