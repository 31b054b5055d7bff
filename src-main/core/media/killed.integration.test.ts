import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import DatabaseConstructor from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import type { ConnectionId, MessageId } from '../../domain/ids.ts';
import { createGraph } from '../../graph/index.ts';
import type { Clock } from '../../ports.ts';
import { samples } from '../../sandbox/samples.ts';
import { silentLog } from '../../sandbox/testing/bench.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { databaseFile } from '../../storage/sqlite.ts';
import { openTestStorage } from '../../storage/storage.test-support.ts';
import { createMediaJobs } from './jobs.ts';
import { temporaryDataFolder } from './media.test-support.ts';
import { createMediaStore } from './store.ts';

const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
const FILES = 40;

it.each([1, 6, 25])('a process that is killed at request %d while it downloads leaves nothing half behind, and the next one gets every file', async (killAt) => {
  const sandbox = await startSandbox({ log: silentLog, clock, quiet: true });
  onTestFinished(() => sandbox.close());
  const folder = temporaryDataFolder();
  const { accessToken, phoneNumberId } = sandbox.credentials;

  const picture = samples.image().bytes;
  const contents = Array.from({ length: FILES }, (_, n) => Buffer.concat([picture, Buffer.alloc(60_000, n)]));
  const uploaded: string[] = [];
  for (const bytes of contents) {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), 'lamp.png');
    const answer = await fetch(`${sandbox.baseUrl}/v24.0/${phoneNumberId}/media`, { method: 'POST', headers: { authorization: `Bearer ${accessToken}` }, body: form });
    uploaded.push(((await answer.json()) as { id: string }).id);
  }
  const seeded = await openTestStorage(folder, clock);
  const sql = new DatabaseConstructor(databaseFile(folder));
  sql
    .prepare(
      `INSERT INTO connection (phone_number_id, waba_id, phone, graph_url, graph_version, created_at, updated_at)
       VALUES (?, '720099887766554', '+15550100999', ?, 'v24.0', 1, 1)`,
    )
    .run(phoneNumberId, sandbox.baseUrl);
  sql.prepare("INSERT INTO secret (connection_id, kind, box, last_four, updated_at) VALUES (1, 'access_token', x'00', 'last', 1)").run();
  sql.prepare('INSERT INTO contact (created_at) VALUES (1)').run();
  sql.prepare('INSERT INTO conversation (connection_id, contact_id) VALUES (1, 1)').run();
  for (const [n, metaId] of uploaded.entries()) {
    sql
      .prepare("INSERT INTO message (id, conversation_id, connection_id, direction, source, kind, sort_at, received_at) VALUES (?, 1, 1, 0, 1, 'image', ?, ?)")
      .run(n + 1, n, n);
    await seeded.write((tx) =>
      tx.media.note({
        connectionId: 1 as ConnectionId,
        messageId: (n + 1) as MessageId,
        metaId,
        url: null,
        toldMime: 'image/png',
        toldSha256: null,
        createdAt: clock.now(),
        deadlineAt: clock.now() + 86_400_000,
      }),
    );
  }
  sql.close();
  const before = sandbox.control.requests({ subject: 'media' }).at(-1)?.seq ?? 0;

  const script = fileURLToPath(new URL('killed-child.test-support.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, accessToken], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = once(child, 'exit');
  await Promise.race([sandbox.control.waitForRequests(killAt, { subject: 'media', after: before }), ended]);
  child.kill('SIGKILL');
  const [code] = (await ended) as [number | null];
  if (code !== null) throw new Error(`It ended before it was killed. ${Buffer.concat(said).toString('utf8')}`);

  const store = createMediaStore(folder);
  const jobs = createMediaJobs({
    storage: seeded,
    graph: createGraph({ fetch, clock, log: silentLog }),
    secrets: { get: () => accessToken },
    clock,
    log: silentLog,
    store,
    settings: { current: async () => ({ mediaConcurrency: 4, mediaBudgetMb: 0 }) },
  });
  expect((await seeded.read.media.figures()).stored).toBeLessThan(FILES);
  await jobs.start();
  await jobs.idle();
  await jobs.stop();

  expect(await seeded.read.media.figures()).toMatchObject({ waiting: 0, failed: 0, stored: FILES });
  expect(readdirSync(join(folder, 'media', 'incoming'))).toEqual([]);
  for (const bytes of contents) {
    const kept = readFileSync(store.pathOf(createHash('sha256').update(bytes).digest('hex')));
    expect(kept.equals(bytes)).toBe(true);
  }
});
