import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeOpaque } from '../../domain/opaque.ts';
import { createGraph } from '../../graph/index.ts';
import { startFakeGraph } from '../../graph/fake-graph.test-support.ts';
import type { FakeGraph } from '../../graph/fake-graph.test-support.ts';
import type { Clock } from '../../ports.ts';
import { createTestLog, openTestStorage, temporaryFolder } from '../../storage/storage.test-support.ts';
import type { Storage } from '../../storage/storage.ts';
import { createOutbox } from './index.ts';
import { seedForSending } from './seed-for-sending.test-support.ts';

const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** Runs the sending process and kills it when so many requests have arrived. */
async function sendUntilKilled(server: FakeGraph, folder: string, conversations: readonly number[], killAt: number): Promise<void> {
  server.silentFrom(killAt);
  const script = fileURLToPath(new URL('killed-child.test-support.ts', import.meta.url));
  const child = spawn(process.execPath, [script, folder, '80', ...conversations.map(String)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const ended = once(child, 'exit');
  await Promise.race([server.seen(killAt), ended]);
  child.kill('SIGKILL');
  const [code] = (await ended) as [number | null];
  if (code !== null) throw new Error(`It ended before it was killed. ${Buffer.concat(said).toString('utf8')}`);
  server.silentFrom(null);
}

/** Starts an outbox on the folder and waits until nothing is left to send. */
async function sendTheRest(storage: Storage): Promise<void> {
  const log = createTestLog();
  const outbox = createOutbox({
    storage,
    graph: createGraph({ fetch, clock, log }),
    secrets: { get: () => 'token' },
    clock,
    log,
    opaqueOf: (id) => makeOpaque('folder', id),
    files: { open: async (sha256) => new Blob([`bytes of ${sha256}`]) },
  });
  const empty = new Promise<void>((resolve) => {
    const look = async (): Promise<void> => {
      if ((await storage.read.outbox.waiting()) === 0) resolve();
    };
    storage.onCommit(() => void look());
    void look();
  });
  await outbox.start();
  await empty;
  await outbox.stop();
}

describe('a process that is killed while it sends', () => {
  it.each([1, 7, 23, 48])('at request %d has lost nothing and sends nothing twice', async (killAt) => {
    const server = await startFakeGraph();
    const folder = temporaryFolder();
    const conversations = await seedForSending(folder, server.url, clock, 12);
    await sendUntilKilled(server, folder, conversations, killAt);
    const byTheChild = server.sends().length;

    const storage = await openTestStorage(folder, clock);
    await sendTheRest(storage);

    const sent = server.sends().map(({ biz_opaque_callback_data: opaque }) => String(opaque));
    expect(new Set(sent).size).toBe(sent.length);
    const messages = (await Promise.all(conversations.map((id) => storage.read.messages.newest(id, 200)))).flat().filter(({ direction }) => direction === 1);
    expect(messages.length).toBeGreaterThanOrEqual(byTheChild);
    for (const { id, state, wamid } of messages) {
      expect(['accepted', 'unsure']).toContain(state);
      const requests = sent.filter((opaque) => opaque === makeOpaque('folder', id)).length;
      // What is unsure may never have left; what is accepted left exactly once.
      if (state === 'accepted') expect([requests, wamid === null]).toEqual([1, false]);
      else expect(requests).toBeLessThanOrEqual(1);
    }
    // Those that were on their way are unsure: at least the one that was not answered, at most as many as go side by side.
    const unsure = messages.filter(({ state }) => state === 'unsure').length;
    expect(unsure).toBeGreaterThanOrEqual(1);
    expect(unsure).toBeLessThanOrEqual(8);
  });
});
