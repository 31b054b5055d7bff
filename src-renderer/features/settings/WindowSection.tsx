import { Fragment } from 'react';
import type { Settings } from '../../../src-preload/contract/index.ts';
import { Segments, Select, Switch } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { saveConnection, useApp } from '../../stores/app.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { change } from './change.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';
import { amberChoices, redChoices, thresholdChange, withCurrent } from './thresholds.ts';
import type { ConnectionView, ReadReceiptMode } from '../../../src-preload/contract/index.ts';

/** Ring, sending, and what customers see. */
export function WindowSection({ settings }: { readonly settings: Settings }) {
  const connections = useApp((app) => app.connections);
  return (
    <>
      <SettingGroup title={t('settings.ring')}>
        <SettingRow title={t('settings.ring.amber')} help={t('settings.ring.amber.help')}>
          <Select
            label={t('settings.ring.amber')}
            value={settings.amberMinutes}
            options={withCurrent(amberChoices, settings.amberMinutes).map(minutesOption)}
            onValueChange={(amberMinutes) => void change(thresholdChange({ amberMinutes }, settings))}
          />
        </SettingRow>
        <SettingRow title={t('settings.ring.red')} help={t('settings.ring.red.help')}>
          <Select
            label={t('settings.ring.red')}
            value={settings.redMinutes}
            options={withCurrent(redChoices, settings.redMinutes).map(minutesOption)}
            onValueChange={(redMinutes) => void change(thresholdChange({ redMinutes }, settings))}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('settings.sending')}>
        <SettingRow title={t('settings.sendKey')} help={t('settings.sendKey.help')}>
          <Segments
            label={t('settings.sendKey')}
            value={settings.sendKey}
            options={[
              { value: 'ctrl_enter', label: t('settings.sendKey.ctrlEnter') },
              { value: 'enter', label: t('settings.sendKey.enter') },
            ]}
            onValueChange={(sendKey) => void change({ sendKey })}
          />
        </SettingRow>
      </SettingGroup>
      {connections.length === 0 ? null : (
        <SettingGroup title={t('settings.receipts')}>
          {connections.map((connection) => (
            <Fragment key={connection.id}>
              <ReceiptsRow connection={connection} named={connections.length > 1} />
              <TypingRow connection={connection} named={connections.length > 1} />
            </Fragment>
          ))}
        </SettingGroup>
      )}
    </>
  );
}

function ReceiptsRow({ connection, named }: { readonly connection: ConnectionView; readonly named: boolean }) {
  const label = t('settings.receipts.title');
  const choose = (readReceipts: ReadReceiptMode): Promise<void> => changeConnection(connection, { readReceipts });
  return (
    <SettingRow
      title={named ? <>{label} · <bdi>{connection.name}</bdi></> : label}
      help={t('settings.receipts.help')}
    >
      <Segments
        label={label}
        value={connection.readReceipts}
        options={[
          { value: 'reply', label: t('settings.receipts.reply') },
          { value: 'open', label: t('settings.receipts.open') },
          { value: 'never', label: t('settings.receipts.never') },
        ]}
        onValueChange={(mode) => void choose(mode)}
      />
    </SettingRow>
  );
}

/** What customers see while an agent writes. WhatsApp tells it only together with the blue ticks. */
function TypingRow({ connection, named }: { readonly connection: ConnectionView; readonly named: boolean }) {
  const label = t('settings.typing.title');
  return (
    <SettingRow title={named ? <>{label} · <bdi>{connection.name}</bdi></> : label} help={t('settings.typing.help')}>
      <Switch label={label} checked={connection.typingIndicator} onCheckedChange={(typingIndicator) => void changeConnection(connection, { typingIndicator })} />
    </SettingRow>
  );
}

async function changeConnection(connection: ConnectionView, change: Partial<Pick<ConnectionView, 'readReceipts' | 'typingIndicator'>>): Promise<void> {
  const { id, name, phone, phoneNumberId, wabaId, appId, graphUrl, graphVersion, readReceipts, typingIndicator } = connection;
  const answer = await saveConnection({ id, name, phone, phoneNumberId, wabaId, appId, graphUrl, graphVersion, readReceipts, typingIndicator, ...change });
  if (!answer.ok) toastFailure(answer.error);
}

function minutesOption(minutes: number): { readonly value: number; readonly label: string } {
  const label = minutes % 60 === 0 ? t('settings.ring.hours', { count: minutes / 60 }) : t('settings.ring.minutes', { count: minutes });
  return { value: minutes, label };
}
