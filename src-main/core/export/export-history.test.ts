import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseBody, splitBody } from '../../wire/split.ts';
import { type Bench, bodyOf, contactOf, echo, inbound, me, message, openBench } from '../ingest/ingest.test-support.ts';
import { exportHistory } from './export-history.ts';

const t = 1_795_000_000;
const ms = (seconds: number) => seconds * 1000;
const nora = { from: '447700900123', user: 'GB.1001', name: 'Nora' };

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.connect(me.phoneNumberId);
});
afterEach(() => bench.close());

async function lines(): Promise<Record<string, unknown>[]> {
  const { historyExport, journal } = bench.storage.read;
  const written: Record<string, unknown>[] = [];
  const count = await exportHistory(
    { history: historyExport, bodyOf: (id) => journal.body(id), itemOf: (body, ordinal) => splitBody(parseBody(body))[ordinal]?.value ?? null, now: 1 },
    async (line) => void written.push(line as Record<string, unknown>),
  );
  const messages = written.filter(({ type }) => type === 'message');
  expect(messages).toHaveLength(count);
  return messages;
}

test('every kind is carried with its content and its raw item', async () => {
  const kinds = {
    location: { latitude: 51.5, longitude: -0.1, name: 'Pier' },
    interactive: { type: 'button_reply', button_reply: { id: 'tue', title: 'Tuesday' } },
    order: { catalog_id: '7', product_items: [{ product_retailer_id: 'A', quantity: 2, item_price: 4.5, currency: 'GBP' }] },
    document: { id: '9', filename: 'a.pdf', mime_type: 'application/pdf' },
    contacts: [{ name: { formatted_name: 'Ada' } }],
  };
  for (const [at, [type, own]] of Object.entries(kinds).entries()) await bench.take(inbound(nora, `M${at}`, t + at, { type, [type]: own }));
  const written = await lines();
  expect(written.map(({ kind, content }) => [kind, content])).toEqual(
    Object.entries(kinds).map(([kind, own]) => [kind, Array.isArray(own) ? { [kind]: own } : own]),
  );
  expect(written.map(({ raw }) => raw)).toMatchObject(Object.keys(kinds).map((type, at) => ({ id: `wamid.M${at}`, type })));
});

test('a file is told with its path once its bytes are here', async () => {
  await bench.take(inbound(nora, 'A', t, { type: 'image', image: { id: '9', mime_type: 'image/jpeg' } }));
  expect(await lines()).toMatchObject([{ file: { state: 'waiting', path: null, mime: 'image/jpeg', metaId: '9', name: null } }]);
  const sha256 = 'ab'.repeat(32);
  bench.tamper(`UPDATE media SET state = 'stored', sha256 = '${sha256}';
    INSERT INTO media_file (sha256, mime, bytes, stored_at) VALUES ('${sha256}', 'image/png', 7, 1)`);
  expect(await lines()).toMatchObject([{ file: { state: 'stored', path: `media/ab/${sha256}`, sha256, mime: 'image/png', bytes: 7 } }]);
});

test('reactions, edits and deletions stand with their message', async () => {
  await bench.take(
    inbound(nora, 'A', t, { type: 'text', text: { body: 'helo' } }),
    inbound(nora, 'E', t + 1, { type: 'edit', edit: { original_message_id: 'wamid.A', message: { type: 'text', text: { body: 'hello' } } } }),
    inbound(nora, 'R', t + 2, { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } }),
    echo(nora.from, 'S', t + 3, { type: 'text', text: { body: 'wrong chat' }, context: { forwarded: true } }),
    echo(nora.from, 'D', t + 4, { type: 'revoke', revoke: { original_message_id: 'wamid.S' } }),
  );
  expect(await lines()).toMatchObject([
    { text: 'hello', editedAt: ms(t + 1), edits: [{ at: ms(t), text: 'helo' }], deleted: null, reactions: [{ from: 'in', emoji: '👍', at: ms(t + 2) }], forwarded: null },
    { text: 'wrong chat', edits: [], deleted: { by: 'out', at: ms(t + 4) }, forwarded: 'once' },
  ]);
});

test('a message of a group names the group and its writer', async () => {
  await bench.take(bodyOf({ contacts: [contactOf(nora)], messages: [{ ...message(nora, 'A', t), group_id: 'group-1' }] }), inbound(nora, 'B', t + 1));
  expect(await lines()).toMatchObject([
    { contact: { groupId: 'group-1', waId: null }, author: 'GB.1001' },
    { contact: { groupId: null, waId: '447700900123' }, author: null },
  ]);
});
