import { type FormEvent, useEffect, useState } from 'react';
import type { Settings } from '../../../src-preload/contract/index.ts';
import { Button, Field, Select, Switch } from '../../components/index.ts';
import { fileSize, t } from '../../i18n/index.ts';
import { useHealth } from '../../stores/health/index.ts';
import { toast } from '../../stores/ui.ts';
import { change } from './change.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';
import styles from './SettingsPage.module.css';
import { withCurrent } from './thresholds.ts';

const dayChoices = [7, 14, 30, 60, 90, 180, 365] as const;
const MEGABYTE = 1_000_000;
/** 0 is no limit. */
const budgetChoices = [0, 1_000, 5_000, 20_000, 50_000, 100_000] as const;
const concurrencyChoices = [1, 2, 4, 8, 16] as const;
const MAX_PORT = 65_535;

export function DataSection({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <SettingGroup title={t('settings.data')}>
        <SettingRow title={t('settings.journalDays')} help={t('settings.journalDays.help')}>
          <Select
            label={t('settings.journalDays')}
            value={settings.journalDays}
            options={withCurrent(dayChoices, settings.journalDays).map((days) => ({ value: days, label: t('settings.days', { count: days }) }))}
            onValueChange={(journalDays) => void change({ journalDays })}
          />
        </SettingRow>
        <SettingRow title={t('settings.keepDeleted')} help={t('settings.keepDeleted.help')}>
          <Switch label={t('settings.keepDeleted')} checked={settings.keepDeleted} onCheckedChange={(keepDeleted) => void change({ keepDeleted })} />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('settings.media')}>
        <SettingRow title={t('settings.mediaBudget')} help={t('settings.mediaBudget.help')}>
          <Select
            label={t('settings.mediaBudget')}
            value={settings.mediaBudgetMb}
            options={withCurrent(budgetChoices, settings.mediaBudgetMb).map((megabytes) => ({ value: megabytes, label: budgetLabel(megabytes) }))}
            onValueChange={(mediaBudgetMb) => void change({ mediaBudgetMb })}
          />
        </SettingRow>
        <SettingRow title={t('settings.mediaConcurrency')} help={t('settings.mediaConcurrency.help')}>
          <Select
            label={t('settings.mediaConcurrency')}
            value={settings.mediaConcurrency}
            options={withCurrent(concurrencyChoices, settings.mediaConcurrency).map((count) => ({ value: count, label: t('settings.mediaConcurrency.count', { count }) }))}
            onValueChange={(mediaConcurrency) => void change({ mediaConcurrency })}
          />
        </SettingRow>
      </SettingGroup>
      <SettingGroup title={t('settings.receiver')}>
        <PortRow key={settings.webhookPort} port={settings.webhookPort} />
        <CallbackRow />
      </SettingGroup>
    </>
  );
}

function PortRow({ port }: { readonly port: number }) {
  const [typed, setTyped] = useState(String(port));
  const value = /^\d{1,5}$/u.test(typed.trim()) ? Number(typed) : Number.NaN;
  const isValid = value <= MAX_PORT;
  return (
    <div className={styles.row}>
      <div className={styles.rowText}>
        <b>{t('settings.port')}</b>
        <p>{t('settings.port.help')}</p>
      </div>
      <form
        className={styles.port}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isValid) void change({ webhookPort: value });
        }}
      >
        <Field
          label={t('settings.port')}
          className={styles.bareField}
          code
          inputMode="numeric"
          value={typed}
          error={isValid ? undefined : t('settings.port.invalid')}
          onChange={(event) => setTyped(event.target.value)}
        />
        {typed.trim() === String(port) ? null : <Button type="submit" variant="primary">{t('settings.port.save')}</Button>}
      </form>
    </div>
  );
}

function CallbackRow() {
  const url = useHealth((state) => state.health?.receiver.url ?? null);
  const isKnown = useHealth((state) => state.health !== null);
  useEffect(() => useHealth.getState().watch(), []);
  const copy = async (): Promise<void> => {
    if (url === null) return;
    const copied = await navigator.clipboard.writeText(url).then(
      () => true,
      () => false,
    );
    toast(copied ? 'ok' : 'bad', t(copied ? 'settings.copied' : 'thread.copyFailed'));
  };
  return (
    <SettingRow title={t('settings.callback')} help={t('settings.callback.help')}>
      {url === null ? (
        <span className="faint small">{isKnown ? t('settings.callback.down') : ''}</span>
      ) : (
        <>
          <code className={styles.address}>{url}</code>
          <Button onClick={() => void copy()}>{t('settings.copy')}</Button>
        </>
      )}
    </SettingRow>
  );
}

function budgetLabel(megabytes: number): string {
  return megabytes === 0 ? t('settings.mediaBudget.none') : fileSize(megabytes * MEGABYTE);
}
