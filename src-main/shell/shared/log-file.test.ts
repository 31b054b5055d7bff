import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from './log-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wicket-log-'));
  file = join(folder, 'wicket.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('lines arrive in order, in a file for its owner alone', async () => {
  const log = openLogFile(file);
  for (let line = 0; line < 100; line += 1) log.write(`${line}\n`);
  await log.close();
  expect(readFileSync(file, 'utf8').trim().split('\n').map(Number)).toEqual(Array.from({ length: 100 }, (_, line) => line));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that cannot be written stops nobody, and what was lost is told once it can be', async () => {
  mkdirSync(file);
  const log = openLogFile(file);
  log.write('one\n');
  log.write('two\n');
  await log.close();
  rmSync(file, { recursive: true });
  log.write('three\n');
  await log.close();
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('"lines":2,"msg":"log.lines_lost"');
  expect(text).toMatch(/three\n$/);
  expect(text).not.toContain('one');
});

test('a file that has grown too large makes room while the program runs', async () => {
  writeFileSync(file, 'x'.repeat(200));
  const log = openLogFile(file, 100);
  log.write('after\n');
  await log.close();
  expect(readFileSync(file, 'utf8')).toBe('after\n');
  expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(200);
  log.write(`${'y'.repeat(300 * 1024)}\n`);
  await log.close();
  log.write('small\n');
  log.write(`${'z'.repeat(300 * 1024)}\n`);
  await log.close();
  expect(existsSync(`${file}.1`)).toBe(true);
  expect(readFileSync(`${file}.1`, 'utf8')).toContain('yyy');
});
