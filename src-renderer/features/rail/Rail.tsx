import { Activity, Hourglass, Inbox, type LucideIcon, Mail, Settings2 } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { Badge, Icon } from '../../components/index.ts';
import { badgeNumber, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { goTo, type Place, useUi } from '../../stores/ui.ts';
import styles from './Rail.module.css';

interface Stop {
  readonly place: Place;
  readonly label: string;
  readonly icon: LucideIcon;
}

const views: readonly Stop[] = [
  { place: 'all', label: t('rail.all'), icon: Inbox },
  { place: 'unread', label: t('rail.unread'), icon: Mail },
  { place: 'closing', label: t('rail.closing'), icon: Hourglass },
];
const pages: readonly Stop[] = [
  { place: 'health', label: t('rail.health'), icon: Activity },
  { place: 'settings', label: t('rail.settings'), icon: Settings2 },
];

/** Views on top, pages at the bottom; one tab stop, arrows move inside. */
export function Rail() {
  const place = useUi((ui) => ui.place);
  const ref = useRef<HTMLElement>(null);

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(ref.current?.querySelectorAll('button') ?? [])];
    const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? buttons.length - 1 : index + step;
    if (index < 0 || (step === 0 && event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, target))]?.focus();
  }

  return (
    <nav className={styles.rail} aria-label={t('app.region.views')} data-pane="rail" ref={ref} onKeyDown={onKeyDown}>
      {views.map((stop) => <RailItem key={stop.place} stop={stop} current={place === stop.place} />)}
      <span className={styles.gap} />
      {pages.map((stop) => <RailItem key={stop.place} stop={stop} current={place === stop.place} />)}
    </nav>
  );
}

function RailItem({ stop, current }: { readonly stop: Stop; readonly current: boolean }) {
  return (
    <button
      type="button"
      className={styles.item}
      tabIndex={current ? 0 : -1}
      {...(current ? { 'aria-current': 'page' as const } : {})}
      onClick={() => goTo(stop.place)}
    >
      <Icon of={stop.icon} size="l" />
      {stop.label}
      <RailMark place={stop.place} />
    </button>
  );
}

function RailMark({ place }: { readonly place: Place }) {
  const unread = useApp((app) => app.counts.unread);
  const closing = useApp((app) => app.counts.closing);
  const tone = useApp((app) => app.healthTone);
  if (place === 'all' && unread > 0) {
    return <Badge text={badgeNumber(unread)} label={t('rail.badge.unread', { count: unread })} tone="accent" place="corner" />;
  }
  if (place === 'closing' && closing > 0) {
    return <Badge text={badgeNumber(closing)} label={t('rail.badge.closing', { count: closing })} tone="red" place="corner" />;
  }
  if (place === 'health' && tone !== 'ok') return <span className={styles.dot} data-tone={tone} role="img" aria-label={t('rail.dot')} />;
  return null;
}
