/** One measured figure and what it must reach. */
export interface Figure {
  /** What was measured, in the words of docs/benchmarks.md. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The floor measured in the same run, in the same unit; null where the demand is absolute. */
  readonly floor: number | null;
  /** value / floor; null without a floor. */
  readonly ratio: number | null;
  readonly demand: string;
  readonly reached: boolean;
}

export interface BenchOptions {
  /** Short runs on a smaller history, for CI: figures are noisier, demands the same. */
  readonly quick: boolean;
  /** A folder of its own for each benchmark; removed afterwards. */
  readonly scratch: string;
  /** Copies the made history to a folder and answers it. It is made when it is first asked for. */
  readonly copyHistory: (to: string) => Promise<string>;
  /** A line about what is going on, for the person who waits. */
  readonly say: (line: string) => void;
}

export interface Benchmark {
  readonly name: string;
  run(options: BenchOptions): Promise<readonly Figure[]>;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** Nearest-rank percentile; NaN for no values. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** A figure whose demand is a multiple of its floor, more being better (requests a second, items a second). */
export function atLeastTimesFloor(what: string, unit: string, value: number, floor: number, times: number): Figure {
  const ratio = value / floor;
  return { what, value, unit, floor, ratio, demand: `≥ ${times}× floor`, reached: ratio >= times };
}

/** A figure whose demand is at most a multiple of its floor, less being better (milliseconds). */
export function atMostTimesFloor(what: string, unit: string, value: number, floor: number, times: number): Figure {
  const ratio = value / floor;
  return { what, value, unit, floor, ratio, demand: `≤ ${times}× floor`, reached: ratio <= times };
}

export function atMost(what: string, unit: string, value: number, limit: number, floor: number | null = null): Figure {
  return { what, value, unit, floor, ratio: floor === null ? null : value / floor, demand: `≤ ${limit.toLocaleString('en')} ${unit}`, reached: value <= limit };
}

export function atLeast(what: string, unit: string, value: number, limit: number): Figure {
  return { what, value, unit, floor: null, ratio: null, demand: `≥ ${limit.toLocaleString('en')} ${unit}`, reached: value >= limit };
}

/** The table that a person reads. */
export function table(figures: readonly Figure[]): string {
  const rows = [
    ['what', 'value', 'floor', 'ratio', 'must reach', ''],
    ...figures.map((figure) => [
      figure.what,
      `${round(figure.value)} ${figure.unit}`,
      figure.floor === null ? '–' : `${round(figure.floor)} ${figure.unit}`,
      figure.ratio === null ? '–' : `${round(figure.ratio)}×`,
      figure.demand,
      figure.reached ? 'reached' : 'MISSED',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => [...(row[column] ?? '')].length))) ?? [];
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n');
}

function round(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}
