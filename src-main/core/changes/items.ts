import type { ChangeItem } from '../../../src-preload/contract/events.ts';
import type { ConnectionView, ConversationRow, MessageView, Settings } from '../../../src-preload/contract/views.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Storage } from '../../storage/storage.ts';
import { conversationRowView } from '../conversations/row-view.ts';
import { messageViews } from '../messages/message-views.ts';
import type { Bundle } from './bundle.ts';

/** What the feed reads to turn ids into views. */
export interface ChangeViews {
  readonly read: Storage['read'];
  connections(): Promise<ConnectionView[]>;
  settings(): Promise<Settings>;
}

/** Beyond these a bundle carries ids, and the page reads what it shows. */
const mostRows = 50;
const mostMessages = 200;

/** The items of one bundle: whole views for what is likely on screen, ids for the rest. What is gone comes first. */
export async function changeItems(views: ChangeViews, bundle: Bundle, watched: ReadonlySet<ConversationId>): Promise<ChangeItem[]> {
  const rows = await rowsOf(views, bundle.conversations, watched);
  const messages = await messagesOf(views, bundle, watched);
  return [
    ...bundle.goneMessages.map(({ id, conversationId }): ChangeItem => ({ type: 'message-gone', id, conversationId })),
    ...bundle.goneConversations.map(({ id, movedTo }): ChangeItem => ({ type: 'conversation-gone', id, movedTo })),
    ...bundle.conversations.map((id): ChangeItem => withView({ type: 'conversation', id }, 'row', rows.get(id))),
    ...bundle.messages.map(({ id, conversationId }): ChangeItem => {
      const view = messages.get(id);
      // Moved on since: the next bundle says where to.
      const fits = view?.conversationId === conversationId ? view : undefined;
      return withView({ type: 'message', id, conversationId }, 'view', fits);
    }),
    ...(bundle.connections ? [{ type: 'connections' as const, connections: await views.connections() }] : []),
    ...(bundle.settings ? [{ type: 'settings' as const, settings: await views.settings() }] : []),
    ...(bundle.health ? [{ type: 'health' as const }] : []),
  ];
}

/** The same without any view: ids alone, which need no reading. */
export function bareItems(bundle: Bundle): ChangeItem[] {
  return [
    ...bundle.goneMessages.map(({ id, conversationId }): ChangeItem => ({ type: 'message-gone', id, conversationId })),
    ...bundle.goneConversations.map(({ id, movedTo }): ChangeItem => ({ type: 'conversation-gone', id, movedTo })),
    ...bundle.conversations.map((id): ChangeItem => ({ type: 'conversation', id })),
    ...bundle.messages.map(({ id, conversationId }): ChangeItem => ({ type: 'message', id, conversationId })),
    ...(bundle.health ? [{ type: 'health' as const }] : []),
  ];
}

function withView<T extends object, K extends string, V>(item: T, key: K, view: V | undefined): T & { readonly [P in K]?: V } {
  return view === undefined ? item : { ...item, [key]: view };
}

/** The watched ones first, then those that changed last. */
async function rowsOf(
  { read }: ChangeViews,
  changed: readonly ConversationId[],
  watched: ReadonlySet<ConversationId>,
): Promise<Map<ConversationId, ConversationRow>> {
  const chosen = new Set(changed.filter((id) => watched.has(id)));
  for (let i = changed.length - 1; i >= 0 && chosen.size < mostRows; i -= 1) {
    const id = changed[i];
    if (id !== undefined) chosen.add(id);
  }
  const records = await read.conversations.rows([...chosen]);
  return new Map(records.map((record) => [record.id, conversationRowView(record)]));
}

async function messagesOf(
  { read }: ChangeViews,
  { messages }: Bundle,
  watched: ReadonlySet<ConversationId>,
): Promise<Map<MessageId, MessageView>> {
  const shown = messages.filter(({ conversationId }) => watched.has(conversationId)).slice(-mostMessages);
  const records = await read.messages.byIds(shown.map(({ id }) => id));
  return new Map((await messageViews(read, records)).map((view) => [view.id, view]));
}
