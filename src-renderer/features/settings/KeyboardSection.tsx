import type { Settings } from '../../../src-preload/contract/index.ts';
import { Switch } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { change } from './change.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';

export function KeyboardSection({ settings }: { readonly settings: Settings }) {
  return (
    <SettingGroup title={t('settings.keyboard')}>
      <SettingRow title={t('settings.singleKeys')} help={t('settings.singleKeys.help')}>
        <Switch
          label={t('settings.singleKeys')}
          checked={settings.singleKeyShortcuts}
          onCheckedChange={(singleKeyShortcuts) => void change({ singleKeyShortcuts })}
        />
      </SettingRow>
    </SettingGroup>
  );
}
