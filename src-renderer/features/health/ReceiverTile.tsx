import { Check, CircleAlert } from 'lucide-react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { Button } from '../../components/index.ts';
import { number, t } from '../../i18n/index.ts';
import { goTo, toast } from '../../stores/ui.ts';
import { Tile } from './Tile.tsx';

export function ReceiverTile({ receiver }: { readonly receiver: HealthView['receiver'] }) {
  const refused = receiver.refusedSignature + receiver.refusedOther;
  const { url } = receiver;
  const copy = async (): Promise<void> => {
    if (url === null) return;
    const copied = await navigator.clipboard.writeText(url).then(
      () => true,
      () => false,
    );
    toast(copied ? 'ok' : 'bad', t(copied ? 'health.copied' : 'thread.copyFailed'));
  };
  const state =
    receiver.state === 'down'
      ? ({ tone: 'bad', icon: CircleAlert, text: t('health.receiver.down') } as const)
      : receiver.refusedSignature > 0
        ? ({ tone: 'warn', icon: CircleAlert, text: t('health.receiver.refused') } as const)
        : ({ tone: 'ok', icon: Check, text: t('health.receiver.match') } as const);
  return (
    <Tile
      name={t('health.receiver')}
      state={state}
      figure={number(refused)}
      unit={t('health.receiver.unit')}
      action={
        url === null ? (
          <Button size="small" onClick={() => goTo('settings')}>{t('health.receiver.settings')}</Button>
        ) : (
          <Button size="small" onClick={() => void copy()}>{t('health.receiver.copy')}</Button>
        )
      }
    >
      {refused > 0 ? <p>{t('health.receiver.text.refused')}</p> : url === null ? null : <p>{t('health.receiver.text', { url: withoutScheme(url) })}</p>}
    </Tile>
  );
}

function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//u, '');
}
