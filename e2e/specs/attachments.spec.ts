import { png, textFile } from '../files.ts';
import { expect, type Meta, test } from '../meta.ts';
import { conversationWith } from '../pages/conversation.ts';
import { Inbox } from '../pages/inbox.ts';

/** Files that were handed to Meta so far. */
async function uploads(meta: Meta): Promise<number> {
  return (await meta.requests('media')).filter(({ method, path, status }) => method === 'POST' && path.endsWith('/media') && status === 200).length;
}

test('a picture with a caption goes out by the picker, and the same file is handed over once', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  const lamp = png('lamp.png');
  await inbox.picker.setInputFiles(lamp);
  await expect(inbox.files).toHaveCount(1);
  await expect(inbox.files).toContainText('Picture');
  await inbox.send('This one?');
  const [sent] = await meta.waitForRequests(1, 'send');
  expect(sent?.body).toMatchObject({ type: 'image', image: { caption: 'This one?', id: expect.stringMatching(/^\d+$/) } });
  const uploaded = await meta.sentFile(sent);
  expect(uploaded).toMatchObject({ mime: 'image/png', bytes: lamp.buffer });
  const bubble = inbox.bubble('This one?');
  await expect(bubble).toHaveAccessibleName(/delivered|read/i, { timeout: 20_000 });
  await expect.poll(() => bubble.locator('img').evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(96);
  await expect(inbox.files).toHaveCount(0);

  await inbox.picker.setInputFiles({ ...lamp, name: 'again.png' });
  await expect(inbox.files).toContainText('Picture');
  await inbox.send('Again');
  const again = (await meta.waitForRequests(2, 'send'))[1];
  expect(again?.body).toMatchObject({ image: { id: uploaded.mediaId, caption: 'Again' } });
  expect(await uploads(meta)).toBe(1);
});

test('several dropped files go out in their order, each with its own caption', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  const { page } = app;
  const files = [png('first.png', 40), png('second.png', 90), textFile('notes.txt', 'Bring a ladder.')];
  const dropped = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, type, text } of given) transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], name, { type }));
    return transfer;
  }, files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, text: buffer.toString('base64') })));
  const pane = page.locator('[data-pane="thread"]');
  await pane.dispatchEvent('dragenter', { dataTransfer: dropped });
  await expect(page.getByText('The files wait above the text. Nothing is sent yet.')).toBeVisible();
  await pane.dispatchEvent('drop', { dataTransfer: dropped });
  await expect(inbox.files).toHaveCount(3);
  await expect(inbox.files.nth(2)).toContainText('Document');
  await page.getByRole('textbox', { name: 'Caption of second.png' }).fill('The second');
  await inbox.files.nth(1).getByRole('button', { name: 'Earlier' }).click();
  await expect(inbox.files.first()).toContainText('second.png');
  await inbox.sendButton.click();
  const sent = await meta.waitForRequests(3, 'send');
  expect(sent.map(({ body }) => body?.['type'])).toEqual(['image', 'image', 'document']);
  expect(sent[0]?.body).toMatchObject({ image: { caption: 'The second' } });
  expect(sent[2]?.body).toMatchObject({ document: { filename: 'notes.txt' } });
  expect((await meta.sentFile(sent[2])).bytes.toString('utf8')).toBe('Bring a ladder.');
});

test('a picture is pasted into the text', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  await inbox.composer.evaluate((field, text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], 'image.png', { type: 'image/png' }));
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true }));
  }, png('image.png').buffer.toString('base64'));
  await expect(inbox.files).toContainText('Picture');
  await inbox.composer.press('Control+Enter');
  const [sent] = await meta.waitForRequests(1, 'send');
  expect(sent?.body).toMatchObject({ type: 'image' });
});

test('what WhatsApp does not take is refused with the way out, before anything leaves', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  const { page } = app;
  await inbox.picker.setInputFiles([png('huge.png', 10, 5_300_000), { name: 'odd.xyz', mimeType: 'application/x-odd', buffer: Buffer.from([1, 2, 3, 0, 255]) }]);
  const huge = inbox.files.filter({ hasText: 'huge.png' });
  await expect(huge.getByRole('alert')).toContainText(/5\.1 MB; WhatsApp takes up to 5 MB\. Make it smaller\./);
  const odd = inbox.files.filter({ hasText: 'odd.xyz' });
  await expect(odd.getByRole('alert')).toContainText('Save it as PDF, or send a link to it.');
  await inbox.composer.press('Control+Enter');
  await expect(page.getByText('2 files cannot be sent. Take them out or put them right.')).toBeVisible();
  expect(await meta.requests('send')).toEqual([]);
  expect(await uploads(meta)).toBe(0);

  await odd.getByRole('button', { name: 'Take odd.xyz out' }).click();
  await huge.getByRole('button', { name: 'Make a smaller JPEG' }).click();
  await expect(inbox.files.getByRole('alert')).toHaveCount(0);
  // Handed over anew, under its new type.
  await expect(inbox.files).toContainText('Picture');
  await inbox.composer.press('Control+Enter');
  const [sent] = await meta.waitForRequests(1, 'send');
  expect(await meta.sentFile(sent)).toMatchObject({ mime: 'image/jpeg' });
});

test('a draft keeps its text, file, caption and quote through a restart', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  await inbox.bubble('Hello').dblclick();
  await inbox.picker.setInputFiles([png('first.png', 40), png('second.png', 90)]);
  await expect(inbox.files.nth(1)).toContainText('Picture');
  await app.page.getByRole('textbox', { name: 'Caption of second.png' }).fill('Caption stays');
  await inbox.composer.fill('Text stays');
  // What was typed is stored after a pause; the list shows it then.
  await inbox.composer.blur();
  await expect.poll(async () => JSON.stringify(await app.call('conversations.page', { connectionId: null, view: 'all', query: '', after: null, limit: 10 }))).toContain('"draft":"Text stays"');
  await app.restart();
  await meta.deliverTo(app);
  if (app.shell === 'headless') await app.page.reload();
  const anew = new Inbox(app.page);
  await anew.open('Emma');
  await expect(anew.composer).toHaveValue('Text stays');
  await expect(anew.files).toHaveCount(2);
  await expect(app.page.getByRole('textbox', { name: 'Caption of second.png' })).toHaveValue('Caption stays');
  await expect(app.page.getByText(/^Reply to Emma/)).toBeVisible();
  await anew.sendButton.click();
  const sent = await meta.waitForRequests(2, 'send');
  expect(sent[0]?.body).toMatchObject({ type: 'image', image: { caption: 'Text stays' }, context: { message_id: expect.stringMatching(/^wamid\./) } });
  expect(sent[1]?.body).toMatchObject({ image: { caption: 'Caption stays' } });
  app.problems.splice(0, app.problems.length, ...app.problems.filter((line) => !/WebSocket|ERR_CONNECTION/.test(line)));
});
