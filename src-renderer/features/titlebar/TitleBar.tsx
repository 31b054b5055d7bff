import { useEffect, useRef } from 'react';
import { classNames, Keys, SearchField } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { keyNames } from '../../stores/key-names.ts';
import { focusSearch, setQuery, useUi } from '../../stores/ui.ts';
import { LinkState } from './LinkState.tsx';
import { NumberSwitch } from './NumberSwitch.tsx';
import styles from './TitleBar.module.css';

/** Number switch, search, link state. Moves the window on the desktop; its controls do not. */
export function TitleBar() {
  const buttons = useApp((app) => app.windowButtons);
  const searchable = useApp((app) => app.connections.length > 0);
  return (
    <header className={classNames(styles.bar, styles[buttons])} aria-label={t('app.region.titleBar')} data-pane="titlebar">
      <div className={styles.start}><NumberSwitch /></div>
      {searchable ? <Omnibox /> : <span />}
      <div className={styles.end}><LinkState /></div>
    </header>
  );
}

function Omnibox() {
  const query = useUi((ui) => ui.query);
  const asked = useUi((ui) => ui.searchFocus);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (asked === 0) return;
    input.current?.focus();
    input.current?.select();
  }, [asked]);

  return (
    <SearchField
      ref={input}
      className={styles.omnibox}
      label={t('titlebar.search')}
      placeholder={t('titlebar.search')}
      clearLabel={t('list.search.clear')}
      value={query}
      onValueChange={(value) => {
        setQuery(value);
        const { place } = useUi.getState();
        if (value !== '' && place !== 'all' && place !== 'unread') focusSearch();
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          document.querySelector<HTMLElement>('[data-pane="list"] [data-pane-focus]')?.focus();
        } else if (event.key === 'Escape') {
          event.stopPropagation();
          if (query === '') event.currentTarget.blur();
          else setQuery('');
        }
      }}
      end={<Keys keys={keyNames('Mod+k')} />}
    />
  );
}
