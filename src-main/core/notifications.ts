import type { ConversationId, MessageId } from '../domain/ids.ts';
import type { Clock, Log, Notifier } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import { messageViews } from './messages/message-views.ts';
import { wordsWithout } from './notification-words.ts';
import type { SettingsOfFolder } from './settings.ts';
import { conversationRowView } from './conversations/row-view.ts';

export interface Notifications {
  /** What is on screen and whether a person looks at it: nothing is shown for that. */
  onFocus(watched: { readonly conversationId: number | null; readonly focused: boolean }): void;
  /** Resolves when every commit so far was looked at. */
  settled(): Promise<void>;
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
  /** One commit after the other, so that a message is never told twice. */
  let running = Promise.resolve();

  const stop = storage.onCommit((changes) => {
    const fresh = changes.flatMap((change) => (change.type === 'message' && !shown.has(change.id) ? [change] : []));
    if (fresh.length === 0) return;
    running = running
      .then(() => tell(fresh.map(({ id }) => id)))
      .catch((thrown: unknown) => log.error('notifications.failed', {}, thrown));
  });

  async function tell(ids: readonly MessageId[]): Promise<void> {
    if (!(await settings.current()).notifications) return;
    const views = await messageViews(storage.read, await storage.read.messages.byIds([...new Set(ids)]));
    const since = clock.now() - freshMs;
    for (const view of views) {
      const looking = watched.focused && watched.conversationId === view.conversationId;
      const wanted = view.direction === 'in' && view.source === 'customer' && view.unread && view.deleted === null && view.sentAt >= since;
      if (!wanted || looking || shown.has(view.id)) continue;
      remember(view.id);
      const body = view.text ?? wordsWithout(view.content.type);
      notifier.show({ title: await nameOf(view.conversationId), body, conversationId: view.conversationId });
    }
  }

  async function nameOf(id: ConversationId): Promise<string> {
    const [record] = await storage.read.conversations.rows([id]);
    return (record === undefined ? null : conversationRowView(record).person.name) ?? 'Unknown contact';
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
    settled: () => running,
    stop,
  };
}
