import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/changes.ts';
import type { ConnectionId, ConversationId, MessageId } from '../../domain/ids.ts';
import { readConnections } from '../connections/connection-view.ts';
import { createCounts } from '../counts.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import type { TestFolder } from '../read-side.test-support.ts';
import { createSettings, defaultSettings } from '../settings.ts';
import { createChangeFeed } from './feed.ts';
import type { ChangeFeed, ChangesEvent } from './feed.ts';
import { createChangesHandlers } from './handlers.ts';

let folder: TestFolder;
let connectionId: ConnectionId;
let feed: ChangeFeed;
let events: ChangesEvent[];
beforeEach(async () => {
  folder = await openTestFolder();
  connectionId = folder.connection();
  const { storage, clock, log } = folder;
  const settings = createSettings({ storage, log });
  feed = createChangeFeed({
    storage,
    counts: createCounts({ storage, clock }),
    views: { connections: () => readConnections(storage.read), settings: () => settings.current() },
    clock,
    log,
    epoch: 'run-1',
  });
  events = [];
  feed.onChanges((event) => events.push(event));
});
afterEach(async () => {
  await feed.stop();
  await folder.close();
});

async function commit(...changes: Change[]): Promise<void> {
  await folder.storage.write(async (tx) => {
    for (const change of changes) tx.changed(change);
  });
}

function conversation(): { id: ConversationId; messages: MessageId[] } {
  const id = folder.conversation(connectionId, folder.contact({ localName: 'Ana' }));
  return { id, messages: folder.messages(id, [{ at: folder.clock.now() - 1000 }, { at: folder.clock.now() }]) };
}

const message = (id: MessageId | undefined, conversationId: ConversationId): Change => ({ type: 'message', id: id as MessageId, conversationId });

