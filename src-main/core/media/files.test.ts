import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { samples } from '../../sandbox/samples.ts';
import { openTestFolder, type TestFolder } from '../read-side.test-support.ts';
import { cleanFileName } from './file-name.ts';
import { createFiles, type Files, MOST_HANDED_BYTES } from './files.ts';
import { createMediaHandlers } from './handlers.ts';
import { oggOpus, temporaryDataFolder } from './media.test-support.ts';
import { createMediaStore, type MediaStore } from './store.ts';
import { createMediaSweep } from './sweep.ts';

let folder: TestFolder;
let store: MediaStore;
let files: Files;
let data: string;
beforeEach(async () => {
  folder = await openTestFolder();
  onTestFinished(() => folder.close());
  data = temporaryDataFolder();
  store = createMediaStore(data);
  files = createFiles({ storage: folder.storage, store, clock: folder.clock, log: folder.log });
});

async function* stream(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
const picture = samples.image().bytes;
const take = (bytes: Buffer, name = 'lamp.png', mime: string | null = null) => files.take(stream(bytes.subarray(0, 100), bytes.subarray(100)), { name, mime });
const DAY = 24 * 60 * 60 * 1000;
const sweep = () => createMediaSweep({ storage: folder.storage, store, clock: folder.clock, log: folder.log }).run();

describe('a file that a person hands over', () => {
  it('is stored, looked into, and granted with what it can be sent as', async () => {
    const grant = await take(picture, 'C:\\Users\\ana\\lamp.png', 'application/octet-stream');
    expect(grant).toEqual({
      fileId: expect.stringMatching(/^[\w-]{24}$/),
      name: 'lamp.png',
      mime: 'image/png',
      bytes: picture.length,
      width: 320,
      height: 240,
      kinds: ['image'],
      refusal: null,
      url: `/files/${grant.fileId}`,
    });
    const granted = await files.grant(grant.fileId);
    expect(readFileSync(granted?.path ?? '').equals(picture)).toBe(true);
    expect(granted).toMatchObject({ name: 'lamp.png', mime: 'image/png', bytes: picture.length });
    expect(await (await store.open(granted?.sha256 ?? ''))?.bytes()).toEqual(new Uint8Array(picture));
  });

  it('that is a voice note can go as one', async () => {
    expect((await take(oggOpus(48_000), 'note.ogg')).kinds[0]).toBe('voice');
  });

  it('that WhatsApp does not take says why and what to do', async () => {
    expect((await take(Buffer.alloc(0))).refusal?.code).toBe('empty');
    expect((await take(Buffer.from('<html>'), 'page.pdf', 'application/pdf')).refusal?.code).toBe('wrong_type');
    expect((await take(Buffer.concat([picture, Buffer.alloc(6 * 1024 * 1024)]))).refusal).toMatchObject({ code: 'too_large', shrinkable: true });
    expect((await take(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]), 'broken.jpg')).refusal?.code).toBe('unreadable');
  });

  it('that is beyond all measure, or breaks off, leaves nothing behind', async () => {
    const large = (async function* () {
      for (let n = 0; n <= MOST_HANDED_BYTES / 4_000_000 + 1; n += 1) yield Buffer.alloc(4_000_000);
    })();
    await expect(files.take(large, { name: 'x', mime: null })).rejects.toMatchObject({ code: 'too_large' });
    const broken = (async function* () {
      yield picture;
      throw new Error('The line broke.');
    })();
    await expect(files.take(broken, { name: 'x', mime: null })).rejects.toThrow('The line broke.');
    expect(readdirSync(join(data, 'media', 'incoming'))).toEqual([]);
    expect(await folder.storage.read.media.figures()).toMatchObject({ bytes: 0 });
  });

  it('goes when it is let go of, unless the same bytes are needed elsewhere', async () => {
    const first = await take(picture);
    const second = await take(picture, 'again.png');
    const path = (await files.grant(first.fileId))?.path ?? '';
    await files.release(first.fileId);
    expect(existsSync(path)).toBe(true);
    expect(await files.grant(first.fileId)).toBeNull();
    const handlers = createMediaHandlers({ storage: folder.storage, jobs: { nudge: () => undefined }, files, clock: folder.clock, currentSeq: () => 1 });
    await handlers['files.release']({ fileId: second.fileId });
    expect(existsSync(path)).toBe(false);
    expect(await files.handed(second.fileId)).toBeNull();
  });

  it('and does not send is swept away after a day, but not while it lies in a draft', async () => {
    const kept = await take(picture, 'kept.png');
    const left = await take(samples.document().bytes, 'left.pdf');
    const leftPath = (await files.grant(left.fileId))?.path ?? '';
    const connectionId = folder.connection();
    const conversationId = folder.conversation(connectionId, folder.contact());
    folder.sql.prepare('UPDATE conversation SET draft_extras = ? WHERE id = ?').run(JSON.stringify({ attachments: [{ file: kept }] }), conversationId);
    folder.clock.advance(DAY - 1000);
    expect(await sweep()).toBe(0);
    folder.clock.advance(2000);
    expect(await sweep()).toBe(1);
    expect(existsSync(leftPath)).toBe(false);
    expect(await files.grant(left.fileId)).toBeNull();
    expect(await files.grant(kept.fileId)).not.toBeNull();
  });

  it('stays for the message that it was sent with, until that is gone', async () => {
    const grant = await take(picture);
    const connectionId = folder.connection();
    const conversationId = folder.conversation(connectionId, folder.contact());
    const [messageId] = folder.messages(conversationId, [{ at: 5, kind: 'image', direction: 1 }]);
    if (messageId === undefined) throw new Error('nothing was put in');
    const { sha256 = '' } = (await files.grant(grant.fileId)) ?? {};
    await folder.storage.write(async (tx) => {
      await tx.media.noteOwn({ connectionId, messageId, sha256, createdAt: 5 });
      await tx.handedFiles.release(grant.fileId);
    });
    folder.clock.advance(3 * DAY);
    expect(await sweep()).toBe(0);
    const view = (await folder.storage.read.media.viewsOf([messageId])).get(messageId);
    expect(view).toMatchObject({ state: 'stored', mime: 'image/png', width: 320, hashMismatch: false });
    expect(await files.media(view?.mediaId ?? 0)).toMatchObject({ sha256, bytes: picture.length });

    folder.sql.prepare('DELETE FROM message').run();
    expect(await sweep()).toBe(1);
    expect(await store.has(sha256)).toBe(false);
  });
});

