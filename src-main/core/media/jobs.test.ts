import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../domain/changes.ts';
import { WicketError } from '../../domain/errors.ts';
import { samples } from '../../sandbox/samples.ts';
import { oggOpus, openMediaBench } from './media.test-support.ts';
import { createMediaStore, type MediaStore } from './store.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const picture = samples.image().bytes;
const DAY = 24 * 60 * 60 * 1000;

/** Different bytes that still are the same picture: what stands behind a PNG's end is not looked at. */
const another = (n: number): Buffer => Buffer.concat([picture, Buffer.from(`${n}`)]);

describe('a customer’s file', () => {
  it('is fetched from the address of the webhook, looked into and kept under its hash for its owner only', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture);
    expect(await bench.view(id)).toMatchObject({ state: 'waiting', url: null, mime: 'image/png', failure: null });
    await bench.jobs.start();
    await bench.idle();

    const hash = sha256(picture);
    expect(await bench.view(id)).toMatchObject({
      state: 'stored',
      url: `/media/${(await bench.view(id)).mediaId}/${hash.slice(0, 16)}`,
      mime: 'image/png',
      bytes: picture.length,
      width: 320,
      height: 240,
      deadlineAt: null,
      nextTryAt: null,
      hashMismatch: false,
    });
    expect(bench.asked()).toEqual(['bytes 200']);
    const file = bench.store.pathOf(hash);
    expect(file).toBe(join(bench.dataFolder, 'media', hash.slice(0, 2), hash));
    expect(readFileSync(file).equals(picture)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(bench.dataFolder, 'media', 'incoming'))).toEqual([]);
  });

  it('is told to the page when it is here', async () => {
    const bench = await openMediaBench();
    await bench.jobs.start();
    const id = await bench.inbound(picture);
    const changes: Change[] = [];
    bench.folder.storage.onCommit((committed) => changes.push(...committed));
    bench.jobs.nudge();
    await bench.idle();
    expect(changes).toContainEqual({ type: 'message', id, conversationId: bench.conversationId });
    expect((await bench.view(id)).state).toBe('stored');
  });

  it.each(['expired-url', 'no-url', 'foreign-url'] as const)('with %s is fetched by its id', async (mediaFault) => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture, { mediaFault });
    await bench.jobs.start();
    await bench.idle();
    expect((await bench.view(id)).state).toBe('stored');
    expect(bench.asked()).toEqual(mediaFault === 'expired-url' ? ['bytes 404', 'id 200', 'bytes 200'] : ['id 200', 'bytes 200']);
  });

  it('whose webhook is older than five minutes is looked up at once', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture);
    await bench.pass(6 * 60_000);
    await bench.jobs.start();
    await bench.idle();
    expect((await bench.view(id)).state).toBe('stored');
    expect(bench.asked()).toEqual(['id 200', 'bytes 200']);
  });

  it.each([401, 403, 404])('whose address answers %d is looked up again, once', async (status) => {
    let downloads = 0;
    const bench = await openMediaBench({
      onFetch: (url, { sandbox }) => {
        if (!url.includes('attachments')) return;
        downloads += 1;
        if (downloads === 1) sandbox.control.failRequests({ type: 'status', status, on: 'media' });
      },
    });
    const id = await bench.inbound(picture, { mediaFault: 'no-url' });
    await bench.jobs.start();
    await bench.idle();
    expect((await bench.view(id)).state).toBe('stored');
    expect(bench.asked()).toEqual(['id 200', `bytes ${status}`, 'id 200', 'bytes 200']);
  });

  it('with another hash than told is logged, marked and kept', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture, { mediaFault: 'wrong-hash' });
    await bench.jobs.start();
    await bench.idle();
    expect(await bench.view(id)).toMatchObject({ state: 'stored', hashMismatch: true, bytes: picture.length });
    expect(existsSync(bench.store.pathOf(sha256(picture)))).toBe(true);
    expect(bench.folder.log.lines.map(({ event }) => event)).toContain('media.hash_mismatch');
  });

  it('that was sent before is not downloaded twice', async () => {
    const bench = await openMediaBench();
    const first = await bench.inbound(picture);
    await bench.jobs.start();
    await bench.idle();
    const second = await bench.inbound(picture);
    bench.jobs.nudge();
    await bench.idle();
    expect(bench.asked()).toEqual(['bytes 200']);
    expect((await bench.view(second)).state).toBe('stored');
    expect((await bench.view(second)).url).not.toBe((await bench.view(first)).url);
    expect(await bench.folder.storage.read.media.figures()).toEqual({ waiting: 0, failed: 0, stored: 2, bytes: picture.length });
  });

  it('is what its bytes say, not what the webhook says', async () => {
    const bench = await openMediaBench();
    const page = Buffer.from('<!doctype html><script>alert(1)</script>');
    const document = await bench.inbound(page, { kind: 'document', mimeType: 'application/pdf' });
    const voice = await bench.inbound(oggOpus(96_000), { kind: 'audio', mimeType: 'audio/ogg; codecs=opus' });
    await bench.jobs.start();
    await bench.idle();
    expect(await bench.view(document)).toMatchObject({ state: 'stored', mime: 'text/html' });
    expect(await bench.view(voice)).toMatchObject({ state: 'stored', mime: 'audio/ogg', durationMs: 2000 });
  });
});

