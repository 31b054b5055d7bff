import type { Bench } from './ingest.test-support.ts';

/**
 * The database without local ids and receive times: what must be the same whatever the order, batching or repetition. The log of joins tells what
 * happened here and is left out, as is the journal itself.
 */
export function dump(bench: Bench): Record<string, unknown[]> {
  const people = bench.rows(`SELECT contact_id, group_concat(who, ', ') AS who FROM (SELECT contact_id, kind || ' ' || value AS who FROM identity ORDER BY kind, value) GROUP BY contact_id`);
  const who = new Map(people.map((row) => [row['contact_id'], row['who']]));
  const identities = new Map(bench.rows('SELECT id, kind, value FROM identity').map((row) => [row['id'], `${row['kind']} ${row['value']}`]));
  const numbers = new Map(bench.rows('SELECT id, phone_number_id FROM connection').map((row) => [row['id'], row['phone_number_id']]));
  const conversations = new Map(
    bench.rows('SELECT id, connection_id, contact_id FROM conversation').map((row) => [row['id'], `${numbers.get(row['connection_id'])} with ${who.get(row['contact_id'])}`]),
  );
  const wamids = new Map(bench.rows('SELECT id, wamid FROM message').map((row) => [row['id'], row['wamid']]));
  return {
    contacts: sorted(
      bench
        .rows('SELECT id, display_name, search_text, is_group FROM contact')
        .filter((row) => who.has(row['id']))
        .map(({ id, search_text, ...row }) => ({ ...row, search: String(search_text).split('\n').sort(), who: who.get(id) })),
    ),
    identities: sorted(
      bench
        .rows('SELECT kind, value, match_key, profile_name, profile_name_at, username, username_at, first_seen_at, last_seen_at, timed, contact_id FROM identity')
        .map(({ contact_id, ...row }) => ({ ...row, who: who.get(contact_id) })),
    ),
    evidence: sorted(
      bench
        .rows('SELECT a_id, b_id, kind, first_at FROM identity_pair')
        .map(({ a_id, b_id, ...row }) => ({ ...row, a: identities.get(a_id), b: identities.get(b_id) })),
    ),
    conversations: sorted(
      bench
        .rows('SELECT id, last_message_id, last_at, window_opened_at, window_closed_by_meta_at, unread, marked_unread, message_count FROM conversation')
        .map(({ id, last_message_id, ...row }) => ({ ...row, conversation: conversations.get(id), last: wamids.get(last_message_id) })),
    ),
    messages: sorted(
      bench
        .rows(
          `SELECT conversation_id, connection_id, peer_identity_id, wamid, direction, source, kind, sort_at, text, content, reply_to, forwarded, unread,
          opens_window, hex(content_hash) AS hash, state, sent_at, delivered_at, read_at, played_at, failed_at, failure, pricing FROM message`,
        )
        .map(({ conversation_id, connection_id, peer_identity_id, ...row }) => ({
          ...row,
          number: numbers.get(connection_id),
          conversation: conversations.get(conversation_id),
          peer: identities.get(peer_identity_id),
        })),
    ),
    reactions: sorted(bench.rows('SELECT * FROM reaction').map(({ connection_id, ...row }) => ({ ...row, number: numbers.get(connection_id) }))),
    edits: sorted(bench.rows('SELECT * FROM message_edit').map(({ connection_id, ...row }) => ({ ...row, number: numbers.get(connection_id) }))),
    deletions: sorted(bench.rows('SELECT * FROM message_deletion').map(({ connection_id, ...row }) => ({ ...row, number: numbers.get(connection_id) }))),
    // Deadline, type and hash are told with the file's id, and stay as they were told first.
    media: sorted(bench.rows('SELECT m.wamid, m.kind, a.meta_id, a.state, a.failure FROM media AS a JOIN message AS m ON m.id = a.message_id')),
    parked: sorted(bench.rows('SELECT * FROM parked_status').map(({ connection_id, ...row }) => ({ ...row, number: numbers.get(connection_id) }))),
    notices: sorted(bench.rows('SELECT key, phone_number_id, waba_id, field, at, content FROM notice')),
  };
}

function sorted(rows: readonly object[]): unknown[] {
  return rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort().map((text) => JSON.parse(text) as unknown);
}

/** The journal's numbers, as the running totals say and as counted anew. */
export async function balance(bench: Bench) {
  const totals = await bench.storage.read.journalTotals.get();
  const counted = await bench.storage.read.journalTotals.recount();
  return { totals, counted };
}
