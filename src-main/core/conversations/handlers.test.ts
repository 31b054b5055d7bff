import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput, MethodOutput } from '../../../src-preload/contract/methods.ts';
import type { Change } from '../../domain/changes.ts';
import type { ConnectionId, ConversationId, Wamid } from '../../domain/ids.ts';
import { createCounts } from '../counts.ts';
import { createDraftHandlers } from '../drafts.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import type { SeedContact, TestFolder } from '../read-side.test-support.ts';
import { createRpc } from '../rpc.ts';
import type { Handlers } from '../rpc.ts';
import { createConversationHandlers } from './handlers.ts';

let folder: TestFolder;
let connectionId: ConnectionId;
let now: number;
let told: unknown[];
let changes: Change[];
beforeEach(async () => {
  folder = await openTestFolder();
  connectionId = folder.connection();
  now = folder.clock.now();
  told = [];
  changes = [];
  folder.storage.onCommit((committed) => changes.push(...committed));
});
afterEach(async () => {
  await folder.close();
});

type Names = Extract<keyof Handlers, `conversations.${string}`>;
async function call<N extends Names>(name: N, input: MethodInput<N>): Promise<MethodOutput<N>> {
  const { storage, clock, log } = folder;
  const handlers = {
    ...createConversationHandlers({
      storage,
      counts: createCounts({ storage, clock }),
      currentSeq: () => 5,
      readReceipts: { onRead: (...what) => void told.push(what) },
    }),
    ...createDraftHandlers({ storage, clock }),
  };
  const answer = await createRpc(handlers as Handlers, log).call(name, input);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as MethodOutput<N>;
}

const minute = 60_000;
const hour = 60 * minute;

function person(facts: SeedContact, messages: Parameters<TestFolder['messages']>[1], connection = connectionId): ConversationId {
  const id = folder.conversation(connection, folder.contact(facts));
  folder.messages(id, messages);
  return id;
}

async function ids(request: Partial<MethodInput<'conversations.page'>> = {}): Promise<number[]> {
  const { rows } = await call('conversations.page', { connectionId: null, view: 'all', query: '', after: null, limit: 100, ...request });
  return rows.map(({ id }) => id);
}

