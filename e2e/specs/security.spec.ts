import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../test.ts';

test.describe('what the page can reach', () => {
  test('has nothing of Node or Electron in it', async ({ app }) => {
    const found = await app.page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in globalThis));
    expect(found).toEqual([]);
  });

  test('sees no more of the bridge than call, on, files and capabilities', async ({ app }) => {
    test.skip(app.shell === 'headless', 'the browser has no preload');
    const names = await app.page.evaluate(() => Object.keys((window as unknown as { inbox: object }).inbox).sort());
    expect(names).toEqual(['call', 'capabilities', 'files', 'on']);
    const kept = await app.page.evaluate(() => {
      const before = (window as unknown as { inbox: unknown }).inbox;
      try {
        (window as unknown as { inbox: unknown }).inbox = {};
      } catch {
        // Strict code throws here, sloppy code does nothing: both leave the bridge as it was.
      }
      return (window as unknown as { inbox: unknown }).inbox === before;
    });
    expect(kept).toBe(true);
  });

  test('cannot run what is written into it, nor call out', async ({ app }) => {
    const results = await app.page.evaluate(async () => {
      const refused: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => void refused.push(event.effectiveDirective));
      // A script of the page's own making; the debugger's evaluation itself stands outside the policy.
      const script = document.createElement('script');
      try {
        script.textContent = 'window.foreign = 1';
      } catch {
        refused.push('script text');
      }
      document.body.append(script);
      if ('foreign' in window) refused.push('a foreign script ran');
      await fetch('https://example.com/').catch(() => refused.push('fetch'));
      const frame = document.createElement('iframe');
      frame.src = 'https://example.com/';
      document.body.append(frame);
      await new Promise((resolve) => document.addEventListener('securitypolicyviolation', (event) => event.effectiveDirective === 'frame-src' && resolve(null)));
      return refused;
    });
    expect(results).not.toContain('a foreign script ran');
    expect(results).toEqual(expect.arrayContaining(['script text', 'fetch', 'frame-src']));
    // The refusals asked for stand on the console; everything else would still fail the test.
    const asked = /Content Security Policy|example\.com|unsafe-eval|Trusted/i;
    app.problems.splice(0, app.problems.length, ...app.problems.filter((line) => !asked.test(line)));
  });

  test('cannot be led away, and a link to the outside goes to the system', async ({ app }) => {
    test.skip(app.shell === 'headless', 'a browser tab is the person’s own');
    const address = app.page.url();
    await app.page.evaluate(() => void window.open('https://example.com/help'));
    await expect.poll(() => app.outside.filter(({ type }) => type === 'opened-outside').map(({ url }) => url)).toEqual(['https://example.com/help']);
    await app.page.evaluate(() => void (location.href = 'https://example.com/away'));
    expect(await app.page.evaluate(() => 1 + 1)).toBe(2);
    expect(app.page.url()).toBe(address);
    expect(app.page.context().pages()).toHaveLength(1);
  });
});

test('the data folder is closed to others and holds no key', async ({ app }) => {
  expect((await stat(app.data)).mode & 0o077).toBe(0);
  expect((await readdir(app.data)).filter((name) => /key/i.test(name))).toEqual([]);
});

test('a stored secret is nowhere in the clear: not in the folder, the log or an answer', async ({ app }) => {
  const secrets = ['EAAGtopsecretaccesstoken123', '0123456789abcdef0123456789abcdef', 'verify-me-please-7788'] as const;
  const saved = await app.call('connections.save', {
    id: null,
    name: 'Shop',
    phone: '+447700900123',
    phoneNumberId: '106540352242922',
    wabaId: '102290129340398',
    appId: null,
    graphUrl: 'http://127.0.0.1:9',
    graphVersion: 'v24.0',
    readReceipts: 'never',
    accessToken: secrets[0],
    appSecret: secrets[1],
    verifyToken: secrets[2],
  });
  expect(saved).toMatchObject({ ok: true });
  const answers = [saved, await app.call('app.state', {}), await app.call('health.get', {})].map((answer) => JSON.stringify(answer));
  for (const secret of secrets) for (const answer of answers) expect(answer).not.toContain(secret);
  for (const name of await readdir(app.data, { recursive: true })) {
    const file = join(app.data, name);
    if (!(await stat(file)).isFile()) continue;
    const bytes = await readFile(file);
    for (const secret of secrets) expect(bytes.includes(secret), `${name} holds a secret`).toBe(false);
  }
});