describe('a file that cannot be had', () => {
  it('is tried again after growing pauses, and says when', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture, { mediaFault: 'no-url' });
    bench.bench.sandbox.control.failRequests({ type: 'status', status: 500, on: 'media', times: 3 });
    await bench.jobs.start();
    await bench.idle();
    const now = bench.bench.clock.now();
    expect(await bench.view(id)).toMatchObject({ state: 'waiting', nextTryAt: now + 5_000, failure: { message: expect.any(String) } });
    await bench.pass(5_000);
    expect((await bench.view(id)).nextTryAt).toBe(bench.bench.clock.now() + 30_000);
    await bench.pass(30_000);
    await bench.pass(120_000);
    expect(await bench.view(id)).toMatchObject({ state: 'stored', failure: null, nextTryAt: null });
  });

  it('broken off in the middle is fetched whole the next time, and nothing half stays', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture);
    bench.bench.sandbox.control.failRequests({ type: 'cut-after-accepted', on: 'media' });
    await bench.jobs.start();
    await bench.idle();
    expect((await bench.view(id)).state).toBe('waiting');
    expect(readdirSync(join(bench.dataFolder, 'media', 'incoming'))).toEqual([]);
    await bench.pass(10_000);
    expect((await bench.view(id)).state).toBe('stored');
    expect(readFileSync(bench.store.pathOf(sha256(picture))).equals(picture)).toBe(true);
  });

  it('is tried until its id dies, then it is gone', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture, { mediaFault: 'no-url' });
    const { deadlineAt } = await bench.view(id);
    expect(deadlineAt).toBe(bench.bench.clock.now() + 7 * DAY);
    bench.bench.sandbox.control.failRequests({ type: 'status', status: 500, on: 'media', times: 10_000 });
    await bench.jobs.start();
    await bench.idle();
    let tries = 0;
    for (let view = await bench.view(id); view.state === 'waiting'; view = await bench.view(id)) {
      expect(view.nextTryAt).toBeLessThan(deadlineAt ?? 0);
      tries += 1;
      await bench.pass((view.nextTryAt ?? 0) - bench.bench.clock.now());
    }
    expect(tries).toBeGreaterThan(10);
    expect(bench.bench.clock.now()).toBeGreaterThan((deadlineAt ?? 0) - DAY);
    expect(await bench.view(id)).toMatchObject({ state: 'gone', nextTryAt: null, failure: { message: expect.stringContaining('no longer') } });
  });

  it('of which Meta says three times that it is not there is gone; by hand it is asked for once more', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture, { mediaFault: 'dead-id' });
    await bench.jobs.start();
    await bench.idle();
    await bench.pass(6_000);
    expect((await bench.view(id)).state).toBe('waiting');
    await bench.pass(40_000);
    expect(await bench.view(id)).toMatchObject({ state: 'gone', nextTryAt: null });

    const { mediaId } = await bench.view(id);
    const asked = bench.asked().length;
    await bench.folder.storage.write((tx) => tx.media.retry(mediaId, bench.bench.clock.now()));
    expect((await bench.view(id)).state).toBe('waiting');
    bench.jobs.nudge();
    await bench.idle();
    expect((await bench.view(id)).state).toBe('gone');
    expect(bench.asked().length).toBeGreaterThan(asked);
  });

  it('for lack of a good token waits for one, and the number says so', async () => {
    let token = 'a token that Meta does not know';
    const bench = await openMediaBench({ secrets: { get: () => token } });
    const id = await bench.inbound(picture, { mediaFault: 'no-url' });
    await bench.jobs.start();
    await bench.idle();
    expect(bench.jobs.state().paused).toBe('token_refused');
    expect((await bench.folder.storage.read.connections.byId(bench.connectionId))?.token_refused_at).not.toBeNull();
    await bench.pass(10 * 60_000);
    expect(bench.asked()).toEqual(['id 401']);

    token = bench.bench.sandbox.credentials.accessToken;
    await bench.folder.storage.write(async (tx) => {
      await tx.connections.setTokenRefused(bench.connectionId, null);
      tx.changed({ type: 'connections' });
    });
    await bench.pass(1_000);
    expect((await bench.view(id)).state).toBe('stored');
    expect(bench.jobs.state().paused).toBeNull();
  });

  it('while there is no network costs no try, and goes on when it is back', async () => {
    const bench = await openMediaBench();
    const id = await bench.inbound(picture);
    bench.folder.sql.prepare("UPDATE connection SET graph_url = 'http://127.0.0.1:9'").run();
    bench.folder.sql.prepare('UPDATE media SET url = null').run();
    await bench.jobs.start();
    await bench.idle();
    await bench.pass(60 * 60_000);
    expect(await bench.view(id)).toMatchObject({ state: 'waiting', failure: null });
    bench.folder.sql.prepare('UPDATE connection SET graph_url = ?').run(bench.bench.sandbox.baseUrl);
    await bench.jobs.wake();
    await bench.idle();
    expect((await bench.view(id)).state).toBe('stored');
  });
});

