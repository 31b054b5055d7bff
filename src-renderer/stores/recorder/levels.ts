/** Loudness from 0 to 100 of one stretch of sound: silence is 0, speech about 30 to 80. Samples lie between -1 and 1. */
export function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const loudness = Math.sqrt(sum / Math.max(1, samples.length));
  if (loudness === 0) return 0;
  // Ears hear in decibels: -60 dB is silence, -10 dB as loud as speech gets.
  const decibels = 20 * Math.log10(loudness);
  return Math.round(Math.min(100, Math.max(0, (decibels + 60) * 2)));
}

/** Draws a long row of levels with `bars` of them: each the loudest of its stretch. */
export function barsOf(levels: readonly number[], bars: number): readonly number[] {
  if (levels.length <= bars) return [...levels, ...Array.from({ length: bars - levels.length }, () => 0)];
  return Array.from({ length: bars }, (_, index) => {
    const from = Math.floor((index * levels.length) / bars);
    const to = Math.max(from + 1, Math.floor(((index + 1) * levels.length) / bars));
    return Math.max(...levels.slice(from, to));
  });
}
