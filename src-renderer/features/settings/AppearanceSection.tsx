import type { Settings } from '../../../src-preload/contract/index.ts';
import { Segments } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { change } from './change.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';

export function AppearanceSection({ settings }: { readonly settings: Settings }) {
  return (
    <SettingGroup title={t('settings.appearance')}>
      <SettingRow title={t('settings.theme')} help={t('settings.theme.help')}>
        <Segments
          label={t('settings.theme')}
          value={settings.theme}
          options={[
            { value: 'system', label: t('settings.theme.system') },
            { value: 'light', label: t('settings.theme.light') },
            { value: 'dark', label: t('settings.theme.dark') },
          ]}
          onValueChange={(theme) => void change({ theme })}
        />
      </SettingRow>
      <SettingRow title={t('settings.density')} help={t('settings.density.help')}>
        <Segments
          label={t('settings.density')}
          value={settings.density}
          options={[
            { value: 'comfortable', label: t('settings.density.comfortable') },
            { value: 'compact', label: t('settings.density.compact') },
          ]}
          onValueChange={(density) => void change({ density })}
        />
      </SettingRow>
      <SettingRow title={t('settings.contrast')} help={t('settings.contrast.help')}>
        <Segments
          label={t('settings.contrast')}
          value={settings.contrast}
          options={[
            { value: 'system', label: t('settings.contrast.system') },
            { value: 'high', label: t('settings.contrast.high') },
          ]}
          onValueChange={(contrast) => void change({ contrast })}
        />
      </SettingRow>
    </SettingGroup>
  );
}
