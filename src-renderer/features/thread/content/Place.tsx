import { Copy, MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageContent } from '../../../../src-preload/contract/index.ts';
import { Icon } from '../../../components/index.ts';
import { coordinates, t } from '../../../i18n/index.ts';
import { copyText } from '../copy-text.ts';
import styles from './Cards.module.css';
import { useLaneTab } from './lane-tab.ts';

type Location = Extract<MessageContent, { type: 'location' }>;

/** A place as a drawn card: no map tile is fetched, so nobody learns where somebody looks. */
export function Place({ location, meta }: { readonly location: Location; readonly meta: ReactNode }) {
  const tabIndex = useLaneTab();
  const { latitude, longitude, name, address } = location;
  const known = latitude !== null && longitude !== null;
  const at = known ? coordinates(latitude, longitude) : null;
  const href = known ? `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}` : null;
  return (
    <span className={styles.place}>
      <span className={styles.map}><DrawnMap seed={Math.abs(Math.round(((latitude ?? 0) * 7 + (longitude ?? 0) * 13) * 1000))} /></span>
      <span className={styles.placeText}>
        <b dir="auto">{name ?? t('content.location')}</b>
        {address === null ? null : <span className={styles.soft} dir="auto">{address}</span>}
        <span className={styles.placeFoot}>
          {at === null ? <span className={styles.soft}>{t('content.location.none')}</span> : <span className="tel small faint">{at}</span>}
          {meta}
        </span>
      </span>
      {at === null || href === null ? null : (
        <span className={styles.actions}>
          <a href={href} target="_blank" rel="noopener noreferrer" data-host="www.openstreetmap.org" data-primary="" tabIndex={tabIndex}>
            <Icon of={MapPin} size="s" />{t('content.location.map')}
          </a>
          <button type="button" tabIndex={tabIndex} aria-label={t('content.location.copy')} onClick={() => void copyText(at)}>
            <Icon of={Copy} size="s" />{t('content.phone.copy')}
          </button>
        </span>
      )}
    </span>
  );
}

/** Streets that stand for a place; the same place always looks the same. */
function DrawnMap({ seed }: { readonly seed: number }) {
  const turn = (seed % 24) - 12;
  const shift = (seed % 60) - 30;
  return (
    <svg viewBox="0 0 288 104" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect className={styles.land} width="288" height="104" />
      <g transform={`rotate(${turn} 144 52) translate(${shift} 0)`}>
        <path className={styles.park} d="M-60 62 88 40l24 30-40 70H-60z" />
        <path className={styles.water} d="M214-40c-18 40-6 62 30 78s70 4 120 12V-60z" />
        <path className={styles.road} strokeWidth="7" d="M-60 84 84 40 170 62 360 26" />
        <path className={styles.road} strokeWidth="7" d="M84 40 108-60M170 62 190 170" />
        <path className={styles.road} strokeWidth="4" d="M-60 30 96 12M20 64l24 80M120 48l-16 96M206 56l-8-110M240 48l30 100M110 100l190-18" />
      </g>
      <ellipse className={styles.shade} cx="144" cy="67" rx="11" ry="3.5" />
      <path className={styles.pin} d="M144 66c-9-12-14-18-14-25a14 14 0 0 1 28 0c0 7-5 13-14 25z" />
      <circle className={styles.pinHole} cx="144" cy="41" r="5" />
    </svg>
  );
}
