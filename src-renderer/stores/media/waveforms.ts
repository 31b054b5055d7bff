import { create } from 'zustand';
import { BARS, waveformOf } from './waveform.ts';

interface WaveformsState {
  readonly byMedia: ReadonlyMap<number, readonly number[]>;
}

/** Waveforms that the page computed; what the core gives comes with the message. */
export const useWaveforms = create<WaveformsState>()(() => ({ byMedia: new Map() }));

const KEPT = 300;
const MAX_BYTES = 16_000_000;
/** Loudness needs no more than this (Hz), and decoding is faster with less. */
const RATE = 8000;
const asked = new Set<number>();
const waiting: { readonly mediaId: number; readonly url: string }[] = [];
let busy = false;

/** Computes the waveform of a voice note once, one after the other; what cannot be read keeps an even line. */
export function wantWaveform(media: { readonly mediaId: number; readonly url: string | null; readonly bytes: number | null }): void {
  const { mediaId, url, bytes } = media;
  if (url === null || asked.has(mediaId) || (bytes ?? 0) > MAX_BYTES) return;
  asked.add(mediaId);
  waiting.push({ mediaId, url });
  void work();
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  // The newest first: it is what is on screen now.
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const waveform = await computed(next.url);
    const byMedia = new Map(useWaveforms.getState().byMedia).set(next.mediaId, waveform);
    for (const [mediaId] of byMedia) {
      if (byMedia.size <= KEPT) break;
      byMedia.delete(mediaId);
      asked.delete(mediaId);
    }
    useWaveforms.setState({ byMedia });
  }
  busy = false;
}

async function computed(url: string): Promise<readonly number[]> {
  try {
    const answer = await fetch(url);
    if (!answer.ok) return flat;
    const audio = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(await answer.arrayBuffer());
    return waveformOf(audio.getChannelData(0));
  } catch {
    // A codec that the browser does not know: the note may still play elsewhere, so nothing is said.
    return flat;
  }
}

const flat: readonly number[] = Array.from({ length: BARS }, () => 0);
