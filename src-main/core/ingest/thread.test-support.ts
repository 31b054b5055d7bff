import type { ConversationRow, MessageView } from '../../../src-preload/contract/views.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { conversationRowView } from '../conversations/row-view.ts';
import { messageViews } from '../messages/message-views.ts';
import type { Bench } from './ingest.test-support.ts';

/** Every message as the page gets it, in the order of the thread. */
export async function views(bench: Bench): Promise<MessageView[]> {
  const ids = bench.rows('SELECT id FROM message ORDER BY sort_at, wamid').map(({ id }) => id as MessageId);
  const records = await bench.storage.read.messages.byIds(ids);
  const all = await messageViews(bench.storage.read, records);
  return ids.flatMap((id) => all.filter((view) => view.id === id));
}

/** The only message. */
export async function onlyView(bench: Bench): Promise<MessageView> {
  const [view, second] = await views(bench);
  if (view === undefined || second !== undefined) throw new Error('There is not one message.');
  return view;
}

/** Every row of the list, as the page gets it. */
export async function listRows(bench: Bench): Promise<ConversationRow[]> {
  const ids = bench.rows('SELECT id FROM conversation ORDER BY id').map(({ id }) => id as ConversationId);
  const records = await bench.storage.read.conversations.rows(ids);
  return records.toSorted((a, b) => a.id - b.id).map(conversationRowView);
}
