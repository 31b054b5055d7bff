import type { EditView } from '../../../src-preload/contract/content.ts';
import type { MessageView, ReactionView } from '../../../src-preload/contract/views.ts';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { Storage } from '../../storage/storage.ts';

/** What became of messages after they were written, by `keyOf`. */
export interface MessageChanges {
  /** Those that stand, oldest first. */
  readonly reactions: ReadonlyMap<string, readonly ReactionView[]>;
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

/** Reads reactions, edits and deletions of messages, all at once for each number. */
export async function readChanges(read: Storage['read'], wanted: ReadonlyMap<ConnectionId, readonly Wamid[]>): Promise<MessageChanges> {
  const reactions = new Map<string, ReactionView[]>();
  const edits = new Map<string, EditView[]>();
  const deletions = new Map<string, NonNullable<MessageView['deleted']>>();
  for (const [connectionId, wamids] of wanted) {
    for (const { what, target, direction, text, at } of await read.messageAfterwards.of(connectionId, wamids)) {
      const key = keyOf(connectionId, target);
      const from = direction === 0 ? 'in' : 'out';
      if (what === 'reaction') add(reactions, key, { emoji: text ?? '', from, at });
      else if (what === 'edit') add(edits, key, { at, text });
      else deletions.set(key, { by: from, at });
    }
  }
  const keepDeleted = deletions.size > 0 && (await read.settings.get('keepDeleted')) === true;
  return { reactions, edits, deletions, keepDeleted };
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
