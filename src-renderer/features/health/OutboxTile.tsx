import { Check, CircleAlert, CircleHelp, Clock } from 'lucide-react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { Button } from '../../components/index.ts';
import { number, t, timeOfDay } from '../../i18n/index.ts';
import { goTo } from '../../stores/ui.ts';
import { Tile, type TileProps } from './Tile.tsx';

type Outbox = HealthView['outbox'];

export function OutboxTile({ outbox }: { readonly outbox: Outbox }) {
  const needsToken = outbox.paused === 'no_token' || outbox.paused === 'token_refused';
  return (
    <Tile
      name={t('health.outbox')}
      state={stateOf(outbox)}
      figure={number(outbox.queued + outbox.sending)}
      unit={t('health.outbox.unit')}
      {...(needsToken ? { action: <Button size="small" tone="warn" onClick={() => goTo('settings')}>{t('health.outbox.settings')}</Button> } : {})}
    >
      <p>{sentenceOf(outbox)}</p>
    </Tile>
  );
}

function stateOf(outbox: Outbox): TileProps['state'] {
  if (outbox.paused !== null) return { tone: 'bad', icon: CircleAlert, text: t('health.outbox.paused') };
  if (outbox.unsure > 0) return { tone: 'warn', icon: CircleHelp, text: t('health.outbox.unsure', { count: outbox.unsure }) };
  if (outbox.failed > 0) return { tone: 'warn', icon: CircleAlert, text: t('health.outbox.failed', { count: outbox.failed }) };
  if (outbox.queued + outbox.sending > 0) return { tone: 'quiet', icon: Clock, text: t('health.outbox.moving') };
  return { tone: 'ok', icon: Check, text: t('health.outbox.empty') };
}

function sentenceOf(outbox: Outbox): string {
  if (outbox.paused !== null) return t(`health.outbox.text.${outbox.paused}`);
  if (outbox.unsure > 0) return t('health.outbox.text.unsure', { count: outbox.unsure });
  if (outbox.failed > 0) return t('health.outbox.text.failed', { count: outbox.failed });
  if (outbox.nextTryAt !== null) return t('health.outbox.text.next', { time: timeOfDay(outbox.nextTryAt) });
  return t('health.outbox.text');
}
