import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FailureWords } from '../failure-text.ts';
import type { VoiceNote } from './convert.ts';
import type { MicrophoneProblem, OpenMicrophone, Recording } from './device.ts';

/** As long as one note may be: more would not fit into what WhatsApp takes. */
export const LONGEST_NOTE_MS = 60 * 60_000;

export type RecorderPhase = 'idle' | 'asking' | 'recording' | 'paused' | 'converting' | 'listening' | 'sending' | 'failed';

export interface RecorderState {
  /** The conversation for which it records; null when it rests. */
  readonly conversationId: ConversationId | null;
  readonly phase: RecorderPhase;
  /** Recorded so far, pauses left out. */
  readonly lengthMs: number;
  readonly levels: readonly number[];
  /** Where the finished note can be listened to. */
  readonly url: string | null;
  readonly share: number;
  /** Why there is no microphone. */
  readonly microphone: MicrophoneProblem | null;
  /** Why it could not be made or sent; what was recorded is still here unless the phase is `failed`. */
  readonly problem: FailureWords | null;
}

export interface RecorderActions {
  start(id: ConversationId): Promise<void>;
  pause(): void;
  resume(): void;
  /** Ends the recording, to listen to it first. */
  stop(): Promise<void>;
  discard(): void;
  /** Sends what was recorded; ends the recording first when it still runs. */
  send(): Promise<void>;
}

export interface RecorderDependencies {
  readonly open: OpenMicrophone;
  readonly convert: (recording: Blob) => Promise<VoiceNote>;
  readonly urlOf: (note: VoiceNote) => string;
  readonly forgetUrl: (url: string) => void;
  /** Hands the note over and queues it; null when that is done. */
  readonly deliver: (id: ConversationId, note: VoiceNote, progress: (share: number) => void) => Promise<FailureWords | null>;
  /** Milliseconds that only go forward. */
  readonly now: () => number;
  readonly words: { readonly unusable: FailureWords };
}

export type RecorderStore = UseBoundStore<StoreApi<RecorderState & RecorderActions>>;

const resting: RecorderState = {
  conversationId: null,
  phase: 'idle',
  lengthMs: 0,
  levels: [],
  url: null,
  share: 0,
  microphone: null,
  problem: null,
};

/** One voice note at a time, from the microphone to the customer. */
export function createRecorderStore(dependencies: RecorderDependencies): RecorderStore {
  let recording: Recording | null = null;
  let note: VoiceNote | null = null;
  let lastAt = 0;
  /** Raised by every new beginning, so that what comes late from an earlier one is dropped. */
  let attempt = 0;

  return create<RecorderState & RecorderActions>()((set, get) => {
    function onLevel(level: number): void {
      const { phase, lengthMs, levels } = get();
      const now = dependencies.now();
      const passed = now - lastAt;
      lastAt = now;
      if (phase !== 'recording') return;
      set({ lengthMs: lengthMs + passed, levels: [...levels, level] });
      if (lengthMs + passed >= LONGEST_NOTE_MS) void get().stop();
    }

    function clear(): void {
      attempt += 1;
      recording?.discard();
      recording = null;
      note = null;
      const { url } = get();
      if (url !== null) dependencies.forgetUrl(url);
      set(resting);
    }

    return {
      ...resting,

      async start(id) {
        clear();
        const mine = attempt;
        set({ conversationId: id, phase: 'asking' });
        const lost = (): void => {
          if (mine === attempt) void get().stop();
        };
        const opened = await dependencies.open({ onLevel: (level) => (mine === attempt ? onLevel(level) : undefined), onLost: lost });
        if (mine !== attempt) {
          if (typeof opened !== 'string') opened.discard();
          return;
        }
        if (typeof opened === 'string') {
          set({ phase: 'failed', microphone: opened });
          return;
        }
        recording = opened;
        lastAt = dependencies.now();
        set({ phase: 'recording' });
      },

      pause() {
        if (get().phase !== 'recording') return;
        recording?.pause();
        set({ phase: 'paused' });
      },

      resume() {
        if (get().phase !== 'paused') return;
        recording?.resume();
        lastAt = dependencies.now();
        set({ phase: 'recording' });
      },

      async stop() {
        const { phase } = get();
        if (recording === null || (phase !== 'recording' && phase !== 'paused')) return;
        const mine = attempt;
        set({ phase: 'converting' });
        const ended = recording;
        try {
          const blob = await ended.stop();
          const made = await dependencies.convert(blob);
          if (mine !== attempt) return;
          recording = null;
          note = made;
          set({ phase: 'listening', lengthMs: made.durationMs, url: dependencies.urlOf(made) });
        } catch {
          // What the encoder says is no help to the person; the words say what to do.
          if (mine === attempt) set({ phase: 'failed', problem: dependencies.words.unusable });
        }
      },

      discard: clear,

      async send() {
        if (get().phase === 'recording' || get().phase === 'paused') await get().stop();
        const { conversationId, phase } = get();
        if (note === null || conversationId === null || phase !== 'listening') return;
        const mine = attempt;
        set({ phase: 'sending', share: 0, problem: null });
        const problem = await dependencies.deliver(conversationId, note, (share) => {
          if (mine === attempt) set({ share });
        });
        if (mine !== attempt) return;
        if (problem === null) clear();
        else set({ phase: 'listening', problem });
      },
    };
  });
}
