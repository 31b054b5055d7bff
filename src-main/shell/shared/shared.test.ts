import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { WicketError } from '../../domain/errors.ts';
import { chooseFolders, configFolder, defaultDataFolder, type Surroundings } from './folders.ts';
import { openLog } from './log.ts';
import { redactFields, redactText } from './redact.ts';

const linux: Surroundings = { platform: 'linux', env: {}, home: '/home/ana' };

describe('folders', () => {
  test('follow the system', () => {
    expect(defaultDataFolder(linux)).toBe('/home/ana/.local/share/wicket');
    expect(configFolder(linux)).toBe('/home/ana/.config/wicket');
    expect(defaultDataFolder({ ...linux, platform: 'darwin' })).toBe('/home/ana/Library/Application Support/wicket');
  });

  test('follow XDG where it is absolute', () => {
    expect(defaultDataFolder({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/wicket');
    expect(configFolder({ ...linux, env: { XDG_CONFIG_HOME: 'relative' } })).toBe('/home/ana/.config/wicket');
  });

  test('the sandbox has its own folder beside the real one', () => {
    expect(chooseFolders(undefined, true, linux)).toEqual({ real: '/home/ana/.local/share/wicket', sandbox: '/home/ana/.local/share/wicket-sandbox' });
    expect(chooseFolders('/d', false, linux)).toEqual({ real: '/d', sandbox: '/d-sandbox' });
  });

  test('an empty name is not the current folder', () => {
    expect(() => chooseFolders('', false, linux)).toThrow(expect.objectContaining({ code: 'folder_unusable' }));
  });

  test('a folder named together with the sandbox is the sandbox', () => {
    expect(chooseFolders('/d', true, linux).sandbox).toBe('/d');
    expect(chooseFolders('/d-sandbox', true, linux)).toEqual({ real: '/d', sandbox: '/d-sandbox' });
  });
});

describe('the log', () => {
  test.each([
    ['a bearer header', 'sent Bearer abc.def', 'sent [redacted]'],
    ["a token of Meta's", 'EAAGm0PX4ZCpsBAKZCZDx', '[redacted]'],
    ['an app secret', `key ${'0f'.repeat(16)}`, 'key [redacted]'],
    ['a phone number', 'to +44 7700 900123 now', 'to +…23 now'],
  ])('hides %s', (_name, text, shown) => {
    expect(redactText(text)).toBe(shown);
  });

  test('hides fields by their name and keeps ids and counts', () => {
    expect(redactFields({ accessToken: 'x', text: 'hello', phone: '123', messageId: 5, code: 'window_closed', phoneNumberId: '1234' })).toEqual({
      accessToken: '[redacted]',
      text: '[redacted]',
      phone: '[redacted]',
      messageId: 5,
      code: 'window_closed',
      phoneNumberId: '1234',
    });
  });

  test('writes what was thrown without the words of others, into a file for its owner', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wicket-log-'));
    const log = openLog(folder, 'info');
    log.info('ingest.applied', { items: 3 });
    log.error('graph.failed', {}, new TypeError('token EAAGsecretsecret for Mariana'));
    log.error('core.failed', {}, new WicketError('disk_full'));
    await log.close();
    const file = join(folder, 'wicket.log');
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('ingest.applied');
    expect(text).toContain('"errorName":"TypeError"');
    expect(text).toContain('The disk is full.');
    expect(text).not.toMatch(/EAAG|Mariana/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(folder, { recursive: true });
  });
});
