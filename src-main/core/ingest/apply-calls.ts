import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import { source } from '../../domain/message-source.ts';
import { opensWindow } from '../../domain/window-rules.ts';
import type { MessageState, MessageWords } from '../../storage/repositories/message-writes.ts';
import { asObject, asText, canonicalJson, type JsonObject, metaTime } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';
import type { ApplyContext, ItemPlace, Verdict } from './apply.ts';
import { applyNotice } from './apply-notices.ts';
import { peerOf } from './sighting.ts';

/**
 * Calls come as several events of one id. They become one line of kind `call` whose content holds each event as it came, by its name. Its place in
 * the thread is the earliest event. What only tells a status of a call whose person is not named is kept as a notice.
 */
export async function applyCall(context: ApplyContext, item: WebhookItem, connectionId: ConnectionId, place: ItemPlace): Promise<Verdict> {
  const value = asObject(item.value);
  const wamid = asText(value?.['id']);
  if (value === null || wamid === null) return { outcome: 'ignored', reason: 'malformed' };
  const outbound = value['direction'] === 'BUSINESS_INITIATED';
  const sighting = peerOf(item, outbound ? 'out' : 'in');
  const name = asText(value['event']);
  if (name === null || sighting === null) return applyNotice(context, item, place.receivedAt);

  const at = metaTime(value['timestamp']) ?? place.receivedAt;
  await context.people.learn(sighting, at);
  const { workspace } = context;
  const first = await workspace.message(connectionId, wamid);
  if (first !== null && first.kind !== 'call') return { outcome: 'ignored', reason: 'malformed' };
  const events = first === null ? {} : await eventsOf(context, first);
  const before = events[name];
  const isNew = before === undefined;
  if (before !== undefined && canonicalJson(value) >= canonicalJson(before)) return { outcome: 'duplicate' };
  events[name] = value;

  const read = summary(events, place.receivedAt);
  const peer = await context.people.learn(callerOf(item, read.leading) ?? sighting, metaTime(read.leading['timestamp']) ?? place.receivedAt);
  const contactId = await context.people.contactFor(peer, read.at);
  const conversation = await workspace.conversation(connectionId, contactId);
  // Learning may have moved things about.
  const known = await workspace.message(connectionId, wamid);
  const words: MessageWords = {
    text: null,
    content: canonicalJson(events).toWellFormed(),
    replyTo: null,
    forwarded: 0,
    deliveryId: place.deliveryId,
    itemOrdinal: item.ordinal,
  };
  const opens = opensWindow({ direction: read.outbound ? 'out' : 'in', kind: 'call', taken: read.taken }) ? 1 : 0;
  if (known === null) {
    await workspace.addMessage(
      conversation,
      {
        connectionId,
        wamid: wamid as Wamid,
        peerIdentityId: peer.id,
        direction: read.outbound ? 1 : 0,
        source: source.live,
        kind: 'call',
        sortAt: read.at,
        receivedAt: place.receivedAt,
        unread: read.outbound ? 0 : 1,
        opensWindow: opens,
        hash: null,
        state: null,
        sentAt: null,
        deliveredAt: null,
        readAt: null,
        playedAt: null,
        failedAt: null,
        failure: null,
        pricing: null,
      },
      words,
    );
    return { outcome: 'applied' };
  }
  known.peerIdentityId = peer.id;
  known.sortAt = read.at;
  known.opensWindow = opens;
  known.direction = read.outbound ? 1 : 0;
  known.receivedAt = Math.min(known.receivedAt, place.receivedAt);
  await workspace.replaceMessage(known, { ...words, ...firstPlace(workspace.pendingWords(known)) }, conversation);
  return { outcome: isNew ? 'applied' : 'duplicate' };
}

function firstPlace(words: MessageWords | null): Partial<MessageWords> {
  return words === null ? {} : { deliveryId: words.deliveryId, itemOrdinal: words.itemOrdinal };
}

async function eventsOf({ tx, workspace }: ApplyContext, message: MessageState): Promise<Record<string, JsonObject>> {
  const content = workspace.pendingWords(message)?.content ?? (await tx.messageWrites.content(message.id));
  const parsed = content === null ? null : asObject(JSON.parse(content));
  const events: Record<string, JsonObject> = {};
  for (const [name, event] of Object.entries(parsed ?? {})) {
    const object = asObject(event);
    if (object !== null) events[name] = object;
  }
  return events;
}

/** Who made or got the call as this event names them. */
function callerOf(item: WebhookItem, event: JsonObject) {
  return peerOf({ ...item, value: event, contact: null }, event['direction'] === 'BUSINESS_INITIATED' ? 'out' : 'in');
}

function summary(events: Readonly<Record<string, JsonObject>>, receivedAt: number) {
  const all = Object.values(events);
  const times = all.map((event) => metaTime(event['timestamp'])).filter((at) => at !== null);
  const [leading = {}] = all.toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1));
  return {
    /** The event that says whose call it is, should they differ. */
    leading,
    at: times.length === 0 ? receivedAt : Math.min(...times),
    outbound: all.some((event) => event['direction'] === 'BUSINESS_INITIATED'),
    // A call that lasted was taken.
    taken: all.some((event) => event['start_time'] !== undefined || event['status'] === 'ACCEPTED' || event['status'] === 'COMPLETED'),
  };
}
