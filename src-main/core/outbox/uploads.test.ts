import { describe, expect, it } from 'vitest';
import { metaError } from '../../graph/fake-graph.test-support.ts';
import { openSendBench, type SendBench } from './outbox.test-support.ts';

async function picture(bench: SendBench, id = bench.customer(), bytes = 'picture') {
  const fileId = await bench.handOver(bytes, 'image/jpeg', 'a.jpg');
  return await bench.sendContent(id, { type: 'image', fileId, caption: null });
}

describe('behaviours, section 9: uploads', () => {
  it('upload as form with messaging_product, file with name and type; type and size checked before', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    await picture(bench, id);
    await bench.idle();
    const [form = ''] = bench.server.uploads();
    expect(form).toContain('name="messaging_product"\r\n\r\nwhatsapp');
    expect(form).toMatch(/name="file"; filename="[^"]+"\r\ncontent-type: image\/jpeg\r\n\r\npicture/iu);
    const large = await bench.handOver(new Uint8Array(5 * 1024 * 1024 + 1), 'image/jpeg', 'large.jpg');
    await expect(bench.sendContent(id, { type: 'image', fileId: large, caption: null })).rejects.toMatchObject({ code: 'too_large', detail: { field: 'file' }, cure: 'Make it smaller.' });
    const gif = await bench.handOver('GIF89a', 'image/gif', 'a.gif');
    await expect(bench.sendContent(id, { type: 'image', fileId: gif, caption: null })).rejects.toMatchObject({ code: 'bad_input', detail: { field: 'file' } });
    const empty = await bench.handOver('', 'image/png', 'a.png');
    await expect(bench.sendContent(id, { type: 'image', fileId: empty, caption: null })).rejects.toMatchObject({ message: 'The file is empty.' });
    await expect(bench.sendContent(id, { type: 'image', fileId: 'nobody-gave-this', caption: null })).rejects.toMatchObject({ code: 'file_missing' });
    expect(bench.server.uploads()).toHaveLength(1);
  });

  it('the same file is not uploaded twice while its media id lives', async () => {
    const bench = await openSendBench();
    const first = bench.customer();
    await picture(bench, first);
    await bench.idle();
    await picture(bench, bench.customer());
    await bench.idle();
    expect(bench.server.uploads()).toHaveLength(1);
    const [one, two] = bench.server.sends().map(({ image }) => (image as { id: string }).id);
    expect(one).toBe(two);
    bench.folder.clock.advance(29 * 24 * 3_600_000 + 1000);
    await picture(bench, bench.customer());
    await bench.idle();
    expect(bench.server.uploads()).toHaveLength(2);
  });

  it('progress of the upload is told, and the message is on its way only once its file is there', async () => {
    const told: [number, number][] = [];
    const bench = await openSendBench({ onUpload: (id, share) => void told.push([id, share]) });
    let letGo = (): void => undefined;
    bench.server.answer({ json: { id: '811' }, until: new Promise<void>((resolve) => (letGo = resolve)) });
    const sent = await picture(bench);
    await bench.server.seen(1);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'queued' });
    letGo();
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted' });
    expect(told.at(-1)).toEqual([sent.id, 1]);
  });

  it('a message can be taken back while its file is being uploaded; nothing is sent then', async () => {
    const bench = await openSendBench();
    bench.server.answer({ cut: 'silent' });
    const id = bench.customer();
    const sent = await picture(bench, id);
    await bench.server.seen(1);
    expect(await bench.handlers['messages.cancel']({ id: sent.id })).toEqual({ done: true });
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'cancelled' });
    expect(bench.server.sends()).toEqual([]);
    await bench.send(id, 'next');
    await bench.idle();
    expect(bench.server.sends().map(({ type }) => type)).toEqual(['text']);
    await expect(bench.handlers['messages.cancel']({ id: sent.id })).rejects.toMatchObject({ code: 'not_cancellable' });
  });

  it('an upload that was cut is simply tried again; the send after it is not', async () => {
    const bench = await openSendBench();
    bench.server.answer({ cut: 'before-answer' });
    const sent = await picture(bench);
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'queued' });
    bench.server.answer({ json: { id: '811' } }, { cut: 'within-answer' });
    await bench.advance(120_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'unsure' });
    expect([bench.server.uploads().length, bench.server.sends().length]).toEqual([2, 1]);
    await bench.advance(3_600_000);
    expect(bench.server.sends()).toHaveLength(1);
  });

  it('an upload that a server in trouble answers is tried again, some times', async () => {
    const bench = await openSendBench();
    const down = { status: 502, text: '<html>Bad gateway</html>' };
    bench.server.answer(down);
    const sent = await picture(bench);
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'queued' });
    await bench.advance(120_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted' });
    bench.server.answer(down, down, down, down, down);
    const hopeless = await picture(bench, bench.customer(), 'another');
    await bench.idle();
    for (let later = 0; later < 6; later += 1) await bench.advance(600_000);
    expect(await bench.view(hopeless.id)).toMatchObject({ state: 'failed' });
    expect(bench.server.uploads()).toHaveLength(7);
  });

  it('an upload that WhatsApp refuses fails the message in words', async () => {
    const bench = await openSendBench();
    bench.server.answer(metaError(131053));
    const sent = await picture(bench);
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { metaCode: 131053 } });
    expect(bench.server.sends()).toEqual([]);
  });

  it.each([131053, 100, 131009])('a media id that died (%d) is replaced by one new upload', async (code) => {
    const bench = await openSendBench();
    await picture(bench);
    await bench.idle();
    bench.server.answer(metaError(code));
    const sent = await picture(bench);
    await bench.idle();
    await bench.advance(60_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted' });
    expect([bench.server.uploads().length, bench.server.sends().length]).toEqual([2, 3]);
    bench.server.answer(metaError(code), { json: { id: '812' } }, metaError(code));
    const again = await picture(bench);
    await bench.idle();
    await bench.advance(60_000);
    expect(await bench.view(again.id)).toMatchObject({ state: 'failed', failure: { metaCode: code } });
  });

  it('a window that closes during the upload stops the message before it leaves', async () => {
    const bench = await openSendBench();
    let letGo = (): void => undefined;
    bench.server.answer({ json: { id: '811' }, until: new Promise<void>((resolve) => (letGo = resolve)) });
    const sent = await picture(bench);
    await bench.server.seen(1);
    bench.folder.clock.set(bench.folder.clock.now() + 25 * 3_600_000);
    letGo();
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { message: expect.stringContaining('window') } });
    expect(bench.server.sends()).toEqual([]);
  });

  it('a file that is not on the disk any more fails the message in words', async () => {
    const bench = await openSendBench({}, false);
    const sent = await picture(bench);
    bench.loseFiles();
    await bench.outbox.start();
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { message: 'The file is not stored here (any more).' } });
    expect(bench.server.requests).toEqual([]);
  });

  it('what a process was uploading when it ended is uploaded by the next one', async () => {
    const bench = await openSendBench({}, false);
    const sent = await picture(bench);
    bench.folder.sql.prepare("UPDATE outbox SET state = 'sending' WHERE message_id = ?").run(sent.id);
    await bench.outbox.start();
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted' });
  });

  it('a handed-over file belongs to its message once it is sent, and a repeated call finds it', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const fileId = await bench.handOver('x', 'image/png', 'a.png');
    const input = { conversationId: id, content: { type: 'image', fileId, caption: null } as const, replyTo: null, clientKey: 'the-same-key' };
    const first = await bench.handlers['messages.send'](input);
    const second = await bench.handlers['messages.send'](input);
    await bench.idle();
    expect(second.message.id).toBe(first.message.id);
    expect(await bench.folder.storage.read.handedFiles.get(fileId)).toBeNull();
    expect(await bench.folder.storage.read.media.storedOfMessage(first.message.id as never)).toMatchObject({ mime: 'image/png' });
  });
});