describe('the change feed', () => {
  it('carries views for a watched conversation, ids for the others, and the counts', async () => {
    const shown = conversation();
    const other = conversation();
    feed.watch(shown.id);
    await commit(message(shown.messages[0], shown.id), message(other.messages[0], other.id), { type: 'conversation', id: shown.id });
    await feed.drain();
    expect(events).toEqual([
      {
        epoch: 'run-1',
        seq: 1,
        items: [
          { type: 'conversation', id: shown.id, row: expect.objectContaining({ id: shown.id, person: expect.objectContaining({ name: 'Ana' }) }) },
          { type: 'message', id: shown.messages[0], conversationId: shown.id, view: expect.objectContaining({ id: shown.messages[0], content: { type: 'text' } }) },
          { type: 'message', id: other.messages[0], conversationId: other.id },
          { type: 'counts', counts: { all: 2, unread: 0, closing: 0 } },
        ],
      },
    ]);
  });

  it('sends the first commit at once and bundles those within 30 ms', async () => {
    const { id } = conversation();
    await commit({ type: 'conversation', id });
    folder.clock.advance(0);
    expect(feed.currentSeq()).toBe(1);
    await feed.drain();
    await commit({ type: 'conversation', id });
    await commit({ type: 'conversation', id }, { type: 'health' });
    folder.clock.advance(29);
    expect(feed.currentSeq()).toBe(1);
    folder.clock.advance(1);
    expect(feed.currentSeq()).toBe(2);
    await feed.drain();
    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(events[1]?.items.map(({ type }) => type)).toEqual(['conversation', 'health']);
  });

  it('tells things in the order of their numbers, each thing once', async () => {
    const { id, messages } = conversation();
    for (let i = 0; i < 5; i += 1) {
      await commit(message(messages[0], id), message(messages[0], id));
      folder.clock.advance(40);
      await feed.drain();
    }
    expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    for (const { items } of events) expect(items.filter(({ type }) => type === 'message')).toHaveLength(1);
  });

  it('gathers what comes while views are still being read', async () => {
    const reading = Promise.withResolvers<void>();
    const { storage, clock, log } = folder;
    const slow = createChangeFeed({
      storage,
      counts: createCounts({ storage, clock }),
      views: { connections: async () => [], settings: () => reading.promise.then(() => defaultSettings) },
      clock,
      log,
      epoch: 'slow',
    });
    const told: ChangesEvent[] = [];
    slow.onChanges((event) => told.push(event));
    await commit({ type: 'settings' });
    clock.advance(0);
    for (let i = 0; i < 3; i += 1) {
      await commit({ type: 'health' });
      clock.advance(30);
    }
    expect(slow.currentSeq()).toBe(1);
    reading.resolve();
    await slow.drain();
    expect(told.map(({ seq, items }) => [seq, items.map(({ type }) => type)])).toEqual([
      [1, ['settings', 'counts']],
      [2, ['health']],
    ]);
    await slow.stop();
  });

  it('still says what changed when views cannot be read', async () => {
    const { storage, clock, log } = folder;
    const { id, messages } = conversation();
    const broken = createChangeFeed({
      storage,
      counts: createCounts({ storage, clock }),
      views: { connections: () => Promise.reject(new Error('unreadable')), settings: async () => defaultSettings },
      clock,
      log,
      epoch: 'broken',
    });
    const told: ChangesEvent[] = [];
    broken.onChanges((event) => told.push(event));
    await commit({ type: 'connections' }, message(messages[0], id), { type: 'conversation', id });
    await broken.drain();
    expect(told).toEqual([
      { epoch: 'broken', seq: 1, items: [{ type: 'conversation', id }, { type: 'message', id: messages[0], conversationId: id }] },
    ]);
    expect(log.lines).toContainEqual({ level: 'error', event: 'changes.views_failed', fields: {} });
    await broken.stop();
  });

  it('says what left a conversation before what came into another', async () => {
    const from = conversation();
    const to = conversation();
    const moved = from.messages[0] as MessageId;
    await commit(message(moved, from.id), { type: 'message-gone', id: moved, conversationId: from.id }, message(moved, to.id), {
      type: 'conversation-gone',
      id: from.id,
      movedTo: to.id,
    });
    await feed.drain();
    expect(events[0]?.items.filter(({ type }) => type !== 'counts')).toEqual([
      { type: 'message-gone', id: moved, conversationId: from.id },
      { type: 'conversation-gone', id: from.id, movedTo: to.id },
      { type: 'message', id: moved, conversationId: to.id },
    ]);
  });

  it('limits views to 50 rows, with what is watched and what changed last among them', async () => {
    const ids = Array.from({ length: 60 }, () => folder.conversation(connectionId, folder.contact()));
    feed.watch(ids[0] as ConversationId);
    await commit(...ids.map((id): Change => ({ type: 'conversation', id })));
    await feed.drain();
    const rows = events[0]?.items.filter((item) => item.type === 'conversation') ?? [];
    expect(rows).toHaveLength(60);
    const withRow = rows.filter((item) => 'row' in item).map(({ id }) => id);
    expect(withRow).toEqual([ids[0], ...ids.slice(11)]);
  });

  it('counts at most four times a second, and never forgets the last change', async () => {
    conversation();
    const count = async () => {
      await commit({ type: 'conversation', id: conversation().id });
      folder.clock.advance(40);
      await feed.drain();
    };
    const counted = () => events.flatMap(({ items }) => items.flatMap((item) => (item.type === 'counts' ? [item.counts.all] : [])));
    await count();
    await count();
    await count();
    expect(counted()).toEqual([2]);
    folder.clock.advance(250);
    await feed.drain();
    expect(counted()).toEqual([2, 4]);
  });

  it('notices that windows come to their end although nothing is committed', async () => {
    const { id } = conversation();
    await commit({ type: 'conversation', id });
    await feed.drain();
    folder.clock.advance(21 * 3_600_000);
    await feed.drain();
    expect(events.at(-1)?.items).toEqual([{ type: 'counts', counts: { all: 1, unread: 0, closing: 1 } }]);
  });

  it('gives an answer a number that it has seen', async () => {
    const { id } = conversation();
    await commit({ type: 'conversation', id });
    expect(feed.currentSeq()).toBe(0);
    await feed.drain();
    expect(feed.currentSeq()).toBe(events.at(-1)?.seq);
  });
});

describe('after a broken line', () => {
  it('is told once more what it missed', async () => {
    const { id, messages } = conversation();
    feed.watch(id);
    for (const which of messages) {
      await commit(message(which, id));
      await feed.drain();
    }
    events = [];
    const since = createChangesHandlers({ feed })['app.changesSince'];
    expect(await since({ epoch: 'run-1', since: 1 })).toEqual({ resync: false, epoch: 'run-1', seq: 2 });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ seq: 2, items: [{ type: 'message', id: messages[1], view: { id: messages[1] } }, { type: 'counts' }] });

    expect(await since({ epoch: 'run-1', since: 2 })).toEqual({ resync: false, epoch: 'run-1', seq: 2 });
    expect(events).toHaveLength(1);
  });

  it('reads everything anew when that is no longer known, or of another run', async () => {
    const { id } = conversation();
    const many = Array.from({ length: 15_000 }, (_, i) => message((i + 1) as MessageId, id));
    for (const changes of [[{ type: 'conversation', id } as const], many, many]) {
      await commit(...changes);
      await feed.drain();
    }
    const since = createChangesHandlers({ feed })['app.changesSince'];
    expect(await since({ epoch: 'run-1', since: 0 })).toMatchObject({ resync: true });
    expect(await since({ epoch: 'run-1', since: 1 })).toMatchObject({ resync: true });
    expect(await since({ epoch: 'run-1', since: 2 })).toMatchObject({ resync: false });
    expect(await since({ epoch: 'run-0', since: 2 })).toMatchObject({ resync: true, epoch: 'run-1' });
    expect(await since({ epoch: 'run-1', since: 9999 })).toMatchObject({ resync: true });
  });
});
