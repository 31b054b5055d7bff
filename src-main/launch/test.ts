import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { findChromium, noChromium } from './chromium.ts';
import { childEnvironment, packageCommand, root, runNode } from './run.ts';

interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly code: number;
}

/** Unit, integration and end-to-end tests. The last line is `N passed, N failed`. Words choose end-to-end specs. */
export async function main(words: readonly string[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'wicket-test-'));
  try {
    // First, because the tests of the command line start a host, and a host serves the built page.
    const built = await buildIfStale();
    const unitTotals = await unit(folder);
    const parts = [unitTotals, built ? await endToEnd(folder, words) : { passed: 0, failed: 0, code: 1 }];
    const passed = parts.reduce((sum, part) => sum + part.passed, 0);
    const broken = parts.filter((part) => part.code !== 0 && part.failed === 0).length;
    const failed = parts.reduce((sum, part) => sum + part.failed, 0) + broken;
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Takes the screenshots that people look at, into `e2e/results/look`. */
export async function look(words: readonly string[]): Promise<number> {
  if (!(await buildIfStale())) return 1;
  const chromium = await findChromium();
  if (chromium === null) {
    console.error(noChromium);
    return 1;
  }
  const { code } = await playwright(['--grep', '@look', ...words], chromium, { WICKET_LOOK: '1' });
  return code;
}

async function unit(folder: string): Promise<Totals> {
  const report = join(folder, 'unit.json');
  const words = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await runNode(packageCommand('vitest'), words);
  const found = readReport(report) as { numPassedTests?: number; numFailedTests?: number } | null;
  return { code, passed: found?.numPassedTests ?? 0, failed: found?.numFailedTests ?? 0 };
}

async function endToEnd(folder: string, words: readonly string[]): Promise<Totals> {
  const chromium = await findChromium();
  if (chromium === null) {
    console.error(noChromium);
    return { code: 1, passed: 0, failed: 0 };
  }
  const report = join(folder, 'e2e.json');
  const { code } = await playwright([...words, '--reporter=line,json'], chromium, { PLAYWRIGHT_JSON_OUTPUT_FILE: report });
  const found = readReport(report) as { stats?: { expected: number; flaky: number; unexpected: number } } | null;
  return { code, passed: (found?.stats?.expected ?? 0) + (found?.stats?.flaky ?? 0), failed: found?.stats?.unexpected ?? 0 };
}

function playwright(words: readonly string[], chromium: string, extra: Readonly<Record<string, string>>) {
  const env = childEnvironment({ WICKET_CHROMIUM: chromium, ...extra });
  return runNode(packageCommand('playwright'), ['test', '--config', join(root, 'e2e', 'playwright.config.ts'), ...words], { env });
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
