import { sql } from 'kysely';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export interface EditRecord {
  readonly connectionId: ConnectionId;
  /** The message that was edited; it need not be here (yet). */
  readonly target: Wamid;
  /** Of the edit itself. */
  readonly wamid: Wamid;
  readonly at: number;
  readonly text: string | null;
  /** JSON of the edited kind's own object; null when the text says it all. */
  readonly content: string | null;
}

export type EditsRepository = ReturnType<typeof createEditsRepository>;

/** What messages were changed to, each edit kept. The original stays in its row; the edit that is last by (time, wamid) is what it says now. */
export function createEditsRepository(db: Queries) {
  return {
    /** False when it changes nothing. Of different edits with one wamid the greater stays, whichever came first. */
    async put(edit: EditRecord): Promise<boolean> {
      const { rows } = await sql<{ wamid: Wamid }>`INSERT INTO message_edit (connection_id, target_wamid, wamid, at, text, content)
        VALUES (${edit.connectionId}, ${edit.target}, ${edit.wamid}, ${edit.at}, ${edit.text}, ${edit.content})
        ON CONFLICT DO UPDATE SET at = excluded.at, text = excluded.text, content = excluded.content
          WHERE (excluded.at, coalesce(excluded.text, ''), coalesce(excluded.content, '')) > (at, coalesce(text, ''), coalesce(content, ''))
        RETURNING wamid`.execute(db);
      return rows.length > 0;
    },
  };
}
