import type { ConnectionView } from '../../../src-preload/contract/index.ts';
import { Button, Chip } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { openDialog } from '../../stores/ui.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';

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
  const { phoneFormatted, graphVersion, answeredVersion } = connection;
  return (
    <>
      <bdi className="tel">{phoneFormatted}</bdi> · {graphVersion}
      {answeredVersion === null ? null : <><br />{t('settings.connection.version', { answered: answeredVersion, version: graphVersion })}</>}
    </>
  );
}
