import { expect, test } from '../meta.ts';
import { Inbox } from '../pages/inbox.ts';

test('the sandbox door opens an inbox full of people, marked as the sandbox, and the way back leads to the doors', async ({ app }) => {
  const { page } = app;
  await page.getByRole('button', { name: 'Open the sandbox' }).click();
  const inbox = new Inbox(page);
  await expect(inbox.rows.first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Sandbox', { exact: true }).first()).toBeVisible();
  await expect.poll(() => inbox.rows.count(), { timeout: 20_000 }).toBeGreaterThan(5);
  expect(await app.call('sandbox.leave', {})).toMatchObject({ ok: true });
  await expect(page.getByRole('button', { name: 'Open the sandbox' })).toBeVisible({ timeout: 20_000 });
});

test('a number is connected by hand, its address and verify token are told, and Meta is asked', async ({ app, meta }) => {
  const { page } = app;
  const { phone, phoneNumberId, wabaId, accessToken, appSecret } = meta.credentials;
  await page.getByRole('button', { name: 'Connect a number' }).click();
  await page.getByRole('button', { name: /Save and go on|Fix \d+ field/ }).click();
  await expect(page.getByText('Still empty.').first()).toBeVisible();

  await page.getByLabel('Phone number', { exact: false }).first().fill('12');
  await page.getByLabel('Phone number ID').fill(phoneNumberId);
  await page.getByLabel('WhatsApp Business Account ID').fill(wabaId);
  await page.getByLabel('Access token').fill(accessToken);
  await page.getByLabel('App secret').fill(appSecret);
  await page.getByRole('button', { name: /Advanced/ }).click();
  await page.getByLabel('Graph API address').fill(meta.graphUrl);
  await page.getByRole('textbox', { name: /^Phone number(?! ID)/ }).fill(phone);
  await page.getByRole('button', { name: /Save and go on|Fix \d+ field/ }).click();

  await expect(page.getByText('/api/webhook/whatsapp').first()).toBeVisible();
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.getByText('Meta knows the number.')).toBeVisible();
  await page.getByRole('button', { name: 'Open the inbox' }).click();
  await expect(page.getByRole('listbox').or(page.getByText(/No conversations|Nobody has written/i)).first()).toBeVisible();

  const shown = await page.content();
  expect(shown).not.toContain(accessToken);
  expect(shown).not.toContain(appSecret);
});
