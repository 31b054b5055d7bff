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

/** What stands around one message row. `raw` is the item of the webhook; null when the journal no longer keeps it. */
export interface MessageSurroundings {
  /** Newest first. */
  readonly identities: readonly ExportedIdentity[];
  readonly reactions: readonly ExportedReaction[];
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
      name: row.display_name,
    },
    direction: outbound ? 'out' : 'in',
    source: sourceWord(row),
    kind: row.kind,
    text: row.text,
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
    reactions: around.reactions,
    content: row.content === null ? (row.text === null ? null : { body: row.text }) : parsed(row.content),
    raw: around.raw ?? null,
  };
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
