import { describe, expect, it } from 'vitest';
import { openSendBench } from './outbox/outbox.test-support.ts';

const key = 'forward-key-1';

describe('forwarding', () => {
  it('sends words on, each conversation by its own window, and names those that cannot get it', async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.A', 0, { text: 'Look at this' });
    const [open, closed] = [bench.customer(), bench.customer({}, 25 * 3_600_000)];
    const result = await bench.handlers['messages.forward']({ id, to: [open, closed, open], clientKey: key });
    await bench.idle();
    expect(result.sent.map(({ conversationId, text }) => [conversationId, text])).toEqual([[open, 'Look at this']]);
    expect(result.refused).toEqual([{ conversationId: closed, code: 'window_closed', message: expect.any(String), cure: expect.any(String) }]);
    expect(bench.server.sends()).toMatchObject([{ type: 'text', text: { body: 'Look at this' } }]);
    await bench.handlers['messages.forward']({ id, to: [open], clientKey: key });
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(1);
  });

  it("sends a customer's file on from the stored bytes, with its caption and name", async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.A', 0, { kind: 'document', text: 'The plan', content: JSON.stringify({ id: '99', filename: 'plan.pdf', caption: 'The plan', mime_type: 'application/pdf' }) } as never);
    const target = bench.customer();
    const missing = await bench.handlers['messages.forward']({ id, to: [target], clientKey: key });
    expect(missing.refused).toMatchObject([{ code: 'file_missing' }]);
    await bench.handOver('plan', 'application/pdf', 'other.pdf');
    const { sha256 } = bench.folder.sql.prepare('SELECT sha256 FROM media_file').get() as { sha256: string };
    await bench.folder.storage.write((tx) => tx.media.noteOwn({ connectionId: bench.connectionId, messageId: id, sha256, createdAt: 1 }));
    await bench.handlers['messages.forward']({ id, to: [target], clientKey: key });
    await bench.idle();
    expect(bench.server.sends()).toMatchObject([{ type: 'document', document: { id: expect.any(String), filename: 'plan.pdf', caption: 'The plan' } }]);
    expect(bench.server.uploads()).toHaveLength(1);
  });

  it('sends places and cards on, what was chosen as words, and refuses what has no words', async () => {
    const bench = await openSendBench();
    const from = bench.customer();
    const target = bench.customer();
    const place = bench.inbound(from, 'wamid.A', 0, { kind: 'location', text: null, content: JSON.stringify({ latitude: 1.5, longitude: 2, name: 'Shop', url: 'https://example.test' }) } as never);
    const cards = bench.inbound(from, 'wamid.B', 0, { kind: 'contacts', text: null, content: JSON.stringify({ contacts: [{ name: { formatted_name: 'Nora' }, phones: [{ phone: '+447700900456', wa_id: '447700900456', type: 'CELL' }] }] }) } as never);
    const chosen = bench.inbound(from, 'wamid.C', 0, { kind: 'interactive', text: 'Yes', content: JSON.stringify({ type: 'button_reply', button_reply: { id: 'y', title: 'Yes' } }) } as never);
    const unknown = bench.inbound(from, 'wamid.D', 0, { kind: 'unsupported', text: null });
    for (const [n, id] of [place, cards, chosen].entries()) await bench.handlers['messages.forward']({ id, to: [target], clientKey: `forward-${n}-x` });
    const refused = await bench.handlers['messages.forward']({ id: unknown, to: [target], clientKey: 'forward-u-x' });
    await bench.idle();
    expect(refused.refused).toMatchObject([{ code: 'bad_input' }]);
    expect(bench.server.sends()).toMatchObject([
      { type: 'location', location: { latitude: 1.5, longitude: 2, name: 'Shop' } },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Nora' }, phones: [{ phone: '+447700900456', type: 'CELL', wa_id: '447700900456' }] }] },
      { type: 'text', text: { body: 'Yes' } },
    ]);
  });
});