async function walk(request: Partial<MethodInput<'conversations.page'>>, limit: number): Promise<number[]> {
  const found: number[] = [];
  let after: MethodInput<'conversations.page'>['after'] = null;
  do {
    const page: MethodOutput<'conversations.page'> = await call('conversations.page', {
      connectionId: null,
      view: 'all',
      query: '',
      ...request,
      after,
      limit,
    });
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    found.push(...page.rows.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return found;
}

describe('the list', () => {
  it('shows who, what was last, the draft and the window', async () => {
    const id = person({ profileName: 'Mariana Lima', waId: '5541988887777' }, [
      { at: now - hour, unread: 1 },
      { at: now - minute, text: 'Chegou\n assim', unread: 1, wamid: 'wamid.1' as Wamid },
    ]);
    await call('conversations.saveDraft', { id, text: 'Vou   ver' });
    expect(await call('conversations.page', { connectionId: null, view: 'all', query: '', after: null, limit: 10 })).toEqual({
      rows: [
        {
          id,
          connectionId,
          person: { contactId: expect.any(Number), name: 'Mariana Lima', initials: 'ML', tint: expect.any(Number), isGroup: false },
          preview: { messageId: expect.any(Number), direction: 'in', kind: 'text', text: 'Chegou assim', state: null },
          draft: 'Vou ver',
          lastAt: now - minute,
          unread: 2,
          window: { openedAt: now - minute, closedByMetaAt: null },
        },
      ],
      next: null,
      total: 1,
      seq: 5,
    });
  });

  it('is newest first and read page by page without gap or repetition', async () => {
    const other = folder.connection({ phoneNumberId: '2' });
    const all: { id: number; at: number; connection: ConnectionId; unread: boolean }[] = [];
    for (let i = 0; i < 30; i += 1) {
      const at = now - ((i * 7) % 5) * minute;
      const connection = i % 3 === 0 ? other : connectionId;
      const unread = i % 4 === 0;
      all.push({ id: person({}, [{ at, unread: unread ? 1 : 0 }], connection), at, connection, unread });
    }
    const order = (list: typeof all) => list.sort((a, b) => b.at - a.at || b.id - a.id).map(({ id }) => id);
    for (const limit of [1, 4, 29, 30, 31]) {
      expect(await walk({}, limit)).toEqual(order(all));
      expect(await walk({ connectionId: other }, limit)).toEqual(order(all.filter(({ connection }) => connection === other)));
      expect(await walk({ view: 'unread' }, limit)).toEqual(order(all.filter(({ unread }) => unread)));
    }
    const { total } = await call('conversations.page', { connectionId: other, view: 'unread', query: '', after: null, limit: 1 });
    expect(total).toBe(all.filter(({ connection, unread }) => unread && connection === other).length);
  });

  it('shows what closes within four hours by the time left, and counts those who wait', async () => {
    const answer = { direction: 1 as const, state: 'read' as const };
    const waitingLate = person({}, [{ at: now - 22 * hour }]);
    const waitingSoon = person({}, [{ at: now - 23.5 * hour }]);
    const answeredLate = person({}, [{ at: now - 21 * hour }, { at: now - 2 * hour, ...answer }]);
    const answeredSoon = person({}, [{ at: now - 23 * hour }, { at: now - hour, ...answer }]);
    const byMeta = person({}, [{ at: now - 23 * hour }]);
    folder.sql.prepare('UPDATE conversation SET window_closed_by_meta_at = ? WHERE id = ?').run(now - hour, byMeta);
    person({}, [{ at: now - 25 * hour }]);
    person({}, [{ at: now - 19 * hour }]);
    person({}, [{ at: now - 23 * hour, ...answer }]);

    const expected = [waitingSoon, answeredSoon, waitingLate, answeredLate];
    for (const limit of [1, 2, 3, 4, 5]) expect(await walk({ view: 'closing' }, limit)).toEqual(expected);
    expect(await call('conversations.counts', { connectionId })).toEqual({ all: 8, unread: 0, closing: 2, seq: 5 });
  });
});

describe('the search', () => {
  it('finds by name and number, newest first, within the view', async () => {
    const jose = person({ profileName: 'José Ángel García', waId: '5491112345678' }, [{ at: now - hour, unread: 1 }]);
    const local = person({ localName: 'Jose da padaria', userId: 'BR.123' }, [{ at: now }]);
    const username = person({ username: 'josefina', userId: 'BR.7' }, [{ at: now - 2 * hour }]);
    person({ profileName: 'Priya' }, [{ at: now }]);

    expect(await ids({ query: 'JOSE' })).toEqual([local, jose, username]);
    expect(await ids({ query: 'josé gar' })).toEqual([jose]);
    expect(await ids({ query: '@josefina' })).toEqual([username]);
    expect(await ids({ query: 'jose', view: 'unread' })).toEqual([jose]);
    expect(await ids({ query: '+54 9 11 1234-5678' })).toEqual([jose]);
    expect(await ids({ query: '54 11 1234 5678' })).toEqual([jose]);
    expect(await ids({ query: '%' })).toEqual([]);
    expect(await walk({ query: 'jose' }, 1)).toEqual([local, jose, username]);
    expect(await ids({ query: 'jose', connectionId: folder.connection({ phoneNumberId: '2' }) })).toEqual([]);
  });
});

describe('opening', () => {
  const thread = (length: number, unreadFrom: number) =>
    Array.from({ length }, (_, i) => ({ at: now - (length - i) * minute, unread: (i >= unreadFrom ? 1 : 0) as 0 | 1 }));

  it('goes to the end when all is read', async () => {
    const id = person({}, thread(30, 30));
    const opened = await call('conversations.open', { id, limit: 10 });
    expect(opened.messages.map(({ sentAt }) => sentAt)).toEqual(Array.from({ length: 10 }, (_, i) => now - (10 - i) * minute));
    expect(opened).toMatchObject({ hasOlder: true, hasNewer: false, firstUnreadId: null, seq: 5 });
  });

  it('stays at the end while the first unread message is on that page', async () => {
    const id = person({}, thread(30, 21));
    const opened = await call('conversations.open', { id, limit: 10 });
    expect(opened).toMatchObject({ hasNewer: false, firstUnreadId: opened.messages[1]?.id });
  });

  it('goes to the first unread message further back', async () => {
    const id = person({}, thread(30, 12));
    const opened = await call('conversations.open', { id, limit: 9 });
    expect(opened.messages.findIndex((message) => message.id === opened.firstUnreadId)).toBe(3);
    expect(opened).toMatchObject({ hasOlder: true, hasNewer: true });
  });

  it('gives header, contact and draft', async () => {
    const id = person({ profileName: 'Wei', waId: '447700900123', userId: 'GB.48213907715520346', username: 'wei' }, thread(2, 2));
    await call('conversations.saveDraft', { id, text: 'half a\nsentence' });
    const { conversation } = await call('conversations.open', { id, limit: 9 });
    expect(conversation).toMatchObject({
      draftText: 'half a\nsentence',
      messageCount: 2,
      blockedBy: 'no_token',
      contact: { profileName: 'Wei', username: 'wei', phone: '+44 7700 900123', country: 'GB' },
    });
    expect(conversation.contact.identities.map(({ kind, inUse }) => [kind, inUse])).toEqual([
      ['phone', true],
      ['user_id', false],
      ['username', false],
    ]);
  });

  it('says what is in the way of writing', async () => {
    const group = person({ group: true }, thread(1, 1));
    const single = person({}, thread(1, 1));
    const blockedBy = async (id: ConversationId) => (await call('conversations.get', { id })).conversation.blockedBy;
    expect(await blockedBy(group)).toBe('group');
    folder.sql.prepare("INSERT INTO secret VALUES (?, 'access_token', x'00', '', 1)").run(connectionId);
    expect(await blockedBy(single)).toBeNull();
    folder.sql.prepare('UPDATE connection SET token_refused_at = 1').run();
    expect(await blockedBy(single)).toBe('token_refused');
  });

  it('does not know what is not here', async () => {
    await expect(call('conversations.open', { id: 99, limit: 5 })).rejects.toThrow('not_found');
    await expect(call('conversations.markUnread', { id: 99 })).rejects.toThrow('not_found');
    await expect(call('conversations.saveDraft', { id: 99, text: 'x' })).rejects.toThrow('not_found');
    expect(changes).toEqual([]);
  });
});

describe('reading', () => {
  it('marks everything up to the message, tells who must know, and leaves the rest', async () => {
    const id = folder.conversation(connectionId, folder.contact());
    const wamid = (n: number) => `wamid.${n}` as Wamid;
    const [first, tieBefore, tie, tieAfter, last] = folder.messages(id, [
      { at: now - hour, unread: 1, wamid: wamid(9) },
      { at: now, unread: 1, wamid: wamid(1) },
      { at: now, unread: 1, wamid: wamid(2) },
      { at: now, unread: 1, wamid: wamid(3) },
      { at: now + 1, unread: 1, wamid: wamid(0) },
    ]);
    await call('conversations.markRead', { id, upTo: tie as number });
    const { messages, conversation } = await call('conversations.open', { id, limit: 10 });
    expect(messages.filter(({ unread }) => unread).map((message) => message.id)).toEqual([tieAfter, last]);
    expect(conversation.unread).toBe(2);
    expect(told).toEqual([[id, tie]]);
    expect(changes).toEqual([
      { type: 'conversation', id },
      ...[first, tieBefore, tie].map((messageId) => ({ type: 'message', id: messageId, conversationId: id })),
    ]);
  });

  it('changes nothing the second time', async () => {
    const id = folder.conversation(connectionId, folder.contact());
    const [message] = folder.messages(id, [{ at: now, unread: 1 }]);
    await call('conversations.markRead', { id, upTo: message as number });
    changes = [];
    await call('conversations.markRead', { id, upTo: message as number });
    expect(changes).toEqual([]);
  });

  it('takes the mark set by hand away', async () => {
    const id = folder.conversation(connectionId, folder.contact());
    const [message] = folder.messages(id, [{ at: now }]);
    await call('conversations.markUnread', { id });
    expect(await ids({ view: 'unread' })).toEqual([id]);
    expect((await call('conversations.rows', { ids: [id] })).rows[0]?.unread).toBe(1);
    await call('conversations.markRead', { id, upTo: message as number });
    expect(await ids({ view: 'unread' })).toEqual([]);
  });
});

describe('a draft', () => {
  it('is kept, and goes when it is emptied', async () => {
    const id = person({}, [{ at: now }]);
    await call('conversations.saveDraft', { id, text: 'so far' });
    expect((await call('conversations.get', { id })).conversation.draftText).toBe('so far');
    await call('conversations.saveDraft', { id, text: '  ' });
    expect((await call('conversations.get', { id })).conversation).toMatchObject({ draftText: '', draft: null });
    expect(changes).toEqual([
      { type: 'conversation', id },
      { type: 'conversation', id },
    ]);
  });

  it('keeps its files and what it answers, until they are taken away', async () => {
    const id = person({}, [{ at: now }]);
    const [replyTo] = folder.messages(id, [{ at: now, wamid: 'wamid.B' as Wamid, text: 'Chegou assim' }]);
    const file = { fileId: 'file-0001', name: 'a.jpg', mime: 'image/jpeg', bytes: 5, width: 2, height: 3, kinds: ['image' as const], refusal: null, url: '/files/file-0001' };
    const attachments = [{ file, caption: 'look', as: 'image' as const }];
    await call('conversations.saveDraft', { id, text: '', extras: { replyTo: replyTo as number, attachments } });
    const { draftExtras } = (await call('conversations.get', { id })).conversation;
    expect(draftExtras.attachments).toEqual(attachments);
    expect(draftExtras.reply).toMatchObject({ id: replyTo, quote: { text: 'Chegou assim', direction: 'in' } });
    await call('conversations.saveDraft', { id, text: 'more' });
    expect((await call('conversations.get', { id })).conversation.draftExtras.attachments).toEqual(attachments);
    await call('conversations.saveDraft', { id, text: 'more', extras: { replyTo: null, attachments: [] } });
    expect((await call('conversations.get', { id })).conversation.draftExtras).toEqual({ reply: null, attachments: [] });
  });
});
