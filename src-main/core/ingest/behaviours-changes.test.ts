import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MessageId } from '../../domain/ids.ts';
import { createMessageHandlers } from '../messages/handlers.ts';
import { type Bench, bodyOf, echo, inbound, me, openBench, status } from './ingest.test-support.ts';
import { listRows, onlyView, views } from './thread.test-support.ts';

// The checklist of what happens to messages after they were written, and of the phone app beside the API.

const t = 1_795_000_000;
const ms = (seconds: number) => seconds * 1000;
const nora = { from: '447700900123', user: 'GB.1001', name: 'Nora' };

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.connect(me.phoneNumberId);
});
afterEach(() => bench.close());

const text = (body: string) => ({ type: 'text', text: { body } });
const edit = (id: string, body: string) => ({ type: 'edit', edit: { original_message_id: `wamid.${id}`, message: text(body) } });
const revoke = (id: string) => ({ type: 'revoke', revoke: { original_message_id: `wamid.${id}` } });
const keepDeleted = (keep: boolean) => bench.storage.write((tx) => tx.settings.set('keepDeleted', keep));
const details = (id: MessageId) => createMessageHandlers({ storage: bench.storage, currentSeq: () => 0 })['messages.details']({ id });

/** Takes bodies one by one in this order and gives what the page sees. */
async function seen(...bodies: readonly unknown[]) {
  for (const body of bodies) await bench.take(body);
  return { views: await views(bench), rows: await listRows(bench) };
}

describe('edited message (`edit`: original id, new content)', () => {
  const original = inbound(nora, 'A', t, text('helo'));
  const first = inbound(nora, 'E1', t + 60, edit('A', 'hello'));
  const second = inbound(nora, 'E2', t + 90, edit('A', 'Hello!'));

  test.each<[string, unknown[]]>([
    ['in order', [original, first, second]],
    ['the edits first', [second, first, original]],
    ['the last edit first', [second, original, first]],
    ['all twice', [original, second, first, original, second, first]],
  ])('changes the stored one and says so: %s', async (_, bodies) => {
    const { views: all, rows } = await seen(...bodies);
    expect(all).toMatchObject([{ wamid: 'wamid.A', text: 'Hello!', editedAt: ms(t + 90), sentAt: ms(t), content: { type: 'text' } }]);
    expect(rows).toMatchObject([{ preview: { kind: 'text', text: 'Hello!' }, lastAt: ms(t), unread: 1, window: { openedAt: ms(t) } }]);
  });

  test('keeps its history in the details', async () => {
    await seen(original, first, second);
    const { id } = await onlyView(bench);
    expect((await details(id)).edits).toEqual([
      { at: ms(t), text: 'helo' },
      { at: ms(t + 60), text: 'hello' },
    ]);
  });

  test('of two edits in one second the greater wamid counts', async () => {
    const other = inbound(nora, 'E3', t + 60, edit('A', 'other'));
    const { views: all, rows } = await seen(original, other, first);
    expect(all).toMatchObject([{ text: 'other' }]);
    expect(rows).toMatchObject([{ preview: { text: 'other' } }]);
  });

  test('of a caption: the picture stays', async () => {
    const { views: all } = await seen(
      inbound(nora, 'A', t, { type: 'image', image: { id: '1', caption: 'teh pier' } }),
      inbound(nora, 'E', t + 9, { type: 'edit', edit: { original_message_id: 'wamid.A', message: { type: 'image', image: { id: '1', caption: 'the pier' } } } }),
    );
    expect(all).toMatchObject([{ kind: 'image', text: 'the pier', content: { type: 'image', media: { state: 'waiting' } } }]);
  });

  test('shows in what quotes it', async () => {
    const { views: all } = await seen(original, inbound(nora, 'B', t + 5, { ...text('that'), context: { id: 'wamid.A' } }), second);
    expect(all[1]?.quote).toMatchObject({ text: 'Hello!' });
  });

  test('of an unknown message opens no chat', async () => {
    expect(await seen(first)).toEqual({ views: [], rows: [] });
    expect(bench.rows('SELECT outcome, reason FROM webhook_item')).toEqual([{ outcome: 'applied', reason: 'parked' }]);
  });
});

