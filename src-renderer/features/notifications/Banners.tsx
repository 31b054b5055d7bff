import { CloudOff, KeyRound, Unplug, Webhook } from 'lucide-react';
import { Banner, Button } from '../../components/index.ts';
import { t, timeOfDay } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { useClock } from '../../stores/clock.ts';
import { goTo, openDialog } from '../../stores/ui.ts';
import { bannerToShow } from './banner-choice.ts';

/** The one banner of the whole app, under the title bar. */
export function Banners() {
  const now = useClock((clock) => clock.minuteNow);
  const bridgeDownSince = useApp((app) => app.bridgeDownSince);
  const offlineSince = useApp((app) => app.offlineSince);
  const refused = useApp((app) => app.connections.find((connection) => connection.tokenState === 'refused'));
  const receiverDown = useApp((app) => app.receiverDown === true && app.connections.length > 0);
  const choice = bannerToShow({ now, bridgeDownSince, offlineSince, tokenRefused: refused !== undefined, receiverDown });
  switch (choice) {
    case 'lost':
      return <Banner tone="warn" icon={Unplug} title={t('banner.lost.title')} text={t('banner.lost.text')} />;
    case 'token':
      return (
        <Banner
          tone="bad"
          icon={KeyRound}
          title={t('banner.token.title')}
          text={t('banner.token.text')}
          action={
            <Button size="small" tone="bad" onClick={() => openDialog({ kind: 'connection', connectionId: refused?.id ?? null })}>
              {t('banner.token.action')}
            </Button>
          }
        />
      );
    case 'receiver':
      return (
        <Banner
          tone="bad"
          icon={Webhook}
          title={t('banner.receiver.title')}
          text={t('banner.receiver.text')}
          action={<Button size="small" tone="bad" onClick={() => goTo('health')}>{t('banner.receiver.action')}</Button>}
        />
      );
    case 'offline':
      return <Banner tone="warn" icon={CloudOff} title={t('banner.offline.title', { time: timeOfDay(offlineSince ?? now) })} text={t('banner.offline.text')} />;
    case null:
      return null;
  }
}
