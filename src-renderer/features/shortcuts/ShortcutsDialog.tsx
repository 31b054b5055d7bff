import { Fragment } from 'react';
import { Dialog, Keys } from '../../components/index.ts';
import { type PlainKey, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { type Command, type CommandGroup, useCommands } from '../../stores/commands.ts';
import { keyNames } from '../../stores/key-names.ts';
import { closeDialog } from '../../stores/ui.ts';
import styles from './ShortcutsDialog.module.css';

type Entry = Pick<Command, 'id' | 'title' | 'keys'>;

const groups: readonly { readonly group: CommandGroup; readonly title: PlainKey }[] = [
  { group: 'move', title: 'shortcuts.group.move' },
  { group: 'conversation', title: 'shortcuts.group.conversation' },
  { group: 'message', title: 'shortcuts.group.message' },
  { group: 'write', title: 'shortcuts.group.write' },
  { group: 'app', title: 'shortcuts.group.app' },
];

/** Keys that the text field handles by itself. */
function fieldKeys(sendKey: 'enter' | 'ctrl_enter'): readonly Entry[] {
  return [
    { id: 'field.send', title: t('shortcuts.send'), keys: sendKey === 'enter' ? ['Enter'] : ['Mod+Enter'] },
    { id: 'field.newLine', title: t('shortcuts.newLine'), keys: sendKey === 'enter' ? ['Shift+Enter'] : ['Enter'] },
    { id: 'field.walk', title: t('shortcuts.walkMessages'), keys: ['ArrowUp'] },
  ];
}

/** Every key that works now. */
export function ShortcutsDialog() {
  const commands = useCommands((state) => state.commands);
  const sendKey = useApp((app) => app.settings?.sendKey ?? 'ctrl_enter');
  const singles = useApp((app) => app.settings?.singleKeyShortcuts ?? true);
  return (
    <Dialog open onClose={closeDialog} title={t('shortcuts.title')} closeLabel={t('app.close')} size="large" {...(singles ? {} : { description: t('shortcuts.singleKeysOff') })}>
      <div className={styles.columns}>
        {groups.map(({ group, title }) => {
          const registered: readonly Entry[] = unique(commands.filter((command) => command.group === group && command.keys.length > 0));
          const members = group === 'write' ? [...registered, ...fieldKeys(sendKey)] : registered;
          return members.length === 0 ? null : (
            <section key={group} className={styles.group}>
              <h3>{t(title)}</h3>
              <dl>
                {members.map((command) => (
                  <div key={command.id} className={styles.entry}>
                    <dt>{command.title}</dt>
                    <dd>{command.keys.slice(0, 2).map((keys) => <KeySequence key={keys} keys={keys} />)}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Dialog>
  );
}

function KeySequence({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.sequence}>
      {keys.split(' ').map((stroke, index) => (
        <Fragment key={`${stroke} ${index}`}>
          {index === 0 ? null : <span className="faint small">{t('shortcuts.then')}</span>}
          <Keys keys={keyNames(stroke)} />
        </Fragment>
      ))}
    </span>
  );
}

function unique(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((command) => [command.id, command])).values()];
}
