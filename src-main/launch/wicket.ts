import { join } from 'node:path';
import { buildIfStale } from './build.ts';
import { root, runNode } from './run.ts';

/** The `wicket` command out of the project's folder: builds what is stale, then runs the built command line. */
export async function main(words: readonly string[]): Promise<number> {
  if (!(await buildIfStale())) return 1;
  const { code } = await runNode(join(root, 'out', 'main', 'cli.js'), words, { cwd: process.cwd(), env: process.env });
  return code;
}