it('stored bytes that vanished from the disk are fetched again where Meta may have them', async () => {
  const connectionId = folder.connection();
  const conversationId = folder.conversation(connectionId, folder.contact());
  const [messageId] = folder.messages(conversationId, [{ at: 5, kind: 'image' }]);
  if (messageId === undefined) throw new Error('nothing was put in');
  const grant = await take(picture);
  const { sha256 = '' } = (await files.grant(grant.fileId)) ?? {};
  const noted = { connectionId, messageId, metaId: '42', url: null, toldMime: 'image/png', toldSha256: null, createdAt: 5, deadlineAt: 9 };
  await folder.storage.write(async (tx) => {
    await tx.media.note(noted);
    await tx.media.claim([1]);
    await tx.media.stored(1, sha256);
  });
  await files.missing(sha256);
  expect((await folder.storage.read.media.viewsOf([messageId])).get(messageId)?.state).toBe('stored');
  await store.remove(sha256);
  await files.missing(sha256);
  expect((await folder.storage.read.media.viewsOf([messageId])).get(messageId)).toMatchObject({ state: 'waiting', nextTryAt: folder.clock.now() });
});

it('the gallery pages through a conversation’s files, newest first, without deleted ones', async () => {
  const connectionId = folder.connection();
  const conversationId = folder.conversation(connectionId, folder.contact());
  const ids = folder.messages(conversationId, [
    { at: 1, kind: 'image', wamid: 'a' as never },
    { at: 2, kind: 'text', wamid: 'b' as never },
    { at: 3, kind: 'document', wamid: 'c' as never },
    { at: 4, kind: 'image', wamid: 'd' as never },
    { at: 5, kind: 'sticker', wamid: 'e' as never },
    { at: 6, kind: 'video', wamid: 'f' as never },
  ]);
  folder.sql.prepare('UPDATE message SET content = ? WHERE kind = ?').run(JSON.stringify({ id: '7', filename: 'offer.pdf' }), 'document');
  folder.sql.prepare('INSERT INTO message_deletion (connection_id, target_wamid, direction, at) VALUES (?, ?, 0, 9)').run(connectionId, 'd');
  for (const messageId of ids.filter((_, index) => index !== 1)) {
    await folder.storage.write((tx) =>
      tx.media.note({ connectionId, messageId, metaId: `${messageId}`, url: null, toldMime: null, toldSha256: null, createdAt: 1, deadlineAt: null }),
    );
  }
  const handlers = createMediaHandlers({ storage: folder.storage, jobs: { nudge: () => undefined }, files, clock: folder.clock, currentSeq: () => 4 });
  const first = await handlers['media.gallery']({ conversationId, before: null, limit: 2 });
  expect(first).toMatchObject({ hasMore: true, seq: 4 });
  expect(first.items.map(({ at, kind, filename }) => [at, kind, filename])).toEqual([
    [6, 'video', null],
    [3, 'document', 'offer.pdf'],
  ]);
  const second = await handlers['media.gallery']({ conversationId, before: first.items[1]?.messageId as never, limit: 2 });
  expect(second.items.map(({ at }) => at)).toEqual([1]);
  expect(second.hasMore).toBe(false);
});

it.each([
  ['../../etc/passwd', 'passwd'],
  ['photo\u202egpj.exe', 'photogpj.exe'],
  ['  .hidden  ', 'hidden'],
  ['a:b|c?.txt', 'a_b_c_.txt'],
  ['', 'file'],
  ['///', 'file'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(236)}.pdf`],
  ['Факту\u0301ра №5.pdf', 'Факту\u0301ра №5.pdf'],
])('the file name %j becomes %j', (name, clean) => {
  expect(cleanFileName(name, 'file')).toBe(clean);
});
