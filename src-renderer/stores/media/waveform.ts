/** Bars of a drawn voice note. */
export const BARS = 46;

/** Loudness over time, 0 to 100 a bar, the loudest bar at 100; silence stays silent. */
export function waveformOf(samples: Float32Array, bars: number = BARS): readonly number[] {
  if (samples.length === 0) return Array.from({ length: bars }, () => 0);
  const levels = Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * samples.length) / bars);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * samples.length) / bars));
    // Every tenth part or so is enough to see how loud a bar is.
    const step = Math.max(1, Math.floor((to - from) / 400));
    let sum = 0;
    let count = 0;
    for (let index = from; index < to; index += step) {
      const sample = samples[index] ?? 0;
      sum += sample * sample;
      count += 1;
    }
    return Math.sqrt(sum / Math.max(1, count));
  });
  const loudest = Math.max(...levels);
  // What is quieter than this is noise of the line.
  if (loudest < 0.002) return levels.map(() => 0);
  return levels.map((level) => Math.round((level / loudest) * 100));
}

/** The same shape with another number of bars. */
export function resampled(waveform: readonly number[], bars: number = BARS): readonly number[] {
  if (waveform.length === 0 || waveform.length === bars) return waveform;
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar * waveform.length) / bars);
    const to = Math.max(from + 1, Math.ceil(((bar + 1) * waveform.length) / bars));
    return Math.max(...waveform.slice(from, to));
  });
}
