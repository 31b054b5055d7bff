import type { Locator } from 'playwright';
import { stretched } from '../files.ts';
import { expect, type Meta, test } from '../meta.ts';
import { conversationWith } from '../pages/conversation.ts';

/** Waits until the picture's bytes came from the product itself and were drawn. */
async function expectDrawn(image: Locator): Promise<void> {
  await expect(image).toHaveAttribute('src', /^\/media\/\d+/);
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(0);
}

test('a picture with a caption is drawn, opens in the viewer and stands in the shared media', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Mariana', app, meta);
  const { page } = app;
  await meta.say(customer, { kind: 'image', caption: 'Chegou assim' });
  const bubble = inbox.bubble('Chegou assim');
  await expectDrawn(bubble.getByRole('img', { name: 'Photo: Chegou assim' }));
  await expect(inbox.row('Mariana')).toContainText('Chegou assim');
  await bubble.getByRole('button', { name: 'Look at it' }).click();
  const viewer = page.getByRole('dialog', { name: 'Photo' });
  await expectDrawn(viewer.getByRole('img', { name: 'Photo' }));
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(page.getByRole('region', { name: 'Shared media' }).getByRole('button', { name: /^Photo/ })).toHaveCount(1);
});

test('pictures that were sent together are one block', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Mariana', app, meta);
  for (let picture = 0; picture < 3; picture += 1) await meta.say(customer, { kind: 'image' });
  const album = app.page.getByRole('article', { name: /3 pictures/ });
  await expect(album).toBeVisible();
  await expect(inbox.bubbles).toHaveCount(2);
  for (const image of await album.locator('img').all()) await expectDrawn(image);
  await album.getByRole('button', { name: 'Look at picture 2 of 3' }).click();
  const viewer = app.page.getByRole('dialog', { name: 'Photo' });
  await expect(viewer).toContainText('2 of 3');
  await app.page.keyboard.press('ArrowRight');
  await expect(viewer).toContainText('3 of 3');
});

test('a video plays from the middle, by ranges of its bytes', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Mariana', app, meta);
  const sample = await sampleVideo(meta);
  await meta.say(customer, { kind: 'video', caption: 'Olha', mimeType: 'video/mp4', base64: stretched(sample, 6_000_000).toString('base64') });
  const video = inbox.bubble('Olha').locator('video');
  await expect(video).toHaveAttribute('src', /^\/media\/\d+/);
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => Math.round(element.duration))).toBe(4);
  const at = await video.evaluate(
    (element: HTMLVideoElement) =>
      new Promise<number>((resolve) => {
        element.addEventListener('seeked', () => resolve(element.currentTime), { once: true });
        element.currentTime = 3;
      }),
  );
  expect(at).toBe(3);
  const answer = await video.evaluate(async (element: HTMLVideoElement) => {
    const part = await fetch(element.src, { headers: { range: 'bytes=4-7' } });
    return { status: part.status, text: await part.text(), range: part.headers.get('content-range'), type: part.headers.get('content-type'), sniff: part.headers.get('x-content-type-options') };
  });
  expect(answer).toMatchObject({ status: 206, text: 'ftyp', type: 'video/mp4', sniff: 'nosniff', range: expect.stringMatching(/^bytes 4-7\/\d{7}$/) });
});

test('a voice note plays with its length and speed, a sticker stands bare, a document is saved under its name', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Mariana', app, meta);
  const { page } = app;
  await meta.say(customer, { kind: 'audio', voice: true });
  const voice = inbox.bubbles.filter({ has: page.getByRole('slider', { name: 'Position' }) });
  await expect(voice).toContainText('0:04');
  await voice.getByRole('button', { name: 'Play' }).click();
  await expect(voice.getByRole('button', { name: 'Pause' })).toBeVisible();
  await voice.getByRole('button', { name: 'Speed 1' }).click();
  await expect(voice.getByRole('button', { name: 'Speed 1.5' })).toBeVisible();
  await expect.poll(async () => Number(await voice.getByRole('slider').getAttribute('aria-valuenow'))).toBeGreaterThan(0);

  await meta.say(customer, { kind: 'sticker' });
  await expectDrawn(inbox.lane.getByRole('img', { name: 'Sticker' }));

  await meta.say(customer, { kind: 'document', filename: 'Orçamento nº 7.pdf', caption: 'Segue' });
  const document = inbox.bubble('Segue');
  await expect(document).toContainText(/Orçamento.*1 page/s);
  const save = document.getByRole('link', { name: 'Save Orçamento nº 7.pdf' });
  const answer = await save.evaluate(async (link: HTMLAnchorElement) => {
    const got = await fetch(link.href);
    return { start: (await got.text()).slice(0, 5), disposition: got.headers.get('content-disposition'), type: got.headers.get('content-type'), policy: got.headers.get('content-security-policy') };
  });
  expect(answer).toMatchObject({ start: '%PDF-', type: 'application/pdf', disposition: expect.stringContaining("filename*=UTF-8''Or%C3%A7amento"), policy: expect.stringContaining('sandbox') });
});

test('a file that cannot be fetched says so, is asked for by hand, and heals', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Mariana', app, meta);
  await meta.control('faults/requests', { type: 'status', status: 500, on: 'media', times: 100 });
  await meta.say(customer, { kind: 'image', caption: 'Quase' });
  const bubble = inbox.bubble('Quase');
  await expect(bubble).toContainText('Not fetched yet');
  await expect(bubble).toContainText('WhatsApp keeps it until');
  // From the second failure on it waits long enough for a person to be faster.
  await meta.waitForRequests(2, 'media');
  await expect(bubble).toContainText('Next try');
  await meta.heal();
  await bubble.getByRole('button', { name: 'Fetch now' }).click();
  await expectDrawn(bubble.getByRole('img', { name: 'Photo: Quase' }));
});

test('dead addresses are looked up again, a wrong hash is told, and what is gone is named so', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Mariana', app, meta);
  await meta.say(customer, { kind: 'image', caption: 'Velha', mediaFault: 'expired-url' });
  await expectDrawn(inbox.bubble('Velha').getByRole('img'));
  await meta.say(customer, { kind: 'image', caption: 'Sem endereço', mediaFault: 'no-url' });
  await expectDrawn(inbox.bubble('Sem endereço').getByRole('img'));
  await meta.say(customer, { kind: 'document', caption: 'Outro', mediaFault: 'wrong-hash' });
  await expect(inbox.bubble('Outro')).toContainText('The bytes differ from what WhatsApp announced');
  await expect(inbox.bubble('Outro').getByRole('link', { name: 'Save document.pdf' })).toBeVisible();

  await meta.say(customer, { kind: 'image', caption: 'Perdida', mediaFault: 'dead-id' });
  const lost = inbox.bubble('Perdida');
  await expect(lost).toContainText('Not fetched yet');
  const gone = lost.getByText('WhatsApp no longer has this file');
  await expect(async () => {
    if (!(await gone.isVisible())) await lost.getByRole('button', { name: 'Fetch now' }).click({ timeout: 1_000 });
    await expect(gone).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await expect(lost.getByRole('button', { name: 'Fetch now' })).toHaveCount(0);
});

/** The video that the sandbox's people send, as they send it. */
async function sampleVideo(meta: Meta): Promise<Buffer> {
  await meta.say(await meta.persona('Jonas'), { kind: 'video' });
  const sent = (await meta.control('webhooks')) as readonly { readonly body: unknown }[];
  const id = /"video":\{[^}]*"id":"(\d+)"/.exec(JSON.stringify(sent.at(-1)?.body))?.[1];
  return (await meta.file(id ?? '')).bytes;
}
