import { TriangleAlert } from 'lucide-react';
import type { ConnectionView } from '../../../src-preload/contract/index.ts';
import { Button, Chip, Icon } from '../../components/index.ts';
import { dayDate, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { useClock } from '../../stores/clock.ts';
import { openDialog } from '../../stores/ui.ts';
import { versionEnd } from './graph-versions.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';
import styles from './SettingsPage.module.css';

const tones = { ok: 'ok', missing: 'warn', refused: 'bad' } as const;

/** The connected numbers; the form that changes one opens as a dialog. */
export function ConnectionsSection() {
  const connections = useApp((app) => app.connections);
  return (
    <SettingGroup title={t('settings.connections')}>
      {connections.map((connection) => (
        <SettingRow key={connection.id} title={<Name connection={connection} />} help={<Facts connection={connection} />}>
          <Chip tone={tones[connection.tokenState]}>{t(`settings.connection.${connection.tokenState}`)}</Chip>
          <Button onClick={() => openDialog({ kind: 'connection', connectionId: connection.id })}>{t('settings.connection.edit')}</Button>
        </SettingRow>
      ))}
      <SettingRow title={connections.length === 0 ? t('settings.connection.none') : ''}>
        <Button onClick={() => openDialog({ kind: 'connection', connectionId: null })}>{t('settings.connection.add')}</Button>
      </SettingRow>
    </SettingGroup>
  );
}

function Name({ connection }: { readonly connection: ConnectionView }) {
  return <bdi>{connection.name === '' ? connection.phoneFormatted : connection.name}</bdi>;
}

function Facts({ connection }: { readonly connection: ConnectionView }) {
  const { phoneFormatted, graphVersion } = connection;
  const warning = useClock((clock) => versionWarning(connection, clock.minuteNow));
  return (
    <>
      <bdi className="tel">{phoneFormatted}</bdi> · {graphVersion}
      {warning === null ? null : <span className={styles.warning}><Icon of={TriangleAlert} size="s" />{warning}</span>}
    </>
  );
}

/** What is wrong with the version of the Graph API, and what to do; the version that really answered counts most. */
function versionWarning({ graphVersion, answeredVersion }: ConnectionView, now: number): string | null {
  if (answeredVersion !== null) return t('settings.connection.version', { answered: answeredVersion, version: graphVersion });
  const end = versionEnd(graphVersion, now);
  if (end.state === 'fine') return null;
  if (end.state === 'ended') return t('settings.connection.versionEnded', { version: graphVersion });
  return t('settings.connection.versionEnds', { version: graphVersion, date: end.endsAt === null ? '' : dayDate(end.endsAt) });
}
