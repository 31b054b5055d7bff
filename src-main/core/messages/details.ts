import type { MessageDetails } from '../../../src-preload/contract/views.ts';
import type { MessageDetailsRecord } from '../../storage/repositories/messages.ts';
import type { Storage } from '../../storage/storage.ts';
import { keyOf, readChanges } from './changes-of.ts';
import { failureView } from './message-view.ts';
import { readRawItem } from './raw-item.ts';

/** Everything about one message: all its clocks, every try, and the item of the webhook as it came. */
export async function messageDetails(read: Storage['read'], record: MessageDetailsRecord): Promise<MessageDetails> {
  const { delivery_id, item_ordinal } = record;
  const raw = delivery_id === null || item_ordinal === null ? null : await readRawItem(read, delivery_id, item_ordinal);
  const changes = await readChanges(read, new Map(record.wamid === null ? [] : [[record.connection_id, [record.wamid]]]));
  const key = record.wamid === null ? '' : keyOf(record.connection_id, record.wamid);
  const edits = changes.edits.get(key) ?? [];
  // What was deleted is not shown here either, unless the setting keeps it.
  const isHidden = changes.deletions.has(key) && !changes.keepDeleted;
  const attempts = await read.messages.attempts(record.id);
  return {
    id: record.id,
    wamid: record.wamid,
    sentAt: record.sort_at,
    receivedAt: record.received_at,
    statuses: statusTimes(record),
    attempts: attempts.map(({ at, outcome, meta_code, trace_id }) => ({ at, outcome, metaCode: meta_code, traceId: trace_id })),
    failure: failureView(record.failure),
    edits: edits.length === 0 || isHidden ? [] : [{ at: record.sort_at, text: record.text }, ...edits.slice(0, -1)],
    raw: raw === null || raw === undefined || isHidden ? null : JSON.stringify(raw, null, 2),
  };
}

function statusTimes(record: MessageDetailsRecord): MessageDetails['statuses'] {
  const reported: readonly (readonly [status: string, at: number | null])[] = [
    ['accepted', record.accepted_at],
    ['sent', record.sent_at],
    ['delivered', record.delivered_at],
    ['read', record.read_at],
    ['played', record.played_at],
    ['failed', record.failed_at],
  ];
  return reported.flatMap(([status, at]) => (at === null ? [] : [{ status, at }])).sort((a, b) => a.at - b.at);
}
