import type { Database } from 'better-sqlite3';

/**
 * The least that the look-ups and writes of ingest cost: hand-prepared statements, JSON.parse included, no rules. Same batches and
 * `synchronous` as ingest. Answers how many items there were.
 */
export function createIngestFloor(db: Database): () => number {
  const waiting = db.prepare<[number], { id: number; received_at: number; body: Buffer }>(
    'SELECT id, received_at, body FROM webhook_delivery WHERE split = 0 AND id > ? ORDER BY id LIMIT 64',
  );
  const connection = db.prepare<[string], { id: number }>('SELECT id FROM connection WHERE phone_number_id = ?');
  const identity = db.prepare<[string, string], { id: number; contact_id: number }>('SELECT * FROM identity WHERE kind = ? AND value = ?');
  const pair = db.prepare<[number, number]>('SELECT first_at FROM identity_pair WHERE a_id = ? AND b_id = ?');
  const seen = db.prepare<[number, number]>('UPDATE identity SET last_seen_at = ? WHERE id = ?');
  const named = db.prepare<[string, number, number]>('UPDATE identity SET profile_name = ?, profile_name_at = ? WHERE id = ?');
  const known = db.prepare<[string, number], { id: number; conversation_id: number }>('SELECT * FROM message WHERE wamid = ? AND connection_id = ?');
  const parked = db.prepare<[number, string]>('SELECT * FROM parked_status WHERE connection_id = ? AND wamid = ?');
  const conversation = db.prepare<[number, number], { id: number; unread: number }>(
    'SELECT c.*, m.wamid FROM conversation c LEFT JOIN message m ON m.id = c.last_message_id WHERE c.contact_id = ? AND c.connection_id = ?',
  );
  const insert = db.prepare(
    `INSERT INTO message (conversation_id, connection_id, wamid, peer_identity_id, direction, source, kind, sort_at, received_at, text, unread, opens_window,
       delivery_id, item_ordinal, content_hash, state) VALUES (?, 1, ?, ?, ?, ?, 'text', ?, ?, ?, ?, ?, ?, 0, ?, ?)`,
  );
  const summary = db.prepare(
    `UPDATE conversation SET last_message_id = ?, last_at = ?, window_opened_at = coalesce(?, window_opened_at), unread = unread + ?,
       message_count = message_count + 1 WHERE id = ?`,
  );
  const status = {
    sent: db.prepare<[number, string | null, number]>("UPDATE message SET state = 'sent', sent_at = ?, pricing = ? WHERE id = ?"),
    delivered: db.prepare<[number, string | null, number]>("UPDATE message SET state = 'delivered', delivered_at = ?, pricing = coalesce(?, pricing) WHERE id = ?"),
  };
  const item = db.prepare(
    "INSERT INTO webhook_item (delivery_id, ordinal, kind, phone_number_id, key, outcome) VALUES (?, 0, ?, ?, ?, 'applied')",
  );
  const split = db.prepare<[number]>('UPDATE webhook_delivery SET split = 1 WHERE id = ?');
  const totals = db.prepare<[number, string]>('UPDATE journal_total SET items = items + ? WHERE outcome = ?');
  const hash = Buffer.alloc(12, 7);

  interface Text { readonly id: string; readonly timestamp: string; readonly text: { readonly body: string } }
  interface Value {
    readonly metadata: { readonly phone_number_id: string };
    readonly contacts?: readonly { readonly profile: { readonly name: string } }[];
    readonly messages?: readonly (Text & { readonly from: string; readonly from_user_id: string })[];
    readonly message_echoes?: readonly (Text & { readonly to: string; readonly to_user_id: string })[];
    readonly statuses?: readonly {
      readonly id: string; readonly timestamp: string; readonly status: 'sent' | 'delivered'; readonly recipient_id: string;
      readonly recipient_user_id: string; readonly pricing?: object;
    }[];
  }

  function person(userId: string, waId: string, name: string | undefined, at: number): { id: number; contact_id: number } {
    const user = identity.get('user_id', userId);
    const number = identity.get('wa_id', waId);
    if (user === undefined || number === undefined) throw new Error('The floor knows made customers only');
    pair.get(user.id, number.id);
    seen.run(at, user.id);
    seen.run(at, number.id);
    if (name !== undefined) named.run(name, at, user.id);
    return user;
  }

  function apply(delivery: { id: number; received_at: number; body: Buffer }): void {
    const parsed = JSON.parse(delivery.body.toString('utf8')) as { entry: { changes: { value: Value }[] }[] };
    const value = parsed.entry[0]?.changes[0]?.value;
    if (value === undefined || connection.get(value.metadata.phone_number_id) === undefined) throw new Error('Not a made body');
    const told = value.statuses?.[0];
    const text = value.messages?.[0] ?? value.message_echoes?.[0];
    const name = value.contacts?.[0]?.profile.name;
    if (told !== undefined) {
      const at = Number(told.timestamp) * 1000;
      person(told.recipient_user_id, told.recipient_id, name, at);
      const message = known.get(told.id, 1);
      if (message === undefined) throw new Error('A status before its message');
      status[told.status].run(at, told.pricing === undefined ? null : JSON.stringify(told.pricing), message.id);
      item.run(delivery.id, 'status', value.metadata.phone_number_id, told.id);
    } else if (text !== undefined) {
      const inbound = 'from_user_id' in text;
      const at = Number(text.timestamp) * 1000;
      const peer = 'from_user_id' in text ? person(text.from_user_id, text.from, name, at) : person(text.to_user_id, text.to, undefined, at);
      known.get(text.id, 1);
      parked.get(1, text.id);
      const home = conversation.get(peer.contact_id, 1);
      if (home === undefined) throw new Error('A customer without a conversation');
      const { lastInsertRowid } = insert.run(
        home.id, text.id, peer.id, inbound ? 0 : 1, inbound ? 1 : 4, at, delivery.received_at, text.text.body, inbound ? 1 : 0, inbound ? 1 : 0, delivery.id,
        hash, inbound ? null : 'sent',
      );
      summary.run(lastInsertRowid, at, inbound ? at : null, inbound ? 1 : 0, home.id);
      item.run(delivery.id, inbound ? 'message' : 'echo', value.metadata.phone_number_id, text.id);
    }
    split.run(delivery.id);
  }

  return () => {
    let items = 0;
    let after = 0;
    db.pragma('synchronous = NORMAL');
    for (;;) {
      const batch = waiting.all(after);
      const last = batch.at(-1);
      if (last === undefined) return items;
      db.exec('BEGIN IMMEDIATE');
      for (const delivery of batch) apply(delivery);
      totals.run(batch.length, 'applied');
      totals.run(-batch.length, 'unsplit');
      db.exec('COMMIT');
      items += batch.length;
      after = last.id;
    }
  };
}
