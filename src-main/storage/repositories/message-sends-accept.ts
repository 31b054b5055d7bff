import type { DeliveryState, StatusTimes } from '../../domain/delivery.ts';
import { noStatusTimes } from '../../domain/delivery.ts';
import type { ConversationId, MessageId, Wamid } from '../../domain/ids.ts';
import { provenState } from '../../domain/message-state.ts';
import type { Queries } from '../storage.ts';

/** What became of a message that Meta gave a wamid. */
export interface AcceptedSend {
  readonly conversationId: ConversationId;
  readonly state: DeliveryState;
  /** A second row of the same message, made by an echo or another program, which is now one with ours. */
  readonly gone: { readonly id: MessageId; readonly conversationId: ConversationId } | null;
}

interface Reports {
  readonly sent_at: number | null;
  readonly delivered_at: number | null;
  readonly read_at: number | null;
  readonly played_at: number | null;
  readonly failed_at: number | null;
  readonly failure: string | null;
  readonly pricing: string | null;
}

/**
 * Gives a message its wamid. What was known of that wamid before (statuses that came first, a row made by an echo) is merged
 * into it, so the state never falls behind what Meta has said already.
 */
export async function acceptSend(db: Queries, id: MessageId, wamid: Wamid, at: number): Promise<AcceptedSend | null> {
  const ours = await db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst();
  if (ours === undefined) return null;
  const named = await db
    .selectFrom('message')
    .selectAll()
    .where('wamid', '=', wamid)
    .where('connection_id', '=', ours.connection_id)
    .executeTakeFirst();
  const twin = named === undefined || named.id === id ? null : named;
  const parked = await db
    .selectFrom('parked_status')
    .selectAll()
    .where('wamid', '=', wamid)
    .where('connection_id', '=', ours.connection_id)
    .executeTakeFirst();

  if (twin !== null) await removeMessage(db, twin.id, twin.conversation_id);
  if (parked !== undefined) {
    await db.deleteFrom('parked_status').where('wamid', '=', wamid).where('connection_id', '=', ours.connection_id).execute();
  }

  const reports: readonly Reports[] = [ours, ...(twin === null ? [] : [twin]), ...(parked === undefined ? [] : [parked])];
  const times = reports.reduce<StatusTimes>(
    (merged, one) => ({
      sentAt: earliest(merged.sentAt, one.sent_at),
      deliveredAt: earliest(merged.deliveredAt, one.delivered_at),
      readAt: earliest(merged.readAt, one.read_at),
      playedAt: earliest(merged.playedAt, one.played_at),
      failedAt: earliest(merged.failedAt, one.failed_at),
    }),
    noStatusTimes,
  );
  const state = provenState(twin?.state ?? null, times);
  await db
    .updateTable('message')
    .set({
      // A status that carried our own id may have named the message already.
      wamid: ours.wamid ?? wamid,
      state,
      accepted_at: earliest(ours.accepted_at, at),
      sent_at: times.sentAt,
      delivered_at: times.deliveredAt,
      read_at: times.readAt,
      played_at: times.playedAt,
      failed_at: times.failedAt,
      failure: reports.find((one) => one.failed_at !== null && one.failure !== null)?.failure ?? null,
      pricing: reports.find((one) => one.pricing !== null)?.pricing ?? null,
      source: ours.source | (twin?.source ?? 0),
      delivery_id: ours.delivery_id ?? twin?.delivery_id ?? null,
      item_ordinal: ours.item_ordinal ?? twin?.item_ordinal ?? null,
      content_hash: ours.content_hash ?? twin?.content_hash ?? null,
    })
    .where('id', '=', id)
    .execute();
  return {
    conversationId: ours.conversation_id,
    state,
    gone: twin === null ? null : { id: twin.id, conversationId: twin.conversation_id },
  };
}

/** Takes a message away and puts its conversation's summary right. */
export async function removeMessage(db: Queries, id: MessageId, conversationId: ConversationId): Promise<void> {
  await db.deleteFrom('message').where('id', '=', id).execute();
  const newest = await db
    .selectFrom('message')
    .select(['id', 'sort_at'])
    .where('conversation_id', '=', conversationId)
    .orderBy('sort_at', 'desc')
    .orderBy('wamid', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  await db
    .updateTable('conversation')
    .set((eb) => ({
      message_count: eb('message_count', '-', 1),
      last_message_id: newest?.id ?? null,
      last_at: newest?.sort_at ?? 0,
    }))
    .where('id', '=', conversationId)
    .execute();
}

function earliest(known: number | null, reported: number | null): number | null {
  if (known === null || reported === null) return known ?? reported;
  return Math.min(known, reported);
}