describe('deleted message (`revoke`, or `unsupported` with a deletion error, or status `deleted`)', () => {
  const original = inbound(nora, 'A', t, text('secret'));
  const later = inbound(nora, 'B', t + 5, { ...text('after'), context: { id: 'wamid.A' } });
  const revoked = inbound(nora, 'R', t + 60, revoke('A'));

  test.each<[string, unknown[]]>([
    ['in order', [original, later, revoked]],
    ['the deletion first', [revoked, later, original]],
    ['twice', [original, revoked, revoked, later, original]],
    ['unsupported with a deletion error of its own id', [original, later, inbound(nora, 'A', t + 60, { type: 'unsupported', errors: [{ code: 131051, title: 'Message was deleted' }] })]],
    ['the same before the message', [inbound(nora, 'A', t + 60, { type: 'unsupported', errors: [{ code: 131051, title: 'Message was deleted' }] }), later, original]],
    ['unsupported that names it', [original, later, inbound(nora, 'U', t + 60, { type: 'unsupported', unsupported: { type: 'revoke' }, context: { id: 'wamid.A' } })]],
  ])('marked as deleted, stays in place: %s', async (_, bodies) => {
    const { views: all, rows } = await seen(...bodies);
    expect(all.map(({ wamid }) => wamid)).toEqual(['wamid.A', 'wamid.B']);
    expect(all[0]).toMatchObject({ deleted: { by: 'in', at: ms(t + 60) }, text: null, content: { type: 'text' }, sentAt: ms(t) });
    expect(all[1]?.quote).toMatchObject({ kind: 'deleted', text: null });
    expect(rows).toMatchObject([{ preview: { kind: 'text', text: 'after' }, unread: 2, lastAt: ms(t + 5), window: { openedAt: ms(t + 5) } }]);
  });

  test('status `deleted` marks what we sent', async () => {
    const { views: all } = await seen(echo(nora.from, 'E', t), bodyOf({ statuses: [status('E', 'deleted', t + 9)] }));
    expect(all).toMatchObject([{ direction: 'out', deleted: { by: 'out', at: ms(t + 9) }, text: null, state: 'sent' }]);
  });

  test('the list says so; content only by the setting, in thread, quote and details', async () => {
    const { views: [view], rows } = await seen(inbound(nora, 'A', t, { type: 'image', image: { id: '1', caption: 'secret' } }), inbound(nora, 'E', t + 1, edit('A', 'more')), revoked);
    expect(rows).toMatchObject([{ preview: { kind: 'deleted', text: null } }]);
    expect(view).toMatchObject({ kind: 'image', text: null, content: { type: 'text' }, editedAt: null });
    expect(await details(view?.id ?? (0 as MessageId))).toMatchObject({ edits: [], raw: null });
    await keepDeleted(true);
    expect(await onlyView(bench)).toMatchObject({ text: 'more', content: { type: 'image' }, deleted: { by: 'in' } });
    expect(await details(view?.id ?? (0 as MessageId))).toMatchObject({ edits: [{ text: 'secret' }], raw: expect.stringContaining('secret') });
    await keepDeleted(false);
    expect(await onlyView(bench)).toMatchObject({ text: null });
  });

  test('of an unknown message opens no chat, no window, nothing unread', async () => {
    expect(await seen(revoked)).toEqual({ views: [], rows: [] });
    const placeholder = await seen(inbound(nora, 'Z', t, { type: 'unsupported', errors: [{ code: 131051, title: 'Message was deleted' }] }));
    expect(placeholder.views).toMatchObject([{ deleted: { by: 'in' } }]);
    expect(placeholder.rows).toMatchObject([{ preview: { kind: 'deleted' }, unread: 0, window: { openedAt: null } }]);
  });
});

describe('reaction on a known message; changed; removed; on an unknown message: no new chat', () => {
  const react = (id: string, at: number, emoji?: string) => inbound(nora, id, at, { type: 'reaction', reaction: { message_id: 'wamid.A', ...(emoji === undefined ? {} : { emoji }) } });

  test('as the page sees it', async () => {
    expect(await seen(react('R1', t + 1, '👍'))).toEqual({ views: [], rows: [] });
    expect((await seen(inbound(nora, 'A', t))).views).toMatchObject([{ reactions: [{ emoji: '👍', from: 'in', at: ms(t + 1) }] }]);
    expect((await seen(react('R2', t + 2, '❤️'))).views).toMatchObject([{ reactions: [{ emoji: '❤️' }] }]);
    expect((await seen(react('R3', t + 3))).views).toMatchObject([{ reactions: [] }]);
  });
});