describe('the disk', () => {
  it('that is full pauses downloads, says so, and they go on when there is room', async () => {
    let full = true;
    const bench = await openMediaBench();
    const store: MediaStore = {
      ...createMediaStore(bench.dataFolder),
      receive: async (bytes, most) => {
        if (full) throw new WicketError('disk_full');
        return await bench.store.receive(bytes, most);
      },
    };
    const other = await openMediaBench({ store });
    const id = await other.inbound(picture);
    await other.jobs.start();
    await other.idle();
    expect(other.jobs.state().paused).toBe('disk_full');
    expect(await other.view(id)).toMatchObject({ state: 'waiting', failure: null });
    full = false;
    await other.pass(31_000);
    expect((await other.view(id)).state).toBe('stored');
    expect(other.jobs.state().paused).toBeNull();
  });

  it('with little left is kept for messages', async () => {
    let free = 1024 * 1024;
    const folder = await openMediaBench();
    const bench = await openMediaBench({ store: { ...folder.store, free: async () => free } });
    const id = await bench.inbound(picture);
    await bench.jobs.start();
    await bench.idle();
    expect(bench.asked()).toEqual([]);
    expect(bench.jobs.state().paused).toBe('disk_full');
    free = 1e12;
    await bench.pass(31_000);
    expect((await bench.view(id)).state).toBe('stored');
  });

  it('takes no more than the budget, until it is raised', async () => {
    const bench = await openMediaBench();
    bench.settings.mediaBudgetMb = 1;
    const large = Buffer.concat([picture, Buffer.alloc(800_000, 1)]);
    const first = await bench.inbound(large);
    const second = await bench.inbound(Buffer.concat([large, Buffer.from('2')]));
    bench.settings.mediaConcurrency = 1;
    await bench.jobs.start();
    await bench.idle();
    expect((await bench.view(first)).state).toBe('stored');
    expect(await bench.view(second)).toMatchObject({ state: 'waiting', failure: null });
    expect(bench.jobs.state().paused).toBe('budget_reached');
    bench.settings.mediaBudgetMb = 10;
    await bench.folder.storage.write(async (tx) => tx.changed({ type: 'settings' }));
    await bench.pass(1_000);
    expect((await bench.view(second)).state).toBe('stored');
    expect(bench.jobs.state().paused).toBeNull();
  });
});

it('no more files are fetched at the same time than the setting says', async () => {
  let most = 0;
  let now = 0;
  const bench = await openMediaBench();
  const store: MediaStore = {
    ...bench.store,
    receive: async (bytes, limit) => {
      now += 1;
      most = Math.max(most, now);
      try {
        return await bench.store.receive(bytes, limit);
      } finally {
        now -= 1;
      }
    },
  };
  const narrow = await openMediaBench({ store });
  narrow.settings.mediaConcurrency = 2;
  const ids = [];
  for (let n = 0; n < 12; n += 1) ids.push(await narrow.inbound(another(n)));
  await narrow.jobs.start();
  await narrow.idle();
  for (const id of ids) expect((await narrow.view(id)).state).toBe('stored');
  expect(most).toBe(2);
});

it('another file in the place of the same message starts anew; the same one told again changes nothing', async () => {
  const bench = await openMediaBench();
  const id = await bench.inbound(picture);
  await bench.jobs.start();
  await bench.idle();
  const before = await bench.view(id);
  const noted = { connectionId: bench.connectionId, messageId: id, url: null, toldMime: 'image/png', toldSha256: null, createdAt: 5, deadlineAt: 9 };
  const { meta_id: metaId } = bench.folder.sql.prepare('SELECT meta_id FROM media').get() as { meta_id: string };
  await bench.folder.storage.write((tx) => tx.media.note({ ...noted, metaId }));
  expect(await bench.view(id)).toEqual(before);
  await bench.folder.storage.write((tx) => tx.media.note({ ...noted, metaId: '42' }));
  expect(await bench.view(id)).toMatchObject({ mediaId: before.mediaId, state: 'waiting', url: null });
});

it('what was under way when the program ended is fetched at the next start', async () => {
  const bench = await openMediaBench();
  const id = await bench.inbound(picture);
  bench.bench.sandbox.control.failRequests({ type: 'no-answer', on: 'media' });
  await bench.jobs.start();
  await bench.bench.sandbox.control.waitForRequests(1, { subject: 'media' });
  await bench.jobs.stop();
  expect(await bench.view(id)).toMatchObject({ state: 'waiting', failure: null });
  const next = bench.another();
  await next.start();
  await next.idle();
  await next.stop();
  expect((await bench.view(id)).state).toBe('stored');
});
