import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { findChromium, noChromium } from './chromium.ts';
import { childEnvironment, root, runNode } from './run.ts';

/** Measures the product against its floors; exits 1 when a demand of docs/benchmarks.md is missed. */
export async function main(words: readonly string[]): Promise<number> {
  if (!(await buildIfStale())) return 1;
  const chromium = await findChromium();
  if (chromium === null) console.error(noChromium);
  const env = childEnvironment(chromium === null ? {} : { WICKET_CHROMIUM: chromium });
  const { code } = await runNode(join(root, 'src-main', 'benchmarks', 'main.ts'), words, { env });
  return code;
}
