import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { methodNames } from '../../src-preload/contract/names.ts';
import { root } from '../drivers/process.ts';
import { expect, test } from '../test.ts';

test('the preload is one small file that names every method and requires nothing but electron', async ({ shell }) => {
  test.skip(shell !== 'stand-in', 'looked at once');
  const text = await readFile(join(root, 'out', 'preload', 'electron.cjs'), 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThan(5_000);
  expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name?.replace(/["'`]/g, ''))).toEqual(['electron']);
  for (const name of methodNames) expect(text).toContain(name);
});

test('the page is minified, names no other host and compiles nothing', async ({ shell }) => {
  test.skip(shell !== 'stand-in', 'looked at once');
  const page = await readFile(join(root, 'out', 'renderer', 'index.html'), 'utf8');
  expect(page).not.toMatch(/https?:|<style|<script(?![^>]*\bsrc=)/);
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
  const code = await readFile(join(root, 'out', 'renderer', script ?? ''), 'utf8');
  expect(code.split('\n').length).toBeLessThan(1_000);
  // The policy of the page forbids what schemas try first, and says so on the console of every start.
  expect(code).not.toMatch(/\bnew Function\b|\bjitless\b/);
});
