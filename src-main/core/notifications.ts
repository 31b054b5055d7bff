import type { ConversationId, MessageId } from '../domain/ids.ts';
import type { Clock, Log, Notifier } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import { messageViews } from './messages/message-views.ts';
import type { SettingsOfFolder } from './settings.ts';
import { conversationRowView } from './conversations/row-view.ts';

export interface Notifications {
  /** What is on screen and whether a person looks at it: nothing is shown for that. */
  onFocus(watched: { readonly conversationId: number | null; readonly focused: boolean }): void;
  stop(): void;
}

/** Older arrivals (history, a journal that is run again, an outage) raise no notice. */
const freshMs = 2 * 60_000;
const remembered = 500;

/** Shows a desktop notice for each new message of a customer, once, unless its conversation is being looked at. */
export function createNotifications(parts: {
  readonly storage: Pick<Storage, 'read' | 'onCommit'>;
  readonly settings: SettingsOfFolder;
  readonly notifier: Notifier;
  /** Corrected by Meta's time. */
  readonly clock: Clock;
  readonly log: Log;
}): Notifications {
  const { storage, settings, notifier, clock, log } = parts;
  let watched: { readonly conversationId: number | null; readonly focused: boolean } = { conversationId: null, focused: false };
  const shown = new Set<MessageId>();

  const stop = storage.onCommit((changes) => {
    const fresh = changes.flatMap((change) => (change.type === 'message' && !shown.has(change.id) ? [change] : []));
    if (fresh.length === 0) return;
    tell(fresh.map(({ id }) => id)).catch((thrown: unknown) => log.error('notifications.failed', {}, thrown));
  });

  async function tell(ids: readonly MessageId[]): Promise<void> {
    if (!(await settings.current()).notifications) return;
    const views = await messageViews(storage.read, await storage.read.messages.byIds([...new Set(ids)]));
    const since = clock.now() - freshMs;
    for (const view of views) {
      const looking = watched.focused && watched.conversationId === view.conversationId;
      if (view.direction !== 'in' || view.source !== 'customer' || !view.unread || view.sentAt < since || looking || shown.has(view.id)) continue;
      remember(view.id);
      notifier.show({ title: await nameOf(view.conversationId), body: view.text ?? '', conversationId: view.conversationId });
    }
  }

  async function nameOf(id: ConversationId): Promise<string> {
    const [record] = await storage.read.conversations.rows([id]);
    return record === undefined ? '' : (conversationRowView(record).person.name ?? '');
  }

  function remember(id: MessageId): void {
    shown.add(id);
    for (const oldest of shown) {
      if (shown.size <= remembered) break;
      shown.delete(oldest);
    }
  }

  return {
    onFocus: (now) => {
      watched = now;
    },
    stop,
  };
}
