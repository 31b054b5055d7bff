import { ChevronsUpDown, FlaskConical, LogOut, Plus } from 'lucide-react';
import { Icon, Mark, Menu, type MenuEntry } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { chooseConnection, leaveSandbox, useApp } from '../../stores/app.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { openDialog } from '../../stores/ui.ts';
import styles from './TitleBar.module.css';

/** Which number the inbox shows. Without a number it is just the name of the product. */
export function NumberSwitch() {
  const connections = useApp((app) => app.connections);
  const chosen = useApp((app) => app.chosenConnection);
  const sandbox = useApp((app) => app.sandbox);
  const panelUrl = useApp((app) => app.sandboxPanelUrl);

  const only = connections.length === 1 ? connections[0] : undefined;
  const shown = connections.find((connection) => connection.id === chosen) ?? only;
  if (connections.length === 0 && !sandbox) {
    return <span className={styles.number}><Mark size={18} className={styles.mark} />{t('app.name')}</span>;
  }

  const entries: MenuEntry[] = [];
  if (connections.length > 1) {
    entries.push({ key: 'all', label: t('titlebar.allNumbers'), checked: chosen === null, onSelect: () => chooseConnection(null) });
  }
  for (const connection of connections) {
    entries.push({
      key: String(connection.id),
      label: <NumberName name={connection.name} phone={connection.phoneFormatted} />,
      checked: connection.id === shown?.id,
      onSelect: () => chooseConnection(connections.length > 1 ? connection.id : null),
    });
  }
  if (sandbox) {
    if (panelUrl !== null) {
      entries.push({ key: 'panel', label: t('titlebar.sandboxPanel'), icon: FlaskConical, apart: true, onSelect: () => void window.open(panelUrl, '_blank', 'noopener') });
    }
    entries.push({ key: 'leave', label: t('titlebar.leaveSandbox'), icon: LogOut, apart: panelUrl === null, onSelect: () => void leave() });
  } else {
    entries.push({ key: 'connect', label: t('titlebar.connectNumber'), icon: Plus, apart: true, onSelect: () => openDialog({ kind: 'connection', connectionId: null }) });
  }

  return (
    <Menu
      label={t('titlebar.chooseNumber')}
      entries={entries}
      trigger={
        <button type="button" className={styles.number}>
          <Mark size={18} className={styles.mark} />
          {shown === undefined ? t(sandbox && connections.length === 0 ? 'app.name' : 'titlebar.allNumbers') : <NumberName name={shown.name} phone={shown.phoneFormatted} />}
          <Icon of={ChevronsUpDown} size="s" />
        </button>
      }
    />
  );
}

function NumberName({ name, phone }: { readonly name: string; readonly phone: string }) {
  return (
    <>
      {name === '' ? null : <span className="truncate" dir="auto">{name}</span>}
      <bdi className={name === '' ? 'tel' : `tel faint ${styles.phone ?? ''}`}>{phone}</bdi>
    </>
  );
}

async function leave(): Promise<void> {
  const answer = await leaveSandbox();
  if (!answer.ok) toastFailure(answer.error);
}
