import { afterEach, describe, expect, it } from 'vitest';
import { windowState } from '../../domain/service-window.ts';
import { dig, openBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';
import type { PersonaMessage } from '../types.ts';
import { cast } from './cast.ts';

let bench: Bench;
const closeBench = (): Promise<void> => bench.close();

/** Lets the clock run until `count` messages of customers arrived. */
async function messagesUpTo(count: number): Promise<void> {
  for (let step = 0; step < 400 && bench.mailbox.messages().length < count; step += 1) {
    bench.clock.pass(1_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('the cast', () => {
  it('holds a dozen people in many languages, each with an own number, id and story', () => {
    expect(cast.length).toBeGreaterThanOrEqual(12);
    expect(new Set(cast.map((script) => script.language.split('-')[0])).size).toBeGreaterThanOrEqual(9);
    for (const key of ['id', 'userId', 'name'] as const) expect(new Set(cast.map((script) => script[key])).size).toBe(cast.length);
    expect(cast.filter((script) => script.waId === null)).toHaveLength(1);
    for (const script of cast) {
      expect(script.userId).toMatch(/^[A-Z]{2}\.\d{17}$/u);
      if (script.waId !== null) expect(script.waId).toMatch(/^\d{10,15}$/u);
      expect(script.openings.length).toBeGreaterThan(1);
    }
  });
});

describe('personas', () => {
  afterEach(closeBench);

  it('arrive with histories whose windows are calm, amber, red and closed', async () => {
    bench = await openBench({ quiet: false });
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const expected = cast.flatMap((script) => script.past.filter((line) => line.from === 'in')).length;
    await messagesUpTo(expected);
    const times = bench.mailbox.messages().slice(0, expected).map((message) => Number(message['timestamp']));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    const states = bench.sandbox.control.personas().map((persona) => windowState({ openedAt: persona.lastInboundAt, closedByMetaAt: null }, bench.sandbox.now()));
    expect(new Set(states)).toEqual(new Set(['calm', 'amber', 'red', 'closed', 'never']));
    expect(bench.mailbox.deliveries.some(({ body }) => body.entry[0]?.changes[0]?.field === 'smb_message_echoes')).toBe(true);
  });

  it('write by themselves, a little at a time, and stop when nobody answers', async () => {
    bench = await openBench({ quiet: false });
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const past = cast.flatMap((script) => script.past.filter((line) => line.from === 'in')).length;
    await messagesUpTo(past + 3);
    expect(bench.mailbox.messages().length).toBeGreaterThanOrEqual(past + 3);
    for (let hours = 0; hours < 60; hours += 1) bench.clock.pass(60_000);
    await bench.sandbox.control.idle();
    expect(bench.mailbox.messages().length).toBeLessThan(past + cast.length * 3 + 10);
  });

  it('answer what they are told, by its words and with a tap where buttons are offered', async () => {
    bench = await openBench({ quiet: false });
    bench.sandbox.control.change({ quiet: true });
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.send('priya', { kind: 'text', text: 'नमस्ते' });
    await bench.sandbox.control.idle();
    bench.sandbox.control.change({ quiet: false });
    const past = cast.flatMap((script) => script.past.filter((line) => line.from === 'in')).length;
    await messagesUpTo(past + 1);
    const before = bench.mailbox.deliveries.length;
    await bench.send({ to: '+919000000148', type: 'text', text: { body: 'आपका पता क्या है?' } });
    await fromPriya('location', before);
    const offered = bench.mailbox.deliveries.length;
    await bench.send({
      to: '+919000000148',
      type: 'interactive',
      interactive: { type: 'button', body: { text: '?' }, action: { buttons: [{ type: 'reply', reply: { id: 'ok', title: 'Ok' } }] } },
    });
    const tap = await fromPriya('interactive', offered);
    expect(tap).toMatchObject({ interactive: { type: 'button_reply', button_reply: { id: 'ok', title: 'Ok' } }, context: { from: '34600000123' } });
  });

  async function fromPriya(type: string, after: number): Promise<unknown> {
    for (let step = 0; step < 60; step += 1) {
      bench.clock.pass(500);
      await new Promise((resolve) => setImmediate(resolve));
      await bench.sandbox.control.waitForWebhooks(1);
      const found = bench.mailbox.deliveries
        .slice(after)
        .flatMap(({ body }) => body.entry.flatMap((entry) => entry.changes.flatMap((change) => (change.value['messages'] ?? []) as readonly unknown[])))
        .find((message) => dig(message, 'from') === '919000000148' && dig(message, 'type') === type);
      if (found !== undefined) return found;
    }
    throw new Error(`priya sent no ${type}`);
  }

  it('say the same with the same seed and clock', async () => {
    const record = async (): Promise<unknown> => {
      bench = await openBench({ seed: 42 });
      await bench.sandbox.setWebhook(bench.mailbox.url);
      for (const persona of bench.sandbox.control.personas()) bench.sandbox.control.sendNext(persona.id);
      await bench.sandbox.control.idle();
      const ids = bench.mailbox.messages().map((message) => message['id']);
      await bench.close();
      return ids.toSorted();
    };
    expect(await record()).toEqual(await record());
    bench = await openBench();
  });
});

describe('every kind', () => {
  afterEach(closeBench);

  const kinds: readonly (readonly [PersonaMessage, object])[] = [
    [{ kind: 'image', caption: 'Here' }, { type: 'image', image: { caption: 'Here', mime_type: 'image/png', id: expect.any(String), sha256: expect.any(String) } }],
    [{ kind: 'audio', voice: true }, { type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } }],
    [{ kind: 'video' }, { type: 'video', video: { mime_type: 'video/mp4' } }],
    [{ kind: 'document', filename: 'Fáctura.pdf' }, { type: 'document', document: { filename: 'Fáctura.pdf' } }],
    [{ kind: 'sticker' }, { type: 'sticker', sticker: { animated: false } }],
    [{ kind: 'location', latitude: 1, longitude: 2 }, { type: 'location', location: { latitude: 1, longitude: 2 } }],
    [{ kind: 'contacts', names: ['Nora Vale'] }, { type: 'contacts', contacts: [{ name: { formatted_name: 'Nora Vale' } }] }],
    [{ kind: 'button', text: 'Thanks' }, { type: 'button', button: { text: 'Thanks', payload: 'Thanks' } }],
    [{ kind: 'list_reply', id: 'a', title: 'A' }, { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'a', title: 'A' } } }],
    [{ kind: 'nfm_reply' }, { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', response_json: expect.any(String) } } }],
    [{ kind: 'order' }, { type: 'order', order: { product_items: expect.any(Array) } }],
    [{ kind: 'unsupported', type: 'poll_creation' }, { type: 'unsupported', unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] }],
    [{ kind: 'text', text: 'x', forwarded: true }, { type: 'text', context: { forwarded: true } }],
    [{ kind: 'text', text: 'x', forwarded: 'often' }, { type: 'text', context: { frequently_forwarded: true } }],
    [{ kind: 'text', text: 'x', aboutProduct: 'arco' }, { type: 'text', context: { referred_product: { product_retailer_id: 'arco', catalog_id: expect.any(String) } } }],
    [{ kind: 'identity_change' }, { type: 'system', system: { type: 'customer_identity_changed' } }],
    [{ kind: 'text', text: 'x', fromAd: true }, { type: 'text', referral: { source_type: 'ad' } }],
    [{ kind: 'text', text: 'x', replyTo: 'wamid.UNKNOWN' }, { context: { id: 'wamid.UNKNOWN' } }],
    [{ kind: 'edit', messageId: 'wamid.X', text: 'y' }, { type: 'edit', edit: { original_message_id: 'wamid.X', message: { type: 'text', text: { body: 'y' } } } }],
    [{ kind: 'revoke', messageId: 'wamid.X' }, { type: 'revoke', revoke: { original_message_id: 'wamid.X' } }],
    [{ kind: 'raw', message: { type: 'hologram', hologram: {} } }, { type: 'hologram', from: '447700900155' }],
  ];

  it.each(kinds)('$kind travels in Meta’s shape', async (message, expected) => {
    bench = await openBench();
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const sent = bench.sandbox.control.send('emma', message);
    await bench.sandbox.control.waitForWebhooks(1);
    expect(bench.mailbox.messages()[0]).toMatchObject({ id: sent.wamid, timestamp: String(sent.at / 1000), ...expected });
  });

  it.each([
    [undefined, { status: 'FAILED' }],
    [65, { status: 'COMPLETED', duration: 65 }],
  ])('a call of %s seconds is told by two webhooks and opens no window', async (seconds, end) => {
    bench = await openBench();
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const { control } = bench.sandbox;
    const { wamid } = control.send('emma', { kind: 'call', ...(seconds === undefined ? {} : { seconds }) });
    await control.idle();
    const changes = bench.mailbox.deliveries.flatMap(({ body }) => body.entry.flatMap((entry) => entry.changes));
    expect(changes.map(({ field }) => field)).toEqual(['calls', 'calls']);
    const calls = changes.flatMap(({ value }) => value['calls'] as readonly unknown[]);
    expect(calls).toMatchObject([
      { id: wamid, event: 'connect', from: '447700900155', direction: 'USER_INITIATED' },
      { id: wamid, event: 'terminate', ...end },
    ]);
    expect(control.personas().find(({ id }) => id === 'emma')?.windowOpen).toBe(false);
  });

  it('a reaction without emoji takes it away and opens no window; a new number moves the persona', async () => {
    bench = await openBench();
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const { control } = bench.sandbox;
    control.send('emma', { kind: 'reaction', messageId: 'wamid.X', emoji: '' });
    control.send('emma', { kind: 'number_change', newWaId: '447700900999' });
    await control.idle();
    const [reaction, system] = bench.mailbox.messages();
    expect(dig(reaction, 'reaction')).toEqual({ message_id: 'wamid.X' });
    expect(system).toMatchObject({ from: '447700900155', type: 'system', system: { wa_id: '447700900999', previous_user_id: 'GB.48213907715520155' } });
    const emma = control.personas().find((persona) => persona.id === 'emma');
    expect(emma).toMatchObject({ waId: '447700900999', windowOpen: false });
    expect(emma?.userId).not.toBe('GB.48213907715520155');
  });
});
