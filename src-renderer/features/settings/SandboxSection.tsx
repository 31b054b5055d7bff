import { useState } from 'react';
import { Button } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { enterSandbox, leaveSandbox, useApp } from '../../stores/app.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { SettingGroup, SettingRow } from './SettingRow.tsx';

export function SandboxSection() {
  const sandbox = useApp((app) => app.sandbox);
  const panelUrl = useApp((app) => app.sandboxPanelUrl);
  const [busy, setBusy] = useState(false);
  const move = async (): Promise<void> => {
    setBusy(true);
    const answer = await (sandbox ? leaveSandbox() : enterSandbox());
    setBusy(false);
    if (!answer.ok) toastFailure(answer.error);
  };
  return (
    <SettingGroup title={t('settings.sandbox')}>
      {panelUrl === null ? null : (
        <SettingRow title={t('settings.sandbox.panel')} help={t('settings.sandbox.panel.help')}>
          <Button onClick={() => window.open(panelUrl, '_blank', 'noopener,noreferrer')}>{t('settings.sandbox.panel.action')}</Button>
        </SettingRow>
      )}
      <SettingRow
        title={t(sandbox ? 'settings.sandbox.leave' : 'settings.sandbox.enter')}
        help={t(sandbox ? 'settings.sandbox.leave.help' : 'settings.sandbox.enter.help')}
      >
        <Button disabled={busy} onClick={() => void move()}>{t(sandbox ? 'settings.sandbox.leave.action' : 'settings.sandbox.enter.action')}</Button>
      </SettingRow>
    </SettingGroup>
  );
}
