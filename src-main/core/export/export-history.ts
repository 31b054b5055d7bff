import type { MessageId, DeliveryId, Wamid } from '../../domain/ids.ts';
import type { ExportedRow, createHistoryExportRepository } from '../../storage/repositories/history-export.ts';
import {
  connectionLine,
  type ExportedEdit,
  type ExportedFile,
  type ExportedIdentity,
  type ExportedReaction,
  headerLine,
  messageLine,
  type MessageSurroundings,
} from './lines.ts';

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
    const edits = await editsBy(parts, rows);
    const deletions = await deletionsBy(parts, rows);
    const files = await filesBy(parts, rows);
    const bodies = new Map<DeliveryId, Uint8Array | null>();
    for (const row of rows) {
      await write(
        messageLine(row, {
          identities: identities.get(row.contact_id) ?? [],
          reactions: reactions.get(keyOf(row)) ?? [],
          edits: edits.get(keyOf(row)) ?? [],
          deleted: deletions.get(keyOf(row)) ?? null,
          file: files.get(row.id) ?? null,
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

/** A wamid is unique within one business number. */
function keyOf(row: ExportedRow): string {
  return `${row.connection_id} ${row.wamid ?? ''}`;
}

function wamidsOf(rows: readonly ExportedRow[]): Wamid[] {
  return rows.flatMap((row): Wamid[] => (row.wamid === null ? [] : [row.wamid]));
}

async function reactionsBy(parts: ExportParts, rows: readonly ExportedRow[]): Promise<Map<string, ExportedReaction[]>> {
  const found = new Map<string, ExportedReaction[]>();
  for (const reaction of await parts.history.reactionsOn(wamidsOf(rows))) {
    const key = `${reaction.connection_id} ${reaction.target_wamid}`;
    const from: ExportedReaction['from'] = reaction.direction === 0 ? 'in' : 'out';
    found.set(key, [...(found.get(key) ?? []), { from, emoji: reaction.emoji, at: reaction.at }]);
  }
  return found;
}

async function editsBy(parts: ExportParts, rows: readonly ExportedRow[]): Promise<Map<string, ExportedEdit[]>> {
  const found = new Map<string, ExportedEdit[]>();
  for (const { connection_id, target_wamid, at, text } of await parts.history.editsOf(wamidsOf(rows))) {
    const key = `${connection_id} ${target_wamid}`;
    found.set(key, [...(found.get(key) ?? []), { at, text }]);
  }
  return found;
}

async function deletionsBy(parts: ExportParts, rows: readonly ExportedRow[]): Promise<Map<string, NonNullable<MessageSurroundings['deleted']>>> {
  const deletions = await parts.history.deletionsOf(wamidsOf(rows));
  return new Map(deletions.map(({ connection_id, target_wamid, direction, at }) => [`${connection_id} ${target_wamid}`, { by: direction === 0 ? 'in' : 'out', at }]));
}

async function filesBy(parts: ExportParts, rows: readonly ExportedRow[]): Promise<Map<MessageId, ExportedFile>> {
  const files = await parts.history.filesOf(rows.map(({ id }) => id));
  return new Map(
    files.map(({ message_id, state, meta_id, sha256, told_mime, mime, bytes }) => [
      message_id,
      { state, path: sha256 === null ? null : `media/${sha256.slice(0, 2)}/${sha256}`, sha256, mime: mime ?? told_mime, bytes, metaId: meta_id },
    ]),
  );
}
