import { describe, expect, test } from 'vitest';
import { resampled, waveformOf } from './waveform.ts';

describe('the waveform of a voice note', () => {
  test('follows the loudness, with the loudest part at 100', () => {
    const samples = new Float32Array(4000);
    for (let index = 0; index < samples.length; index += 1) samples[index] = Math.sin(index / 3) * (index < 2000 ? 0.2 : 0.8);
    const bars = waveformOf(samples, 4);
    expect(bars[3]).toBeGreaterThan(97);
    expect(bars[0]).toBeGreaterThan(20);
    expect(bars[0]).toBeLessThan(30);
  });

  test('silence and nothing at all stay silent', () => {
    expect(waveformOf(new Float32Array(1000).fill(0.0001), 3)).toEqual([0, 0, 0]);
    expect(waveformOf(new Float32Array(0), 3)).toEqual([0, 0, 0]);
  });

  test('fewer samples than bars still fill every bar', () => {
    expect(waveformOf(new Float32Array([1, 0.5]), 4)).toHaveLength(4);
  });

  test.each([[64], [10], [46]])('%d values given are drawn with the bars that there are, the peak kept', (count) => {
    const given = Array.from({ length: count }, (_, index) => (index === count - 1 ? 100 : 5));
    const bars = resampled(given, 46);
    expect(bars).toHaveLength(46);
    expect(Math.max(...bars)).toBe(100);
  });
});
