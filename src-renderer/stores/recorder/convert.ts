import { inspectOggOpus } from './ogg-opus.ts';

export const VOICE_MIME = 'audio/ogg';
/** Clear speech; an hour has about 11 MB of the 16 that WhatsApp takes. */
const BITS_PER_SECOND = 24_000;
const SAMPLE_RATE = 48_000;

/** Bytes of a true voice note: one stream of Opus with one channel in Ogg. */
export interface VoiceNote {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly durationMs: number;
}

/**
 * Makes a voice note out of any recording that the browser can read. Chromium records no Ogg, and a recording put into another box as it
 * is keeps its channels, so the sound is encoded anew. Rejects when it cannot be read, or when the result is not what WhatsApp needs.
 */
export async function toVoiceNote(recording: Blob): Promise<VoiceNote> {
  const { BlobSource, BufferTarget, Conversion, Input, MP4, OGG, OggOutputFormat, Output, WAVE, WEBM } = await import('mediabunny');
  const input = new Input({ source: new BlobSource(recording), formats: [WEBM, OGG, WAVE, MP4] });
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  try {
    const conversion = await Conversion.init({
      input,
      output,
      video: { discard: true },
      audio: { codec: 'opus', numberOfChannels: 1, sampleRate: SAMPLE_RATE, bitrate: BITS_PER_SECOND, forceTranscode: true },
      tags: {},
    });
    if (!conversion.isValid) throw new Error('The recording holds no sound that can be encoded');
    await conversion.execute();
  } finally {
    input.dispose();
  }
  if (target.buffer === null) throw new Error('The encoder gave nothing');
  const bytes = new Uint8Array(target.buffer);
  const facts = inspectOggOpus(bytes);
  if (facts === null || facts.channels !== 1) throw new Error('The encoder gave no Ogg with one channel of Opus');
  return { bytes, durationMs: facts.durationMs };
}
