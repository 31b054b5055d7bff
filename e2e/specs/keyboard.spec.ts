import { expect, test } from '../meta.ts';
import { Inbox } from '../pages/inbox.ts';

test('an agent reads and answers without a pointer', async ({ app, meta }) => {
  await meta.connect(app);
  const { page } = app;
  const inbox = new Inbox(page);
  for (const [name, text] of [['Jonas', 'Guten Tag'], ['Emma', 'Hello there'], ['Lucía', 'Buenos días']] as const) {
    await meta.say(await meta.persona(name), { kind: 'text', text });
  }
  await expect(inbox.rows).toHaveCount(3);

  await page.keyboard.press('j');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(inbox.lane).toBeVisible();
  await page.keyboard.press('r');
  await expect(inbox.composer).toBeFocused();
  await page.keyboard.type('jk are letters in here');
  await page.keyboard.press('Control+Enter');
  const [sent] = await meta.waitForRequests(1, 'send');
  expect(sent?.body).toMatchObject({ text: { body: 'jk are letters in here' } });

  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { name: 'Connection health' })).toBeVisible();
  await page.keyboard.press('1');
  await expect(inbox.rows.first()).toBeVisible();
});
