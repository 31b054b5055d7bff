import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Where a package may run. A package that nobody has filed here fails the test. */
const packages: Readonly<Record<'std' | 'node' | 'dom' | 'electron' | 'tools', readonly string[]>> = {
  std: ['zod', 'libphonenumber-js'],
  node: ['better-sqlite3', 'conf', 'express', 'kysely', 'pino', 'ws'],
  dom: ['@base-ui/react', '@tanstack/react-virtual', 'emojilib', 'lucide-react', 'mediabunny', 'react', 'react-dom', 'unicode-emoji-json', 'zustand'],
  electron: ['electron', 'electron-store'],
  tools: ['@axe-core/playwright', '@vitejs/plugin-react', 'electron-vite', 'fast-check', 'oxc-parser', 'playwright', 'vite', 'vitest'],
};

interface Rule {
  /** Which files: a folder with a slash at its end, or one file. The first rule that fits is the file's. */
  readonly from: string;
  /** Places of ours that it may import; its own is always among them. */
  readonly may: readonly string[];
  /** Places of which it may import types only. */
  readonly types?: readonly string[];
  /** Packages; `node:` stands for all of Node. */
  readonly packages: readonly string[];
}

const contractNames = ['src-preload/contract/names.ts', 'src-preload/contract/channels.ts', 'src-preload/contract/frames.ts'];
const allOfRenderer = ['src-renderer/'];

/** The table of `architecture.md`, in its order. */
const rules: readonly Rule[] = [
  { from: 'src-main/domain/', may: [], packages: ['libphonenumber-js'] },
  { from: 'src-preload/contract/', may: ['src-main/domain/'], packages: ['zod'] },
  { from: 'src-main/wire/', may: ['src-main/domain/'], packages: ['zod', 'node:crypto'] },
  { from: 'src-main/ports.ts', may: ['src-main/domain/'], packages: [] },
  {
    from: 'src-main/core/',
    may: ['src-main/domain/', 'src-preload/contract/', 'src-main/wire/', 'src-main/ports.ts'],
    types: ['src-main/storage/', 'src-main/graph/'],
    packages: ['zod', 'node:'],
  },
  ...(['storage', 'graph', 'webhook', 'tunnel', 'sandbox'] as const).map((part) => ({
    from: `src-main/${part}/`,
    may: ['src-main/domain/', 'src-main/wire/', 'src-main/ports.ts'],
    packages: ['node:', 'zod', ...{ storage: ['better-sqlite3', 'kysely'], graph: [], webhook: ['express'], tunnel: [], sandbox: ['express'] }[part]],
  })),
  { from: 'src-main/workers/', may: ['src-main/domain/', 'src-main/ports.ts', 'src-main/storage/'], packages: ['node:'] },
  {
    from: 'src-main/compose',
    may: [
      'src-main/compose', 'src-main/domain/', 'src-preload/contract/', 'src-main/wire/', 'src-main/ports.ts', 'src-main/core/', 'src-main/storage/',
      'src-main/graph/', 'src-main/webhook/', 'src-main/tunnel/', 'src-main/sandbox/', 'src-main/workers/',
    ],
    types: ['src-main/commands/'],
    packages: ['node:'],
  },
  {
    from: 'src-main/shell/shared/',
    may: ['src-preload/contract/', 'src-main/ports.ts', 'src-main/domain/', 'package.json'],
    types: ['src-main/compose.ts'],
    packages: ['node:', 'pino', 'zod'],
  },
  {
    from: 'src-main/shell/desktop/',
    may: ['src-main/compose.ts', 'src-main/shell/shared/', 'src-preload/contract/', 'src-main/ports.ts', 'src-main/domain/'],
    packages: ['node:', 'electron', 'electron-store'],
  },
  {
    from: 'src-main/shell/headless/',
    may: ['src-main/compose.ts', 'src-main/shell/shared/', 'src-preload/contract/', 'src-main/ports.ts', 'src-main/domain/'],
    packages: ['node:', 'express', 'ws', 'conf', 'zod'],
  },
  {
    from: 'src-main/commands/',
    may: ['src-main/domain/', 'src-main/wire/', 'src-main/ports.ts', 'src-main/sandbox/', 'src-preload/contract/'],
    types: ['src-main/core/'],
    packages: ['node:'],
  },
  {
    from: 'src-main/cli.ts',
    may: ['src-main/compose', 'src-main/commands/', 'src-main/shell/headless/', 'src-main/shell/shared/', 'src-main/sandbox/', 'src-main/wire/', 'src-main/ports.ts', 'src-main/domain/'],
    types: ['src-main/core/', 'src-preload/contract/'],
    packages: ['node:'],
  },
  { from: 'src-main/headless.ts', may: ['src-main/compose.ts', 'src-main/commands/', 'src-main/shell/headless/', 'src-main/shell/shared/'], packages: ['node:'] },
  { from: 'src-main/desktop.ts', may: ['src-main/compose.ts', 'src-main/shell/desktop/', 'src-main/shell/shared/'], packages: ['node:', 'electron'] },
  { from: 'src-main/launch/', may: [], packages: ['node:', 'playwright'] },
  // Floors and generators measure below every layer.
  { from: 'src-main/benchmarks/', may: ['src-main/', 'src-preload/contract/'], packages: ['node:', 'better-sqlite3', 'playwright', 'ws'] },
  {
    from: 'src-preload/electron.ts',
    may: [...contractNames, 'src-preload/failures.ts', 'src-preload/transfer.ts'],
    types: ['src-preload/contract/'],
    packages: ['electron'],
  },
  {
    from: 'src-preload/',
    may: contractNames,
    types: ['src-preload/contract/', 'src-main/domain/'],
    packages: [],
  },
  { from: 'src-renderer/bridge/', may: ['src-preload/web.ts', ...contractNames], types: ['src-preload/contract/', 'src-main/domain/'], packages: [] },
  {
    from: 'src-renderer/stores/',
    may: ['src-renderer/bridge/', 'src-preload/contract/', 'src-main/domain/', 'src-renderer/i18n/'],
    packages: ['zustand', 'react', 'zod', 'mediabunny'],
  },
  {
    from: 'src-renderer/features/',
    may: ['src-renderer/components/', 'src-renderer/stores/', 'src-renderer/i18n/', 'src-renderer/styles/', 'src-preload/contract/', 'src-main/domain/'],
    packages: [...packages.dom, 'zod'],
  },
  { from: 'src-renderer/components/', may: ['src-renderer/styles/', 'src-renderer/i18n/', 'src-main/domain/'], packages: packages.dom },
  { from: 'src-renderer/i18n/', may: ['src-main/domain/'], types: ['src-preload/contract/'], packages: ['react'] },
  { from: 'src-renderer/app/', may: [...allOfRenderer, 'src-main/domain/', 'src-preload/contract/'], packages: packages.dom },
  // The page alone with an invented core, for looking at it.
  // Bundles sources for a trial in a browser; it imports none of them itself.
  { from: 'e2e/bundles/', may: [], packages: ['node:', 'vite'] },
  { from: 'e2e/look/', may: ['src-renderer/app/'], types: ['src-preload/contract/', 'src-main/domain/'], packages: ['node:', 'playwright', 'vite', '@vitejs/plugin-react'] },
  {
    from: 'e2e/',
    may: ['src-main/launch/', 'src-preload/contract/names.ts', 'src-preload/contract/channels.ts'],
    types: ['src-preload/contract/', 'src-main/sandbox/'],
    packages: ['node:', 'playwright', '@axe-core/playwright', 'ws', 'vitest'],
  },
  { from: '', may: ['src-main/', 'e2e/'], packages: ['node:', ...packages.tools] },
];

