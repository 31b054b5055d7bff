import { buildIfStale } from './build.ts';
import { runBuilt } from './built.ts';

/** The `wicket` command out of the project's folder: builds what is stale, then runs the built command line. */
export async function main(words: readonly string[]): Promise<number> {
  return (await buildIfStale()) ? runBuilt('cli', words) : 1;
}
