import { randomBytes, randomInt } from 'node:crypto';

/** Choices of the sandbox: repeatable with a seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
  hex(length: number): string;
  digits(length: number): string;
}

/** Without a seed the digits come from the system's own source, fit for secrets. */
export function createRandom(seed?: number): Random {
  const next = seed === undefined ? () => randomInt(2 ** 32) / 2 ** 32 : mulberry32(seed);
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    hex: (length) =>
      seed === undefined
        ? randomBytes(Math.ceil(length / 2)).toString('hex').slice(0, length)
        : Array.from({ length }, () => between(0, 15).toString(16)).join(''),
    digits: (length) => Array.from({ length }, (_, index) => between(index === 0 ? 1 : 0, 9)).join(''),
  };
}

/** A small generator with 32 bits of state, good enough for delays and choices. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
