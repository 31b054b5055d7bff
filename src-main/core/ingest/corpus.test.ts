import { describe, expect, test } from 'vitest';
import type { MessageView } from '../../../src-preload/contract/views.ts';
import type { DeliveryId, MessageId } from '../../domain/ids.ts';
import { asObject, asText } from '../../wire/json.ts';
import { splitBody, type WebhookItem } from '../../wire/split.ts';
import { messageViews } from '../messages/message-views.ts';
import { corpus } from './corpus-table.test-support.ts';
import { type Bench, fixtureBodies, missingFixtures, numbersOf, openBench, own } from './ingest.test-support.ts';
import { readDeletion, readEdit, readReaction } from './read-changes.ts';

const bodies = fixtureBodies();
if (bodies === null) console.warn(missingFixtures);

/** What became of a body, in words: one for each of its items. */
async function outcomesOf(bench: Bench, deliveryId: DeliveryId, body: unknown): Promise<string[]> {
  const rows = bench.rows('SELECT ordinal, outcome, reason FROM webhook_item WHERE delivery_id = ? ORDER BY ordinal', deliveryId);
  const words: string[] = [];
  for (const [at, item] of splitBody(body).entries()) {
    const { outcome, reason } = rows[at] ?? {};
    words.push(outcome === 'applied' ? await appliedAs(bench, item, reason) : outcome === 'ignored' ? `ignored: ${String(reason)}` : String(outcome));
  }
  return words;
}

async function appliedAs(bench: Bench, item: WebhookItem, reason: unknown): Promise<string> {
  const value = asObject(item.value);
  const parked = reason === 'parked' ? ' (parked)' : '';
  switch (item.kind) {
    case 'status':
      return `status ${asText(value?.['status'])}${parked}`;
    case 'notice':
    case 'error':
    case 'empty':
      return `${item.kind} ${item.field}`;
    case 'message':
    case 'echo':
    case 'history':
    case 'call': {
      const prefix = item.kind === 'message' || item.kind === 'call' ? '' : `${item.kind} `;
      if (readReaction(item) !== null) return `${prefix}reaction`;
      if (readEdit(item) !== null) return `${prefix}edit${parked}`;
      if (readDeletion(item) !== null) return `${prefix}deletion${parked}`;
      const row = bench.rows('SELECT id FROM message WHERE wamid = ?', item.key ?? '')[0];
      if (row === undefined) return 'notice of a call';
      const [view] = await messageViews(bench.storage.read, await bench.storage.read.messages.byIds([row['id'] as MessageId]));
      return `${prefix}${view === undefined ? 'nothing' : shortOf(view)}`;
    }
  }
}

function shortOf({ content, referral, product, forwarded, quote, failure }: MessageView): string {
  const marks = [
    ...(quote === null ? [] : ['reply']),
    ...(forwarded === 'no' ? [] : [`forwarded ${forwarded}`]),
    ...(referral === null ? [] : ['referral']),
    ...(product === null ? [] : ['product']),
    ...(failure === null ? [] : ['failed']),
  ];
  return [drawn(content), ...marks].join(', ');
}

function drawn(content: MessageView['content']): string {
  switch (content.type) {
    case 'choice':
    case 'interactive':
      return `${content.type} ${content.how}`;
    case 'unsupported':
      return `unsupported ${content.what ?? 'without a word'}`;
    case 'system':
      return `system ${content.event}`;
    case 'call':
      return `call ${content.outcome}`;
    case 'form':
      return `form of ${content.fields.length} fields`;
    case 'contacts':
      return `contacts ${content.cards.length}`;
    case 'order':
      return `order of ${content.lines.length} lines`;
    case 'document':
      return `document ${content.filename}`;
    default:
      return content.type;
  }
}

describe.skipIf(bodies === null)('the corpus', () => {
  test('every example body becomes what the table says, and none is quarantined', { timeout: 60_000 }, async () => {
    const all = (bodies ?? []).map(({ name, body }, at) => ({ name, body: own(body, String(at)) }));
    const bench = await openBench();
    try {
      for (const number of numbersOf(all.map(({ body }) => body))) await bench.connect(number);
      const became: Record<string, string> = {};
      for (const { name, body } of all) {
        await bench.take(body);
        const deliveryId = bench.rows('SELECT max(id) AS id FROM webhook_delivery')[0]?.['id'] as DeliveryId;
        became[name] = (await outcomesOf(bench, deliveryId, body)).join(' + ');
      }
      expect(bench.rows("SELECT key, reason FROM webhook_item WHERE outcome IN ('quarantined', 'waiting')")).toEqual([]);
      expect(became).toEqual(corpus);
    } finally {
      await bench.close();
    }
  });

  test('only what WhatsApp does not hand over is unsupported: its own placeholder, its word `unknown`, an answer that it left out', () => {
    const unsupported = Object.values(corpus).flatMap((became) => became.split(' + ').filter((one) => one.includes('unsupported')));
    expect([...new Set(unsupported)].sort()).toEqual(['unsupported interactive, reply', 'unsupported unknown', 'unsupported without a word']);
  });
});
