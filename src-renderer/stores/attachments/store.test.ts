import { describe, expect, test } from 'vitest';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FileGrant, Wire } from '../../../src-preload/contract/index.ts';
import { planSending } from './plan.ts';
import { jpegName, sidesToTry } from './shrink.ts';
import { type Attachment, draftAttachments } from './state.ts';
import { createAttachmentsStore, type PickedFile } from './store.ts';

const id = 3 as ConversationId;

function grant(over: Partial<FileGrant> = {}): FileGrant {
  return { fileId: 'grant-01', name: 'a.jpg', mime: 'image/jpeg', bytes: 9, width: 1, height: 1, kinds: ['image'], refusal: null, url: '/files/grant-01', ...over };
}
const picked = (name: string, type = 'image/jpeg'): PickedFile => ({ name, size: 9, type, arrayBuffer: async () => new ArrayBuffer(9) });

function setUp(shrunk: PickedFile | null = picked('small.jpg')) {
  const transfers: { readonly name: string; readonly progress: (share: number) => void; readonly answer: (wire: Wire<FileGrant>) => void; cancelled: boolean }[] = [];
  const released: string[] = [];
  const changed: number[] = [];
  let keys = 0;
  const store = createAttachmentsStore({
    add: (_file, name, progress) => {
      let answer: (wire: Wire<FileGrant>) => void = () => undefined;
      const granted = new Promise<Wire<FileGrant>>((resolve) => {
        answer = resolve;
      });
      const transfer = { name, progress: progress ?? (() => undefined), answer, cancelled: false };
      transfers.push(transfer);
      return {
        grant: granted,
        cancel: () => {
          transfer.cancelled = true;
        },
      };
    },
    release: (fileId) => void released.push(fileId),
    newKey: () => `key-${(keys += 1)}`,
    changed: (which) => void changed.push(which),
    shrink: async () => shrunk,
    words: { unreadable: { code: 'bad_input', message: 'unreadable', cure: 'other' }, nameOfPasted: (mime) => `pasted.${mime.split('/')[1]}` },
  });
  const list = (): readonly Attachment[] => store.getState().byConversation[id] ?? [];
  const answer = async (index: number, wire: Wire<FileGrant>): Promise<void> => {
    transfers[index]?.answer(wire);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { store, transfers, released, changed, list, answer };
}

describe('files above the text', () => {
  test('show how far they have come, then what they can be sent as', async () => {
    const { store, transfers, list, answer, changed } = setUp();
    store.getState().add(id, [picked('a.jpg'), picked('', 'image/png')]);
    expect(list().map(({ name, state }) => [name, state])).toEqual([['a.jpg', 'moving'], ['pasted.png', 'moving']]);
    transfers[0]?.progress(0.5);
    expect(list()[0]?.share).toBe(0.5);
    expect(draftAttachments(list())).toEqual([]);
    await answer(0, { ok: true, value: grant() });
    expect(list()[0]).toMatchObject({ state: 'ready', as: 'image' });
    expect(changed).toEqual([id]);
    expect(draftAttachments(list())).toEqual([{ file: grant(), caption: '', as: 'image' }]);
  });

  test('a refused one says why and what to do, and is made to fit only when asked', async () => {
    const { store, transfers, list, answer, released } = setUp();
    store.getState().add(id, [picked('big.png')]);
    const refusal = { code: 'too_large' as const, message: 'The picture has 9 MB.', cure: 'Make it smaller.', shrinkable: true };
    await answer(0, { ok: true, value: grant({ kinds: [], refusal }) });
    expect(list()[0]).toMatchObject({ state: 'refused', shrinkable: true, problem: { message: 'The picture has 9 MB.', cure: 'Make it smaller.' } });
    expect(transfers).toHaveLength(1);
    const shrinking = store.getState().shrink(id, 'key-1');
    await answer(1, { ok: true, value: grant() });
    expect(transfers[1]?.name).toBe('small.jpg');
    await answer(1, { ok: true, value: grant({ fileId: 'grant-02' }) });
    await shrinking;
    expect(list()[0]).toMatchObject({ state: 'ready', problem: null });
    expect(released).toEqual(['grant-01']);
  });

  test('a picture that cannot be read stays refused', async () => {
    const { store, list, answer } = setUp(null);
    store.getState().add(id, [picked('odd.heic')]);
    await answer(0, { ok: true, value: grant({ kinds: [], refusal: { code: 'wrong_type', message: 'm', cure: 'c', shrinkable: true } }) });
    await store.getState().shrink(id, 'key-1');
    expect(list()[0]).toMatchObject({ state: 'refused', shrinkable: false, problem: { message: 'unreadable' } });
  });

  test('taking one away stops its transfer, and a grant that comes later is let go', async () => {
    const { store, transfers, list, answer, released } = setUp();
    store.getState().add(id, [picked('a.jpg')]);
    store.getState().remove(id, 'key-1');
    expect(transfers[0]?.cancelled).toBe(true);
    await answer(0, { ok: true, value: grant() });
    expect(list()).toEqual([]);
    expect(released).toEqual(['grant-01']);
  });

  test('keep the order that the person gives', () => {
    const { store, list } = setUp();
    store.getState().add(id, [picked('a'), picked('b'), picked('c')]);
    store.getState().move(id, 'key-3', -2);
    store.getState().move(id, 'key-1', -5);
    expect(list().map(({ name }) => name)).toEqual(['a', 'c', 'b']);
  });

  test('a stored draft comes back once', () => {
    const { store, list } = setUp();
    store.getState().adopt(id, [{ file: grant(), caption: 'look', as: 'image' }]);
    store.getState().adopt(id, [{ file: grant({ fileId: 'grant-02' }), caption: '', as: 'image' }]);
    expect(list().map(({ caption, state }) => [caption, state])).toEqual([['look', 'ready']]);
  });

  test('a draft holds no more than thirty', () => {
    const { store, list } = setUp();
    expect(store.getState().add(id, Array.from({ length: 32 }, () => picked('a.jpg')))).toBe(2);
    expect(list()).toHaveLength(30);
  });
});

describe('what one press of Send sends', () => {
  const attachment = (over: Partial<Attachment>): Attachment => ({
    key: 'k', name: 'a', bytes: 1, state: 'ready', share: 1, file: grant(), as: 'image', caption: '', problem: null, shrinkable: false, ...over,
  });
  const sent = (text: string, list: readonly Attachment[]): unknown[] => planSending(text, list).map(({ content }) => content);

  test('the text is the caption of the first file', () => {
    expect(sent(' look ', [attachment({}), attachment({ caption: 'two' })])).toEqual([
      { type: 'image', fileId: 'grant-01', caption: 'look' },
      { type: 'image', fileId: 'grant-01', caption: 'two' },
    ]);
  });

  test.each([
    ['a sound takes none', 'hi', attachment({ as: 'audio' }), null],
    ['one that has a caption keeps it', 'hi', attachment({ caption: 'own' }), 'own'],
    ['a text that is too long for a caption', 'x'.repeat(1025), attachment({}), null],
  ])('it goes before the files where it cannot be: %s', (_name, text, file, caption) => {
    expect(sent(text, [file])).toEqual([{ type: 'text', body: text }, { type: file.as, fileId: 'grant-01', caption }]);
  });

  test('without files it is the text alone', () => {
    expect(sent('hi', [])).toEqual([{ type: 'text', body: 'hi' }]);
  });
});

describe('making a picture smaller', () => {
  test('keeps its shape and never grows it', () => {
    const sides = sidesToTry(8000, 4000);
    expect(sides[0]).toEqual({ width: 4096, height: 2048 });
    expect(sides.every(({ width, height }) => Math.abs(width / height - 2) < 0.02)).toBe(true);
    expect(sidesToTry(200, 100)).toEqual([{ width: 200, height: 100 }]);
  });

  test('names it for what it is', () => {
    expect([jpegName('a.b.png'), jpegName('photo'), jpegName('.hidden')]).toEqual(['a.b.jpg', 'photo.jpg', '.hidden.jpg']);
  });
});
