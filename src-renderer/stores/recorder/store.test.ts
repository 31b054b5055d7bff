import { describe, expect, test } from 'vitest';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { VoiceNote } from './convert.ts';
import type { MicrophoneProblem, Recording, RecordingListener } from './device.ts';
import { barsOf, levelOf } from './levels.ts';
import { createRecorderStore, LONGEST_NOTE_MS } from './store.ts';

const id = 4 as ConversationId;
const failure = { code: 'internal' as const, message: 'm', cure: 'c' };

function setUp(given: { microphone?: MicrophoneProblem; convertFails?: boolean; deliver?: readonly (typeof failure | null)[] } = {}) {
  let listener: RecordingListener = { onLevel: () => undefined, onLost: () => undefined };
  let now = 0;
  const log: string[] = [];
  const answers = [...(given.deliver ?? [null])];
  const recording: Recording = {
    pause: () => void log.push('pause'),
    resume: () => void log.push('resume'),
    stop: async () => {
      log.push('stop');
      return new Blob();
    },
    discard: () => void log.push('discard'),
  };
  const note: VoiceNote = { bytes: new Uint8Array(3), durationMs: 2000 };
  const store = createRecorderStore({
    open: async (hears) => {
      listener = hears;
      return given.microphone ?? recording;
    },
    convert: async () => {
      if (given.convertFails === true) throw new Error('no');
      return note;
    },
    urlOf: () => 'blob:note',
    forgetUrl: (url) => void log.push(`forget ${url}`),
    deliver: async (_id, _note, progress) => {
      progress(0.5);
      log.push('deliver');
      return answers.shift() ?? null;
    },
    now: () => now,
    words: { unusable: failure },
  });
  const pass = (ms: number, level = 40): void => {
    now += ms;
    listener.onLevel(level);
  };
  return { store, log, pass, lose: () => listener.onLost() };
}

describe('recording a voice note', () => {
  test('counts only what is recorded, pauses left out', async () => {
    const { store, pass, log } = setUp();
    await store.getState().start(id);
    pass(1000);
    store.getState().pause();
    pass(60_000);
    store.getState().resume();
    pass(500, 0);
    expect(store.getState()).toMatchObject({ phase: 'recording', lengthMs: 1500, levels: [40, 0] });
    expect(log).toEqual(['pause', 'resume']);
  });

  test('is listened to before it goes, and rests afterwards', async () => {
    const { store, log } = setUp();
    await store.getState().start(id);
    await store.getState().stop();
    expect(store.getState()).toMatchObject({ phase: 'listening', url: 'blob:note', lengthMs: 2000 });
    await store.getState().send();
    expect(store.getState()).toMatchObject({ phase: 'idle', conversationId: null, url: null });
    expect(log).toEqual(['stop', 'deliver', 'forget blob:note']);
  });

  test('sending while it records ends it first', async () => {
    const { store, log } = setUp();
    await store.getState().start(id);
    await store.getState().send();
    expect(log).toEqual(['stop', 'deliver', 'forget blob:note']);
  });

  test('a note that could not be sent is kept', async () => {
    const { store } = setUp({ deliver: [failure, null] });
    await store.getState().start(id);
    await store.getState().send();
    expect(store.getState()).toMatchObject({ phase: 'listening', problem: failure, url: 'blob:note' });
    await store.getState().send();
    expect(store.getState().phase).toBe('idle');
  });

  test('throwing away ends the microphone', async () => {
    const { store, log } = setUp();
    await store.getState().start(id);
    store.getState().discard();
    expect(store.getState().phase).toBe('idle');
    expect(log).toEqual(['discard']);
  });

  test('a microphone that comes after it was thrown away is closed at once', async () => {
    const { store, log } = setUp();
    const starting = store.getState().start(id);
    store.getState().discard();
    await starting;
    expect(store.getState().phase).toBe('idle');
    expect(log).toEqual(['discard']);
  });

  test.each(['refused', 'none', 'busy', 'unsupported'] as const)('a microphone that is %s is named', async (microphone) => {
    const { store } = setUp({ microphone });
    await store.getState().start(id);
    expect(store.getState()).toMatchObject({ phase: 'failed', microphone });
  });

  test('what cannot be made into a note says so', async () => {
    const { store } = setUp({ convertFails: true });
    await store.getState().start(id);
    await store.getState().stop();
    expect(store.getState()).toMatchObject({ phase: 'failed', problem: failure });
  });

  test('a microphone that is pulled out ends the recording, to listen to it', async () => {
    const { store, lose } = setUp();
    await store.getState().start(id);
    const heard = new Promise<void>((resolve) => {
      const undo = store.subscribe(({ phase }) => {
        if (phase !== 'listening') return;
        undo();
        resolve();
      });
    });
    lose();
    await heard;
    expect(store.getState().url).toBe('blob:note');
  });

  test('ends by itself where WhatsApp would take no more', async () => {
    const { store, pass, log } = setUp();
    await store.getState().start(id);
    pass(LONGEST_NOTE_MS);
    expect(log).toEqual(['stop']);
  });
});

describe('loudness', () => {
  test.each([
    ['silence', 0, 0],
    ['a whisper', 0.002, 12],
    ['speech', 0.1, 80],
    ['as loud as can be', 1, 100],
  ])('%s', (_name, amplitude, expected) => {
    expect(levelOf(new Float32Array(64).fill(amplitude))).toBe(expected);
  });

  test('many levels are drawn with few bars, the loudest of each stretch', () => {
    expect(barsOf([1, 9, 2, 3, 8, 4], 3)).toEqual([9, 3, 8]);
    expect(barsOf([5], 3)).toEqual([5, 0, 0]);
  });
});
