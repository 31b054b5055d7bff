import { mediaOf } from '../../domain/message-content.ts';
import type { ExportedRow } from '../../storage/repositories/history-export.ts';

/** The lines of an export; `docs/export-format.md` describes them for readers. */

export const EXPORT_FORMAT = 1;

export interface ExportedIdentity {
  readonly kind: string;
  readonly value: string;
  readonly username: string | null;
}

export interface ExportedReaction {
  readonly from: 'in' | 'out';
  readonly emoji: string;
  readonly at: number;
}

export interface ExportedFile {
  readonly state: string;
  /** Where the bytes lie below the data folder; null until they are here. */
  readonly path: string | null;
  readonly sha256: string | null;
  readonly mime: string | null;
  readonly bytes: number | null;
  readonly metaId: string | null;
}

export interface ExportedEdit {
  readonly at: number;
  readonly text: string | null;
}

/** What stands around one message row. `raw` is the item of the webhook; null when the journal no longer keeps it. */
export interface MessageSurroundings {
  /** Newest first. */
  readonly identities: readonly ExportedIdentity[];
  readonly reactions: readonly ExportedReaction[];
  readonly file: ExportedFile | null;
  /** Oldest first; the last is what the message says now. */
  readonly edits: readonly ExportedEdit[];
  readonly deleted: { readonly by: 'in' | 'out'; readonly at: number } | null;
  readonly raw: unknown;
}

export function headerLine(exportedAt: number): object {
  return { type: 'export', format: EXPORT_FORMAT, exportedAt };
}

export function connectionLine(connection: {
  readonly id: number;
  readonly name: string;
  readonly phone: string;
  readonly phone_number_id: string;
  readonly waba_id: string;
}): object {
  return {
    type: 'connection',
    connectionId: connection.id,
    name: connection.name,
    phone: connection.phone,
    phoneNumberId: connection.phone_number_id,
    wabaId: connection.waba_id,
  };
}

export function messageLine(row: ExportedRow, around: MessageSurroundings): object {
  const identity = (kind: string): string | null => around.identities.find((one) => one.kind === kind)?.value ?? null;
  const failure = parsed(row.failure);
  const outbound = row.direction === 1;
  const edit = around.edits.at(-1);
  return {
    type: 'message',
    messageId: row.id,
    wamid: row.wamid,
    connectionId: row.connection_id,
    conversationId: row.conversation_id,
    contact: {
      waId: identity('wa_id'),
      userId: identity('user_id'),
      username: around.identities.find((one) => one.username !== null)?.username ?? null,
      groupId: identity('group'),
      name: row.display_name,
    },
    author: row.author,
    direction: outbound ? 'out' : 'in',
    source: sourceWord(row),
    kind: row.kind,
    text: edit === undefined ? row.text : edit.text,
    sentAt: row.sort_at,
    receivedAt: row.received_at,
    status: outbound ? row.state : null,
    statusTimes: outbound
      ? {
          acceptedAt: row.accepted_at,
          sentAt: row.sent_at,
          deliveredAt: row.delivered_at,
          readAt: row.read_at,
          playedAt: row.played_at,
          failedAt: row.failed_at,
        }
      : null,
    error: failure,
    replyTo: row.reply_to,
    forwarded: row.forwarded === 0 ? null : row.forwarded === 1 ? 'once' : 'often',
    reactions: around.reactions,
    editedAt: edit?.at ?? null,
    edits: edit === undefined ? [] : [{ at: row.sort_at, text: row.text }, ...around.edits.slice(0, -1)],
    deleted: around.deleted,
    file: around.file === null ? null : { ...around.file, name: fileName(row) },
    content: row.content === null ? (row.text === null ? null : { body: row.text }) : parsed(row.content),
    raw: around.raw ?? null,
  };
}

function fileName(row: ExportedRow): string | null {
  return mediaOf(row.kind, parsed(row.content))?.filename ?? null;
}

function sourceWord(row: ExportedRow): 'customer' | 'api' | 'phone_app' | 'history' {
  if ((row.source & 8) !== 0) return 'api';
  if ((row.source & 4) !== 0) return 'phone_app';
  if ((row.source & 1) !== 0) return row.direction === 0 ? 'customer' : 'api';
  return 'history';
}

/** JSON that we wrote ourselves; a damaged cell is exported as the text that it is rather than lost. */
function parsed(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}
