import { constants, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { browserBenchmark } from './browser.ts';
import { bytesBenchmark } from './bytes.ts';
import { type Benchmark, type Figure, table } from './figure.ts';
import { fullSize, generateHistory, quickSize } from './generate-history.ts';
import { ingestBenchmark } from './ingest.ts';
import { memoryBenchmark } from './memory.ts';
import { newestPageBenchmark } from './newest-page.ts';
import { quietLog, systemClock } from './quiet.ts';
import { receiveBenchmark } from './receive.ts';
import { startBenchmark } from './start.ts';

const benchmarks: readonly Benchmark[] = [receiveBenchmark, newestPageBenchmark, ingestBenchmark, browserBenchmark, startBenchmark, memoryBenchmark, bytesBenchmark];

const help = `npm run bench [-- options]

  --quick        shorter runs on a smaller history
  --only NAME    one of ${benchmarks.map(({ name }) => name).join(', ')}; several with commas
  --json FILE    the figures as JSON

Exits 1 when a demand is missed.`;

process.exitCode = await main();

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean' }, only: { type: 'string' }, json: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help === true) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const chosen = chooseBenchmarks(values.only);
  if (chosen === null) {
    process.stderr.write(`${help}\n`);
    return 2;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'wicket-bench-'));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

  const quick = values.quick === true;
  const copyHistory = historyIn(join(scratch, 'history'), quick, say);
  const figures: Figure[] = [];
  for (const { name, run } of chosen) {
    say(`${name}…`);
    const own = join(scratch, name);
    mkdirSync(own);
    figures.push(...(await run({ quick, scratch: own, copyHistory, say: (line) => say(`  ${line}`) })));
    rmSync(own, { recursive: true, force: true });
  }
  process.stdout.write(`\n${table(figures)}\n`);
  const report = { at: new Date().toISOString(), node: process.version, quick, figures };
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  else process.stdout.write(`\n${JSON.stringify(report)}\n`);
  return figures.every(({ reached }) => reached) ? 0 : 1;
}

function chooseBenchmarks(only: string | undefined): readonly Benchmark[] | null {
  if (only === undefined) return benchmarks;
  const names = only.split(',');
  const chosen = benchmarks.filter(({ name }) => names.includes(name));
  return chosen.length === names.length ? chosen : null;
}

/** Makes the history when the first benchmark asks for it; each gets a copy of its own. */
function historyIn(folder: string, quick: boolean, tell: (line: string) => void): (to: string) => Promise<string> {
  let made: Promise<void> | undefined;
  const make = async (): Promise<void> => {
    const size = quick ? quickSize : fullSize;
    const from = performance.now();
    await generateHistory({ folder, size, now: Date.now() - 3_600_000, clock: systemClock, log: quietLog });
    tell(`made a history of ${size.messages.toLocaleString('en')} messages in ${((performance.now() - from) / 1000).toFixed(1)} s`);
  };
  return async (to) => {
    await (made ??= make());
    cpSync(folder, to, { recursive: true, mode: constants.COPYFILE_FICLONE });
    return to;
  };
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