interface Import {
  readonly file: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

const files = ['src-main', 'src-preload', 'src-renderer', 'e2e']
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`))
  .filter((name) => /\.(tsx?|mjs)$/.test(name) && !name.endsWith('.d.ts') && !name.includes('/results/') && statSync(join(root, name)).isFile());

/** Tests, and what only tests use, may reach further. */
const isTest = (file: string): boolean => /\.test\.tsx?$|\.test-support\.tsx?$|\/testing\/|conformance\.ts$/.test(file);

function importsOf(file: string): Import[] {
  const { module, program, errors } = parseSync(file, readFileSync(join(root, file), 'utf8'));
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports) {
    found.push({ file, specifier: moduleRequest.value, typeOnly: entries.length > 0 && entries.every(({ isType }) => isType) });
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest !== null && moduleRequest !== undefined) found.push({ file, specifier: moduleRequest.value, typeOnly: isType });
    }
  }
  const source = readFileSync(join(root, file), 'utf8');
  for (const { moduleRequest } of module.dynamicImports) {
    const text = source.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(['"])(.*)\1$/.exec(text)?.[2];
    if (literal !== undefined) found.push({ file, specifier: literal, typeOnly: false });
  }
  if (program.type !== 'Program') throw new Error(file);
  return found;
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isWithin(target: string, place: string): boolean {
  return place === '' || target === place || (place.endsWith('/') || place === 'src-main/compose' ? target.startsWith(place) : false);
}

function ruleOf(file: string): Rule {
  const found = rules.find(({ from }) => isWithin(file, from));
  if (found === undefined) throw new Error(`No rule for ${file}`);
  return found;
}

/** Why an import may not be; null when it may. */
function objection({ file, specifier, typeOnly }: Import): string | null {
  const rule = ruleOf(file);
  if (!specifier.startsWith('.')) {
    if (specifier.startsWith('node:')) {
      return rule.packages.includes('node:') || rule.packages.includes(specifier) || isTest(file) ? null : 'Node is not for this place';
    }
    const name = packageOf(specifier);
    if (!Object.values(packages).some((group) => group.includes(name))) return 'nobody has filed this package under std, node, dom, electron or tools';
    if (rule.packages.includes(name)) return null;
    if (isTest(file) && [...packages.tools, ...packages.std, ...packages.node].includes(name)) return null;
    return 'this package is not for this place';
  }
  const target = relative(root, join(root, dirname(file), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/');
  if (/\.(css|svg|png)$/.test(target)) return null;
  const feature = /^src-renderer\/features\/[^/]+\//;
  if (feature.test(file) && feature.test(target)) {
    return feature.exec(file)?.[0] === feature.exec(target)?.[0] ? null : 'a feature does not import another feature';
  }
  if (rule.from !== '' && isWithin(target, rule.from)) return null;
  if (rule.may.some((place) => isWithin(target, place))) return null;
  if (typeOnly && rule.types?.some((place) => isWithin(target, place)) === true) return null;
  if (isTest(file) && mayTestReach(rule, target)) return null;
  return rule.types?.some((place) => isWithin(target, place)) === true ? 'types only' : 'this direction is not allowed';
}

/** Tests beside the code also use the real storage, the sandbox and what stands in for the core. */
function mayTestReach(rule: Rule, target: string): boolean {
  if (rule.from.startsWith('src-renderer/')) return isWithin(target, 'src-renderer/') || isWithin(target, 'src-preload/');
  return isWithin(target, 'src-main/') || isWithin(target, 'src-preload/');
}

test('every import goes in an allowed direction', () => {
  const objections = files
    .filter((file) => file !== 'src-main/architecture.test.ts')
    .flatMap(importsOf)
    .map((one) => ({ ...one, why: objection(one) }))
    .filter(({ why }) => why !== null)
    .map(({ file, specifier, why }) => `${file} imports ${specifier}: ${why}`);
  expect(objections).toEqual([]);
});

test('only tests import what is for tests', () => {
  const wrong = files
    .filter((file) => !isTest(file) && !file.startsWith('e2e/'))
    .flatMap(importsOf)
    .filter(({ specifier }) => isTest(specifier) || packages.tools.includes(packageOf(specifier)))
    .filter(({ file, specifier }) => !(file.startsWith('src-main/launch/') && specifier === 'playwright'));
  expect(wrong).toEqual([]);
});

describe('the test itself', () => {
  const judge = (file: string, specifier: string, typeOnly = false): string | null => objection({ file, specifier, typeOnly });

  test.each([
    ['src-main/domain/x.ts', 'node:fs'],
    ['src-main/domain/x.ts', '../ports.ts'],
    ['src-main/core/x.ts', 'electron'],
    ['src-main/core/x.ts', 'better-sqlite3'],
    ['src-main/core/x.ts', '../storage/open.ts'],
    ['src-main/core/x.ts', '../shell/shared/log.ts'],
    ['src-main/storage/x.ts', '../core/rpc.ts'],
    ['src-main/storage/x.ts', '../graph/index.ts'],
    ['src-main/shell/headless/x.ts', 'electron'],
    ['src-main/shell/desktop/x.ts', '../headless/server.ts'],
    ['src-preload/electron.ts', 'zod'],
    ['src-preload/electron.ts', './contract/methods.ts'],
    ['src-renderer/features/list/x.tsx', '../thread/y.tsx'],
    ['src-renderer/features/list/x.tsx', '../../bridge/inbox.ts'],
    ['src-renderer/components/X.tsx', '../stores/ui.ts'],
    ['src-main/core/x.ts', 'left-pad'],
    ['e2e/specs/x.ts', '../../src-main/core/rpc.ts'],
  ])('refuses that %s imports %s', (file, specifier) => expect(judge(file, specifier)).not.toBeNull());

  test('lets types pass where only types may', () => {
    expect(judge('src-main/core/x.ts', '../storage/storage.ts', true)).toBeNull();
    expect(judge('src-main/core/x.ts', '../storage/storage.ts', false)).toBe('types only');
    expect(judge('src-preload/electron.ts', './contract/methods.ts', true)).toBeNull();
  });
});
