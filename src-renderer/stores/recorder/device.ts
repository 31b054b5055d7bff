import { levelOf } from './levels.ts';

/** A microphone that is being recorded. */
export interface Recording {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Ends it and gives what was recorded. */
  readonly stop: () => Promise<Blob>;
  /** Ends it and throws everything away. */
  readonly discard: () => void;
}

export interface RecordingListener {
  /** About 20 times a second, also while paused: loudness from 0 to 100. */
  readonly onLevel: (level: number) => void;
  /** The microphone was pulled out, or the system took it away. */
  readonly onLost: () => void;
}

/** Why there is no sound: the person or the system said no, there is no microphone, or something else holds it. */
export type MicrophoneProblem = 'refused' | 'none' | 'busy' | 'unsupported';

export type OpenMicrophone = (listener: RecordingListener) => Promise<Recording | MicrophoneProblem>;

const LEVEL_EVERY_MS = 50;
/** Chunks of this length, so that nothing is lost when the recorder breaks off. */
const CHUNK_MS = 1000;
const types = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4'] as const;

/** Asks for the microphone and records it until it is stopped. */
export const openMicrophone: OpenMicrophone = async ({ onLevel, onLost }) => {
  const type = typeof MediaRecorder === 'undefined' ? undefined : types.find((candidate) => MediaRecorder.isTypeSupported(candidate));
  if (type === undefined || navigator.mediaDevices === undefined) return 'unsupported';
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
  } catch (failure) {
    return problemOf(failure);
  }
  const recorder = new MediaRecorder(stream, { mimeType: type });
  const chunks: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));

  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(levelOf(samples));
  }, LEVEL_EVERY_MS);
  const [track] = stream.getAudioTracks();
  track?.addEventListener('ended', onLost);

  function release(): void {
    clearInterval(timer);
    track?.removeEventListener('ended', onLost);
    for (const each of stream.getTracks()) each.stop();
    void context.close();
  }

  recorder.start(CHUNK_MS);
  return {
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    stop: async () => {
      if (recorder.state !== 'inactive') {
        const stopped = new Promise<void>((resolve) => recorder.addEventListener('stop', () => resolve(), { once: true }));
        recorder.stop();
        await stopped;
      }
      release();
      return new Blob(chunks, { type });
    },
    discard: () => {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
};

function problemOf(failure: unknown): MicrophoneProblem {
  const name = failure instanceof DOMException ? failure.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return 'busy';
}
