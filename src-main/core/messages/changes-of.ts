import type { EditView } from '../../../src-preload/contract/content.ts';
import type { MessageView } from '../../../src-preload/contract/views.ts';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { Storage } from '../../storage/storage.ts';

/** What became of messages after they were written, by `keyOf`. */
export interface MessageChanges {
  /** All edits of a message, oldest first. */
  readonly edits: ReadonlyMap<string, readonly EditView[]>;
  readonly deletions: ReadonlyMap<string, NonNullable<MessageView['deleted']>>;
  /** Whether what was deleted is shown all the same. */
  readonly keepDeleted: boolean;
}

/** A wamid is unique within one business number. */
export function keyOf(connectionId: ConnectionId, wamid: Wamid): string {
  return `${connectionId} ${wamid}`;
}

/** Reads edits and deletions of messages, all at once for each number. */
export async function readChanges(read: Storage['read'], wanted: ReadonlyMap<ConnectionId, readonly Wamid[]>): Promise<MessageChanges> {
  const edits = new Map<string, EditView[]>();
  const deletions = new Map<string, NonNullable<MessageView['deleted']>>();
  for (const [connectionId, wamids] of wanted) {
    for (const { target, at, text } of await read.edits.of(connectionId, wamids)) {
      const key = keyOf(connectionId, target);
      const others = edits.get(key);
      if (others === undefined) edits.set(key, [{ at, text }]);
      else others.push({ at, text });
    }
    for (const { target, direction, at } of await read.deletions.of(connectionId, wamids)) {
      deletions.set(keyOf(connectionId, target), { by: direction === 0 ? 'in' : 'out', at });
    }
  }
  const keepDeleted = deletions.size > 0 && (await read.settings.get('keepDeleted')) === true;
  return { edits, deletions, keepDeleted };
}
