import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createIngest } from '../core/ingest/index.ts';
import { doctorReport } from '../core/doctor/report.ts';
import type { ConversationId } from '../domain/ids.ts';
import { openStorage } from '../storage/open.ts';
import type { Storage } from '../storage/storage.ts';
import { inboundBody } from './bodies.ts';
import { generateHistory } from './generate-history.ts';
import { quietLog, systemClock } from './quiet.ts';

const folder = mkdtempSync(join(tmpdir(), 'wicket-history-'));
const now = Date.UTC(2026, 10, 1);
let storage: Storage;

beforeAll(async () => {
  await generateHistory({ folder, size: { messages: 600, conversations: 20, longest: 200 }, now, clock: systemClock, log: quietLog });
  storage = await openStorage({ folder, clock: systemClock, log: quietLog });
});

afterAll(async () => {
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a made history has the size that was asked for, and the doctor finds nothing wrong', async () => {
  const report = doctorReport(await storage.read.doctor.examine());
  expect(report).toMatchObject({ ok: true, problems: [], database: { messages: 600, conversations: 20, contacts: 20 } });
});

test('its summaries are what ingest would work out', async () => {
  for (let id = 1; id <= 20; id += 1) {
    const made = await storage.read.conversationWrites.byId(id as ConversationId);
    await storage.write((tx) => tx.conversationWrites.refresh(id as ConversationId));
    expect(await storage.read.conversationWrites.byId(id as ConversationId)).toEqual(made);
  }
});

test('a webhook of one of its customers lands in that conversation and makes nobody new', async () => {
  const before = await storage.read.conversationWrites.byId(7 as ConversationId);
  const ingest = createIngest({ storage, clock: systemClock, log: quietLog });
  await storage.journal.append(Buffer.from(inboundBody({ to: 7, key: 'new', at: now + 60_000, text: 'Hello again' })), now + 60_400);
  await ingest.drain();
  await ingest.stop();
  const after = await storage.read.conversationWrites.byId(7 as ConversationId);
  expect(after?.messageCount).toBe((before?.messageCount ?? 0) + 1);
  expect(doctorReport(await storage.read.doctor.examine())).toMatchObject({ ok: true, database: { conversations: 20, contacts: 20 } });
});
