import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { ApplyContext, Verdict } from './apply.ts';
import type { ReadDeletion, ReadEdit } from './read-changes.ts';

/** An edit changes what a message says, never its place, the window or the unread count; on an unknown message it waits beside that wamid. */
export async function applyEdit(context: ApplyContext, connectionId: ConnectionId, edit: ReadEdit, receivedAt: number): Promise<Verdict> {
  const isNew = await context.tx.edits.put({
    connectionId,
    target: wellFormed(edit.target),
    wamid: wellFormed(edit.wamid),
    at: edit.at ?? receivedAt,
    text: edit.text?.toWellFormed() ?? null,
    content: edit.content?.toWellFormed() ?? null,
  });
  return settled(context, connectionId, edit.target, isNew);
}

/** A deletion marks its message, which stays in its place; on an unknown message it waits beside that wamid. */
export async function applyDeletion(context: ApplyContext, connectionId: ConnectionId, deletion: Omit<ReadDeletion, 'ofItself'>, receivedAt: number): Promise<Verdict> {
  const isNew = await context.tx.deletions.put({
    connectionId,
    target: wellFormed(deletion.target),
    direction: deletion.direction === 'in' ? 0 : 1,
    at: deletion.at ?? receivedAt,
  });
  return settled(context, connectionId, deletion.target, isNew);
}

async function settled({ tx, workspace }: ApplyContext, connectionId: ConnectionId, wamid: string, isNew: boolean): Promise<Verdict> {
  if (!isNew) return { outcome: 'duplicate' };
  const target = await workspace.message(connectionId, wamid);
  if (target === null) return { outcome: 'applied', reason: 'parked' };
  tx.changed({ type: 'message', id: target.id, conversationId: target.conversationId });
  // The row in the list may show it.
  tx.changed({ type: 'conversation', id: target.conversationId });
  return { outcome: 'applied' };
}

function wellFormed(wamid: string): Wamid {
  return wamid.toWellFormed() as Wamid;
}
