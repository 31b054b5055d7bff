import { Bell, FlaskConical, HardDrive, Hourglass, Keyboard, type LucideIcon, Palette, Unplug } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Settings } from '../../../src-preload/contract/index.ts';
import { Icon } from '../../components/index.ts';
import { type PlainKey, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { AlertsSection } from './AlertsSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { ConnectionsSection } from './ConnectionsSection.tsx';
import { DataSection } from './DataSection.tsx';
import { KeyboardSection } from './KeyboardSection.tsx';
import { SandboxSection } from './SandboxSection.tsx';
import styles from './SettingsPage.module.css';
import { WindowSection } from './WindowSection.tsx';

interface Section {
  readonly id: string;
  readonly title: PlainKey;
  readonly icon: LucideIcon;
  readonly content: (settings: Settings) => ReactNode;
}

const groups: readonly { readonly title: PlainKey; readonly sections: readonly Section[] }[] = [
  {
    title: 'settings.group.you',
    sections: [
      { id: 'appearance', title: 'settings.section.appearance', icon: Palette, content: (settings) => <AppearanceSection settings={settings} /> },
      { id: 'alerts', title: 'settings.section.alerts', icon: Bell, content: (settings) => <AlertsSection settings={settings} /> },
      { id: 'keyboard', title: 'settings.section.keyboard', icon: Keyboard, content: (settings) => <KeyboardSection settings={settings} /> },
    ],
  },
  {
    title: 'settings.group.conversations',
    sections: [{ id: 'window', title: 'settings.section.window', icon: Hourglass, content: (settings) => <WindowSection settings={settings} /> }],
  },
  {
    title: 'settings.group.number',
    sections: [{ id: 'connection', title: 'settings.section.connection', icon: Unplug, content: () => <ConnectionsSection /> }],
  },
  {
    title: 'settings.group.data',
    sections: [
      { id: 'data', title: 'settings.section.data', icon: HardDrive, content: (settings) => <DataSection settings={settings} /> },
      { id: 'sandbox', title: 'settings.section.sandbox', icon: FlaskConical, content: () => <SandboxSection /> },
    ],
  },
];
const sections = groups.flatMap((group) => group.sections);

/** Few options in plain words; a change counts at once. */
export function SettingsPage() {
  const settings = useApp((app) => app.settings);
  const version = useApp((app) => app.version);
  const [chosen, setChosen] = useState('appearance');
  const section = sections.find((one) => one.id === chosen);
  return (
    <div className={styles.page}>
      <header className={styles.header}><h1 className={styles.title}>{t('settings.title')}</h1></header>
      <div className={styles.columns}>
        <nav className={styles.nav} aria-label={t('settings.nav')}>
          {groups.map((group) => (
            <div key={group.title} className={styles.navGroup}>
              <h2>{t(group.title)}</h2>
              {group.sections.map((one) => (
                <button
                  key={one.id}
                  type="button"
                  className={styles.navItem}
                  aria-current={one.id === chosen ? 'page' : undefined}
                  onClick={() => setChosen(one.id)}
                >
                  <Icon of={one.icon} />
                  {t(one.title)}
                </button>
              ))}
            </div>
          ))}
          <p className={styles.version}>{t('settings.version', { version })}</p>
        </nav>
        <div className={styles.main}>
          <div className={styles.lane}>{settings === null ? null : section?.content(settings)}</div>
        </div>
      </div>
    </div>
  );
}
