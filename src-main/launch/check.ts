import { packageCommand, runNode } from './run.ts';

const typeProjects = [
  '.',
  'src-main/domain',
  'src-preload/contract',
  'src-main',
  'src-preload',
  'src-renderer',
  'e2e',
];

/** Types, lint, architecture and unit tests: what "green" means. Ends at the first step that fails. */
export async function main(words: readonly string[]): Promise<number> {
  const only = words[0];
  const steps: readonly (readonly [name: string, work: () => Promise<number>])[] = [
    ['types', types],
    ['lint', lint],
    ['unit', unit],
  ];
  for (const [name, work] of steps) {
    if (only !== undefined && only !== name) continue;
    const from = performance.now();
    const code = await work();
    console.error(`${name}: ${code === 0 ? 'ok' : 'FAILED'} (${((performance.now() - from) / 1000).toFixed(1)} s)`);
    if (code !== 0) return code;
  }
  return 0;
}

async function types(): Promise<number> {
  let worst = 0;
  for (const project of typeProjects) {
    const { code } = await runNode(packageCommand('typescript', 'tsc'), ['-p', project, '--pretty', String(process.stdout.isTTY === true)]);
    if (code !== 0) worst = code;
  }
  return worst;
}

async function lint(): Promise<number> {
  const { code } = await runNode(packageCommand('oxlint'), ['--deny-warnings', '--quiet', 'src-main', 'src-preload', 'src-renderer', 'e2e']);
  return code;
}

async function unit(): Promise<number> {
  // Integration tests (processes that are killed, floods, histories in every order) are `npm test`'s.
  const { code } = await runNode(packageCommand('vitest'), ['run', '--reporter=dot', '--exclude', '**/*.integration.test.ts']);
  return code;
}