describe('coexistence', () => {
  test('echo of image, edit, revoke', async () => {
    const { views: all, rows } = await seen(
      echo(nora.from, 'P', t, { type: 'image', image: { id: '5', caption: 'new hours' } }),
      echo(nora.from, 'Q', t + 1, text('see yuo')),
      echo(nora.from, 'X', t + 2, edit('Q', 'see you')),
      echo(nora.from, 'S', t + 3, text('wrong chat')),
      echo(nora.from, 'Y', t + 4, revoke('S')),
    );
    expect(all).toMatchObject([
      { direction: 'out', source: 'phone_app', content: { type: 'image', media: { state: 'waiting' } }, text: 'new hours' },
      { direction: 'out', text: 'see you', editedAt: ms(t + 2) },
      { direction: 'out', text: null, deleted: { by: 'out', at: ms(t + 4) } },
    ]);
    expect(rows).toMatchObject([{ preview: { kind: 'deleted' }, unread: 0, window: { openedAt: null } }]);
    expect(bench.rows('SELECT meta_id FROM media')).toEqual([{ meta_id: '5' }]);
  });

  test.each([false, true])('`history`: media in it is a placeholder, ids may follow separately (ids first: %s)', async (idsFirst) => {
    const past = (list: readonly object[]) => bodyOf({ history: [{ metadata: { phase: 0 }, threads: [{ id: nora.from, messages: list }] }] }, 'history');
    const placeholders = past([
      { from: nora.from, id: 'wamid.A', timestamp: String(t), type: 'media_placeholder', history_context: { status: 'READ' } },
      { from: me.display, to: nora.from, id: 'wamid.B', timestamp: String(t + 1), type: 'video', video: { caption: 'clip' }, history_context: { status: 'READ' } },
    ]);
    const ids = bodyOf(
      {
        messages: [
          { from: nora.from, id: 'wamid.A', timestamp: String(t), type: 'image', image: { id: '71', mime_type: 'image/jpeg', caption: 'pier' } },
          { from: me.display, to: nora.from, id: 'wamid.B', timestamp: String(t + 1), type: 'video', video: { id: '72', caption: 'clip' } },
        ],
      },
      'history',
    );
    if (!idsFirst) {
      expect((await seen(placeholders)).views).toMatchObject([
        { content: { type: 'unsupported', what: 'media_placeholder' }, unread: false },
        { direction: 'out', content: { type: 'video', media: { state: 'gone' } }, text: 'clip' },
      ]);
      await bench.take(ids);
    } else await bench.take(ids, placeholders);
    expect(await views(bench)).toMatchObject([
      { direction: 'in', source: 'history', content: { type: 'image', media: { state: 'waiting' } }, text: 'pier', unread: false },
      { direction: 'out', content: { type: 'video', media: { state: 'waiting' } }, state: 'read' },
    ]);
    expect(bench.rows('SELECT meta_id, state FROM media ORDER BY meta_id')).toEqual([
      { meta_id: '71', state: 'waiting' },
      { meta_id: '72', state: 'waiting' },
    ]);
    expect(await listRows(bench)).toMatchObject([{ unread: 0 }]);
  });

  test('`smb_app_state_sync` add and remove of contacts: kept, opens no chat', async () => {
    const sync = (action: string) =>
      bodyOf({ state_sync: [{ type: 'contact', contact: { full_name: 'Nora Vale', phone_number: nora.from }, action, metadata: { timestamp: String(t) } }] }, 'smb_app_state_sync');
    expect(await seen(sync('add'), sync('remove'))).toEqual({ views: [], rows: [] });
    expect(bench.rows('SELECT field FROM notice')).toEqual([{ field: 'smb_app_state_sync' }, { field: 'smb_app_state_sync' }]);
  });
});

describe('statuses', () => {
  test('several statuses for several messages in one body; conversation with keys missing; pricing in old and new form', async () => {
    await seen(echo(nora.from, 'A', t), echo(nora.from, 'B', t + 1), echo(nora.from, 'C', t + 2, { type: 'audio', audio: { id: '3', voice: true } }));
    await bench.take(
      bodyOf({
        statuses: [
          status('A', 'delivered', t + 3, { conversation: { id: 'c' }, pricing: { billable: true, pricing_model: 'CBP', category: 'service' } }),
          status('B', 'read', t + 3, { conversation: {}, pricing: { pricing_model: 'PMP', type: 'regular', category: 'utility' } }),
          status('C', 'played', t + 4),
        ],
      }),
    );
    expect((await views(bench)).map(({ state }) => state)).toEqual(['delivered', 'read', 'played']);
  });

  test('failed: code, title, details shown to the agent in words, with what to do', async () => {
    await seen(echo(nora.from, 'A', t), bodyOf({ statuses: [status('A', 'failed', t + 3, { errors: [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'Not on WhatsApp.' } }] })] }));
    expect(await onlyView(bench)).toMatchObject({
      state: 'failed',
      failure: { metaCode: 131026, message: expect.stringMatching(/\w+ \w+/), cure: expect.stringMatching(/\w+ \w+/), details: 'Not on WhatsApp.' },
    });
  });
});
