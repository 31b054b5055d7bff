import { expect, test } from '../test.ts';

test('the first screen offers the two doors, without a violation or an error', async ({ app }) => {
  await expect(app.page.getByRole('button', { name: /sandbox/i }).first()).toBeVisible();
  await expect(app.page.getByRole('button', { name: /connect/i }).first()).toBeVisible();
  await expect(app.page).toHaveTitle(/Wicket/);
});

test('the page reaches the core and the receiver listens', async ({ app }) => {
  const state = await app.call('app.state', {});
  expect(state).toMatchObject({ ok: true, value: { shell: app.shell, sandbox: false, connections: [] } });
  expect(await app.webhookUrl()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhook\/whatsapp$/);
});

test('what is stored is there after a restart', async ({ app }) => {
  const changed = await app.call('settings.change', { theme: 'dark' });
  expect(changed.ok).toBe(true);
  await app.kill();
  await app.restart();
  await expect.poll(async () => (await app.call('app.state', {}).catch(() => null))).toMatchObject({ ok: true, value: { settings: { theme: 'dark' } } });
  // The page that lost its host in the middle says so on its console; that is the browser's own line, not ours.
  app.problems.splice(0, app.problems.length, ...app.problems.filter((line) => !/WebSocket|ERR_CONNECTION/.test(line)));
});
