import { describe, expect, it } from 'vitest';
import type { OutgoingContent } from '../../../src-preload/contract/content.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { openSendBench, type SendBench } from './outbox.test-support.ts';

const words = { body: 'Is Tuesday fine?', header: 'Delivery', footer: 'Example Ltd' };

/** What a message of one file looks like in the request and in the view. */
async function sendFile(bench: SendBench, id: ConversationId, content: { type: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker'; caption?: string }, mime: string, name: string) {
  const fileId = await bench.handOver(`bytes of ${name}`, mime, name);
  const sent = await bench.sendContent(id, { type: content.type, fileId, caption: content.caption ?? null });
  await bench.idle();
  return { sent: await bench.view(sent.id), request: bench.server.sends().at(-1) ?? {} };
}

async function sendOne(content: OutgoingContent) {
  const bench = await openSendBench();
  const sent = await bench.sendContent(bench.customer(), content);
  await bench.idle();
  return { view: await bench.view(sent.id), request: bench.server.sends()[0] ?? {} };
}

describe('behaviours, section 8: sending', () => {
  it('text; link preview only where a link is in it', async () => {
    expect((await sendOne({ type: 'text', body: 'See https://example.test/a' })).request['text']).toEqual({ body: 'See https://example.test/a', preview_url: true });
    expect((await sendOne({ type: 'text', body: 'See example.test or http:// alone' })).request['text']).toEqual({ body: 'See example.test or http:// alone' });
  });

  it('text over 4096 is refused before sending', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    await expect(bench.send(id, '😀'.repeat(4097))).rejects.toMatchObject({ code: 'text_too_long', detail: { field: 'body' } });
    await bench.send(id, '😀'.repeat(4096));
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(1);
  });

  it('reply carries context.message_id, with a file too', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const quoted = bench.inbound(id, 'wamid.QUOTED');
    const fileId = await bench.handOver('x', 'image/png', 'a.png');
    await bench.sendContent(id, { type: 'image', fileId, caption: null }, quoted);
    await bench.idle();
    expect(bench.server.sends()[0]).toMatchObject({ context: { message_id: 'wamid.QUOTED' }, type: 'image' });
  });

  it('image, video, audio, document (file name kept), sticker by id; caption only where allowed; voice flag for recorded audio', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const image = await sendFile(bench, id, { type: 'image', caption: 'Blue' }, 'image/jpeg', 'IMG_1.jpg');
    expect(image.request['image']).toEqual({ id: expect.stringMatching(/^8111/), caption: 'Blue' });
    expect(image.sent).toMatchObject({ kind: 'image', text: 'Blue', state: 'accepted', content: { type: 'image' } });
    const video = await sendFile(bench, id, { type: 'video' }, 'video/mp4', 'clip.mp4');
    expect(video.request['video']).toEqual({ id: expect.any(String) });
    const document = await sendFile(bench, id, { type: 'document', caption: 'May' }, 'application/pdf', 'Rechnung Größe.pdf');
    expect(document.request['document']).toEqual({ id: expect.any(String), caption: 'May', filename: 'Rechnung Größe.pdf' });
    expect(document.sent.content).toMatchObject({ type: 'document', filename: 'Rechnung Größe.pdf' });
    const audio = await sendFile(bench, id, { type: 'audio' }, 'audio/mpeg', 'song.mp3');
    expect(audio.request['audio']).toEqual({ id: expect.any(String) });
    const voice = await sendFile(bench, id, { type: 'voice' }, 'audio/ogg', 'voice.ogg');
    expect(voice.request['audio']).toEqual({ id: expect.any(String), voice: true });
    expect(voice.sent.content).toMatchObject({ type: 'voice' });
    const sticker = await sendFile(bench, id, { type: 'sticker' }, 'image/webp', 'sticker.webp');
    expect(sticker.request['sticker']).toEqual({ id: expect.any(String) });
    const captioned = await bench.handOver('x', 'audio/mpeg', 'a.mp3');
    await expect(bench.sendContent(id, { type: 'audio', fileId: captioned, caption: 'no' })).rejects.toMatchObject({ code: 'bad_input', detail: { field: 'caption' } });
  });

  it('location, contacts (with wa_id so that the card can be written to)', async () => {
    const place = await sendOne({ type: 'location', latitude: 51.5, longitude: -0.07, name: 'Shop', address: '' });
    expect(place.request['location']).toEqual({ latitude: 51.5, longitude: -0.07, name: 'Shop' });
    expect(place.view.content).toMatchObject({ type: 'location', latitude: 51.5, longitude: -0.07, name: 'Shop' });
    const card = { name: 'Nora Vale', phones: [{ phone: '+447700900456', waId: '447700900456', type: 'work' }], emails: [], urls: [], addresses: [], organisation: null, birthday: null };
    const contact = await sendOne({ type: 'contacts', cards: [card] });
    expect(contact.request['contacts']).toEqual([
      { name: { formatted_name: 'Nora Vale', first_name: 'Nora Vale' }, phones: [{ phone: '+447700900456', type: 'WORK', wa_id: '447700900456' }] },
    ]);
    expect(contact.view.content).toMatchObject({ type: 'contacts', cards: [{ name: 'Nora Vale', phones: [{ phone: '+447700900456', waId: '447700900456' }] }] });
  });

  it('buttons: 1 to 3, title up to 20, ids up to 256; list: up to 10 rows in all; section titles needed with several sections', async () => {
    const buttons = await sendOne({ type: 'buttons', ...words, buttons: [{ id: 'y', title: 'Yes' }, { id: 'n', title: 'No' }] });
    expect(buttons.request['interactive']).toEqual({
      type: 'button',
      header: { type: 'text', text: 'Delivery' },
      body: { text: 'Is Tuesday fine?' },
      footer: { text: 'Example Ltd' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }, { type: 'reply', reply: { id: 'n', title: 'No' } }] },
    });
    expect(buttons.view).toMatchObject({ kind: 'interactive', text: 'Is Tuesday fine?', content: { type: 'interactive', how: 'buttons', header: 'Delivery', footer: 'Example Ltd' } });
    const list = await sendOne({
      type: 'list',
      ...words,
      header: null,
      footer: null,
      button: 'See slots',
      sections: [{ title: null, rows: [{ id: 's', title: '09:00', description: null }] }],
    });
    expect(list.request['interactive']).toEqual({
      type: 'list',
      body: { text: 'Is Tuesday fine?' },
      action: { button: 'See slots', sections: [{ rows: [{ id: 's', title: '09:00' }] }] },
    });
    expect(list.view.content).toMatchObject({ type: 'interactive', how: 'list' });
    const bench = await openSendBench();
    const id = bench.customer();
    const rows = (n: number) => Array.from({ length: n }, (_, place) => ({ id: `r${n}-${place}`, title: `Row ${place}`, description: null }));
    await expect(bench.sendContent(id, { type: 'buttons', ...words, buttons: rows(4).map(({ id: key, title }) => ({ id: key, title })) })).rejects.toMatchObject({ detail: { field: 'buttons' } });
    await expect(bench.sendContent(id, { type: 'buttons', ...words, buttons: [{ id: 'a', title: 'x'.repeat(21) }] })).rejects.toMatchObject({ detail: { field: 'buttons[0].title' } });
    await expect(bench.sendContent(id, { type: 'list', ...words, button: 'See', sections: [{ title: 'A', rows: rows(6) }, { title: 'B', rows: rows(5) }] })).rejects.toMatchObject({ detail: { field: 'sections' } });
    await expect(bench.sendContent(id, { type: 'list', ...words, button: 'See', sections: [{ title: 'A', rows: rows(2) }, { title: null, rows: rows(3) }] })).rejects.toMatchObject({ detail: { field: 'sections[1].title' } });
    expect(bench.server.sends()).toEqual([]);
  });

  it('cta_url, location request', async () => {
    const link = await sendOne({ type: 'link', ...words, title: 'Open order', url: 'https://example.test/o/91' });
    expect(link.request['interactive']).toMatchObject({ type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: 'Open order', url: 'https://example.test/o/91' } } });
    expect(link.view.content).toMatchObject({ type: 'interactive', how: 'link', link: { title: 'Open order', url: 'https://example.test/o/91' } });
    const asked = await sendOne({ type: 'location_request', body: 'Where are you?' });
    expect(asked.request['interactive']).toEqual({ type: 'location_request_message', body: { text: 'Where are you?' }, action: { name: 'send_location' } });
    expect(asked.view.content).toMatchObject({ type: 'interactive', how: 'location_request' });
    const bench = await openSendBench();
    await expect(bench.sendContent(bench.customer(), { type: 'link', ...words, title: 'Open', url: 'javascript:alert(1)' })).rejects.toMatchObject({ detail: { field: 'url' } });
  });

  it('interactive and media in one: two messages in order', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const fileId = await bench.handOver('x', 'image/png', 'a.png');
    await bench.sendContent(id, { type: 'image', fileId, caption: null });
    await bench.sendContent(id, { type: 'buttons', ...words, buttons: [{ id: 'y', title: 'Yes' }] });
    await bench.idle();
    expect(bench.server.sends().map(({ type }) => type)).toEqual(['image', 'interactive']);
  });

  it('outside the 24-hour window nothing of any kind goes out, and nothing is uploaded', async () => {
    const bench = await openSendBench();
    const id = bench.customer({}, 25 * 3_600_000);
    const fileId = await bench.handOver('x', 'image/png', 'a.png');
    for (const content of [
      { type: 'image', fileId, caption: null },
      { type: 'location', latitude: 1, longitude: 1, name: null, address: null },
      { type: 'location_request', body: 'Where?' },
    ] satisfies OutgoingContent[]) {
      await expect(bench.sendContent(id, content)).rejects.toMatchObject({ code: 'window_closed' });
    }
    await bench.idle();
    expect(bench.server.requests).toEqual([]);
  });

  it('answers without contacts are taken', async () => {
    const bench = await openSendBench();
    bench.server.answer({ json: { messages: [{ id: 'wamid.X' }] } });
    const sent = await bench.sendContent(bench.customer(), { type: 'location_request', body: 'Where?' });
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted', wamid: 'wamid.X' });
  });

  it('a failed message of any kind is sent again with its content', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer({ status: 502, text: '<html>' });
    const sent = await bench.sendContent(id, { type: 'buttons', ...words, buttons: [{ id: 'y', title: 'Yes' }] });
    await bench.idle();
    expect((await bench.view(sent.id)).state).toBe('failed');
    const { message } = await bench.handlers['messages.retry']({ id: sent.id });
    await bench.idle();
    expect(await bench.view(message.id as typeof sent.id)).toMatchObject({ state: 'accepted', content: { how: 'buttons' } });
    expect(bench.server.sends()[1]?.['interactive']).toEqual(bench.server.sends()[0]?.['interactive']);
  });

  it('the newer Brazilian form is written to where both are stored', async () => {
    const bench = await openSendBench();
    const id = bench.customer({ waId: '5511987654321' });
    const { contact_id } = bench.folder.sql.prepare('SELECT contact_id FROM conversation WHERE id = ?').get(id) as { contact_id: number };
    bench.folder.sql.prepare("INSERT INTO identity (kind, value, match_key, contact_id, last_seen_at) VALUES ('wa_id', '551187654321', '551187654321', ?, 99)").run(contact_id);
    await bench.send(id, 'Oi');
    await bench.idle();
    expect(bench.server.sends()[0]?.['to']).toBe('+5511987654321');
  });

  it('who has no phone number is written to by user id', async () => {
    const bench = await openSendBench();
    await bench.send(bench.customer({ userId: 'GB.48213907715520346' }), 'Hello');
    await bench.idle();
    expect(bench.server.sends()[0]).toMatchObject({ recipient: 'GB.48213907715520346' });
    expect(bench.server.sends()[0]?.['to']).toBeUndefined();
  });

  it('a failed or cancelled bubble of ours can be taken away, nothing else', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer({ status: 502, text: '<html>' });
    const failed = await bench.send(id, 'lost');
    await bench.idle();
    const accepted = await bench.send(id, 'kept');
    await bench.idle();
    expect(await bench.handlers['messages.remove']({ id: failed.id })).toEqual({ done: true });
    await expect(bench.handlers['messages.remove']({ id: accepted.id })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(bench.handlers['messages.remove']({ id: failed.id })).rejects.toMatchObject({ code: 'not_found' });
    expect(await bench.folder.storage.read.conversations.get(id)).toMatchObject({ lastId: accepted.id, messageCount: 2 });
  });
});
