import { Check, CircleAlert, CircleHelp } from 'lucide-react';
import { useState } from 'react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { Button } from '../../components/index.ts';
import { countdown, duration, t } from '../../i18n/index.ts';
import { checkConnection, useApp } from '../../stores/app.ts';
import { useClock } from '../../stores/clock.ts';
import { failureText, toastFailure } from '../../stores/failure-text.ts';
import { useHealth } from '../../stores/health/index.ts';
import { toast } from '../../stores/ui.ts';
import { Tile, type TileProps } from './Tile.tsx';

type Graph = HealthView['graph'];
const HOUR_MS = 3_600_000;

export function GraphTile({ graph }: { readonly graph: Graph }) {
  const { lastAnswerAt, lastFailure } = graph;
  const first = useApp((app) => app.connections[0] ?? null);
  const [busy, setBusy] = useState(false);
  const ago = useClock((clock) => (lastAnswerAt === null ? null : agoWords(Math.max(0, clock.secondNow - lastAnswerAt))));
  const check = async (): Promise<void> => {
    if (first === null) return;
    setBusy(true);
    const answer = await checkConnection(first.id);
    setBusy(false);
    if (answer.ok) toast('ok', t('health.graph.checked', { phone: answer.value.displayPhone ?? first.phoneFormatted }));
    else toastFailure(answer.error);
    void useHealth.getState().refresh();
  };
  return (
    <Tile
      name={t('health.graph')}
      state={stateOf(graph)}
      figure={ago ?? '–'}
      unit={ago === null ? t('health.graph.never') : t('health.graph.unit')}
      {...(first === null ? {} : { action: <Button size="small" disabled={busy} onClick={() => void check()}>{t('health.graph.check')}</Button> })}
    >
      <p>{graph.state !== 'ok' && lastFailure !== null ? failureText(lastFailure) : t('health.graph.text')}</p>
    </Tile>
  );
}

function stateOf(graph: Graph): TileProps['state'] {
  switch (graph.state) {
    case 'ok':
      return { tone: 'ok', icon: Check, text: t('health.graph.ok') };
    case 'unknown':
      return { tone: 'quiet', icon: CircleHelp, text: t('health.graph.unknown') };
    case 'unreachable':
      return { tone: 'warn', icon: CircleAlert, text: t('health.graph.unreachable') };
    case 'token_refused':
      return { tone: 'bad', icon: CircleAlert, text: t('health.graph.token_refused') };
  }
}

function agoWords(lengthMs: number): string {
  return lengthMs < HOUR_MS ? countdown(lengthMs) : duration(lengthMs);
}
