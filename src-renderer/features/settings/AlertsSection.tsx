import type { Settings } from '../../../src-preload/contract/index.ts';
import { Switch } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { change } from './change.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';

export function AlertsSection({ settings }: { readonly settings: Settings }) {
  return (
    <SettingGroup title={t('settings.alerts')}>
      <SettingRow title={t('settings.notifications')} help={t('settings.notifications.help')}>
        <Switch label={t('settings.notifications')} checked={settings.notifications} onCheckedChange={(notifications) => void change({ notifications })} />
      </SettingRow>
    </SettingGroup>
  );
}
