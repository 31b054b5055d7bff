import { Copy, Forward, Info, Reply, SmilePlus, Trash2, X } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import type { MenuEntry } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { type Command, registerCommands } from '../../stores/commands.ts';
import { useComposer } from '../../stores/composer/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { canForward, canReact, canRemove, openForward, openReactions, removeMessage } from '../../stores/message-actions.ts';
import { useThread } from '../../stores/thread/index.ts';
import { copyText } from './copy-text.ts';
import type { MessageActions } from './MessageRow.tsx';

/** The menu of the message under the pointer, and the keys that do the same on the focused one. */
export function useMessageMenu(actions: MessageActions): { readonly entries: readonly MenuEntry[]; readonly aim: (message: MessageView | null) => void } {
  const [message, setMessage] = useState<MessageView | null>(null);
  useEffect(() => registerCommands(messageCommands(actions)), [actions]);
  const entries = useMemo<readonly MenuEntry[]>(() => {
    if (message === null) return [];
    return [
      ...(message.wamid === null ? [] : [{ key: 'reply', icon: Reply, label: t('thread.menu.reply'), keys: ['R'], onSelect: () => actions.reply(message) }]),
      ...(canReact(message) ? [{ key: 'react', icon: SmilePlus, label: t('thread.menu.react'), keys: ['X'], onSelect: () => openReactions(message) }] : []),
      ...(canForward(message) ? [{ key: 'forward', icon: Forward, label: t('thread.menu.forward'), keys: ['F'], onSelect: () => openForward(message) }] : []),
      ...(message.text === null ? [] : [{ key: 'copy', icon: Copy, label: t('thread.menu.copy'), keys: ['C'], onSelect: () => copyWords(message) }]),
      { key: 'details', icon: Info, label: t('thread.menu.details'), keys: ['I'], onSelect: () => actions.details(message) },
      ...(message.state === 'queued' ? [{ key: 'cancel', icon: X, label: t('thread.queued.cancel'), tone: 'bad' as const, onSelect: () => actions.cancel(message) }] : []),
      ...(canRemove(message) ? [{ key: 'remove', icon: Trash2, label: t('thread.menu.remove'), tone: 'bad' as const, keys: ['Del'], onSelect: () => void remove(message) }] : []),
    ];
  }, [message, actions]);
  const aim = useCallback((next: MessageView | null) => setMessage(next), []);
  return { entries, aim };
}

function messageCommands(actions: MessageActions): readonly Command[] {
  const onFocused = (run: (message: MessageView) => void, may: (message: MessageView) => boolean = () => true) => ({
    when: () => {
      const message = focusedMessage();
      return message !== null && may(message);
    },
    run: () => {
      const message = focusedMessage();
      if (message !== null) run(message);
    },
  });
  return [
    { id: 'composer.reply', title: t('composer.label'), group: 'write', keys: ['r'], run: () => useComposer.getState().askFocus() },
    { id: 'message.reply', title: t('thread.menu.reply'), group: 'message', keys: ['r'], ...onFocused(actions.reply) },
    { id: 'message.details', title: t('thread.menu.details'), group: 'message', keys: ['i'], ...onFocused(actions.details) },
    { id: 'message.copy', title: t('thread.menu.copy'), group: 'message', keys: ['c'], ...onFocused(copyWords) },
    { id: 'message.react', title: t('thread.menu.react'), group: 'message', keys: ['x'], ...onFocused(openReactions, canReact) },
    { id: 'message.forward', title: t('thread.menu.forward'), group: 'message', keys: ['f'], ...onFocused(openForward, canForward) },
    { id: 'message.remove', title: t('thread.menu.remove'), group: 'message', keys: ['Delete'], ...onFocused((message) => void remove(message), canRemove) },
  ];
}

function focusedMessage(): MessageView | null {
  const id = document.activeElement?.closest('[data-message]')?.getAttribute('data-message');
  return id === null || id === undefined ? null : (useThread.getState().slice?.byId[Number(id)] ?? null);
}

function copyWords(message: MessageView): void {
  if (message.text !== null) void copyText(message.text);
}

async function remove(message: MessageView): Promise<void> {
  const failure = await removeMessage(message);
  if (failure !== null) toastFailure(failure);
}
