import type { MessageId, DeliveryId, Wamid } from '../../domain/ids.ts';
import type { ExportedRow, createHistoryExportRepository } from '../../storage/repositories/history-export.ts';
import { connectionLine, type ExportedIdentity, type ExportedReaction, headerLine, messageLine } from './lines.ts';

const SLICE = 500;

export interface ExportParts {
  readonly history: ReturnType<typeof createHistoryExportRepository>;
  /** The whole body of a journal entry; null once retention took it. */
  bodyOf(deliveryId: DeliveryId): Promise<Uint8Array | null>;
  /** The raw item of a body, by its place. */
  itemOf(body: Uint8Array, ordinal: number): unknown;
  readonly now: number;
}

/** Writes every message as one line; `write` may make us wait. Gives the number of messages. */
export async function exportHistory(parts: ExportParts, write: (line: object) => Promise<void>): Promise<number> {
  await write(headerLine(parts.now));
  for (const connection of await parts.history.connections()) await write(connectionLine(connection));
  let count = 0;
  let after: MessageId | 0 = 0;
  for (;;) {
    const rows: readonly ExportedRow[] = await parts.history.messagesAfter(after, SLICE);
    const last = rows.at(-1);
    if (last === undefined) return count;
    const identities = await identitiesBy(parts, rows);
    const reactions = await reactionsBy(parts, rows);
    const bodies = new Map<DeliveryId, Uint8Array | null>();
    for (const row of rows) {
      await write(
        messageLine(row, {
          identities: identities.get(row.contact_id) ?? [],
          reactions: (row.wamid === null ? undefined : reactions.get(`${row.connection_id} ${row.wamid}`)) ?? [],
          raw: await rawOf(parts, row, bodies),
        }),
      );
    }
    count += rows.length;
    after = last.id;
  }
}

async function rawOf(parts: ExportParts, row: ExportedRow, bodies: Map<DeliveryId, Uint8Array | null>): Promise<unknown> {
  if (row.delivery_id === null || row.item_ordinal === null) return null;
  let body = bodies.get(row.delivery_id);
  if (body === undefined) {
    body = await parts.bodyOf(row.delivery_id);
    bodies.set(row.delivery_id, body);
  }
  return body === null ? null : parts.itemOf(body, row.item_ordinal);
}

async function identitiesBy(parts: ExportParts, rows: readonly ExportedRow[]): Promise<Map<ExportedRow['contact_id'], ExportedIdentity[]>> {
  const found = new Map<ExportedRow['contact_id'], ExportedIdentity[]>();
  for (const { contact_id, ...identity } of await parts.history.identitiesOf([...new Set(rows.map((row) => row.contact_id))])) {
    found.set(contact_id, [...(found.get(contact_id) ?? []), identity]);
  }
  return found;
}

async function reactionsBy(parts: ExportParts, rows: readonly ExportedRow[]): Promise<Map<string, ExportedReaction[]>> {
  const wamids = rows.flatMap((row): Wamid[] => (row.wamid === null ? [] : [row.wamid]));
  const found = new Map<string, ExportedReaction[]>();
  if (wamids.length === 0) return found;
  for (const reaction of await parts.history.reactionsOn(wamids)) {
    const key = `${reaction.connection_id} ${reaction.target_wamid}`;
    const from: ExportedReaction['from'] = reaction.direction === 0 ? 'in' : 'out';
    found.set(key, [...(found.get(key) ?? []), { from, emoji: reaction.emoji, at: reaction.at }]);
  }
  return found;
}
