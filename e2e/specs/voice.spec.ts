import { expect, test } from '../meta.ts';
import { conversationWith } from '../pages/conversation.ts';

test('a voice note is recorded, listened to and arrives as one', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  const { page } = app;
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  const bar = page.getByRole('group', { name: 'Voice note' });
  await expect(bar).toContainText('0:01');
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(bar).toContainText('Paused');
  await bar.getByRole('button', { name: 'Go on recording' }).click();
  await expect(bar).toContainText('0:02');
  await bar.getByRole('button', { name: 'Stop and listen' }).click();
  await bar.getByRole('button', { name: 'Listen', exact: true }).click();
  await expect(bar.getByRole('button', { name: 'Pause listening' })).toBeVisible();
  expect(await meta.requests('send')).toEqual([]);
  await bar.getByRole('button', { name: 'Send' }).click();

  const [sent] = await meta.waitForRequests(1, 'send');
  expect(sent?.body).toMatchObject({ type: 'audio', audio: { voice: true } });
  const { mime, bytes } = await meta.sentFile(sent);
  expect(mime).toBe('audio/ogg');
  // The first page holds Opus's head alone; its tenth byte counts the channels (RFC 7845).
  expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
  expect(bytes.toString('latin1', 28, 36)).toBe('OpusHead');
  expect(bytes[28 + 9]).toBe(1);
  const bubble = inbox.bubbles.filter({ has: page.getByRole('slider', { name: 'Position' }) });
  await expect(bubble).toHaveAccessibleName(/delivered|read|listened/i, { timeout: 20_000 });
  await expect(bubble).toContainText(/0:0[2-9]/);
  await expect(inbox.composer).toBeVisible();
});

test('a voice note that is thrown away leaves nothing', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  const { page } = app;
  await inbox.composer.fill('Half a sentence');
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await expect(page.getByRole('group', { name: 'Voice note' })).toContainText('0:01');
  await page.keyboard.press('Escape');
  await expect(inbox.composer).toHaveValue('Half a sentence');
  expect(await meta.requests('send')).toEqual([]);
  expect(await meta.requests('media')).toEqual([]);
});
