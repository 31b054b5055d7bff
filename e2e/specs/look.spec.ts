import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright';
import { root } from '../drivers/process.ts';
import { type LookServer, startLook } from '../look/server.ts';
import { expect, test } from '../test.ts';

/** Pictures for people, from the page with an invented core: `npm run look` puts them into `e2e/results/look`. */
const folder = join(root, 'e2e', 'results', 'look');
/** A window so high that every bubble is drawn at once. */
const SHEET_HEIGHT = 13_500;
const PART_HEIGHT = 1_900;

let server: LookServer | null = null;

test.describe('@look', () => {
  test.describe.configure({ mode: 'serial', timeout: 60_000 });

  test.beforeAll(async ({ shell }) => {
    test.skip(shell !== 'headless', 'pictures are taken once');
    await mkdir(folder, { recursive: true });
    server = await startLook();
  });
  test.afterAll(async () => {
    await server?.close();
    server = null;
  });

  for (const look of ['light', 'dark', 'rtl'] as const) {
    test(`contact sheet of every kind of bubble, ${look}`, async ({ chromium }) => {
      const page = await open(await chromium(), look, { width: 1440, height: SHEET_HEIGHT });
      await page.getByRole('option').first().click();
      const lane = page.getByRole('log');
      await expect(lane.getByRole('article').first()).toBeVisible();
      await settled(page);
      const articles = await lane.getByRole('article').count();
      expect(articles).toBeGreaterThan(60);
      const box = await lane.boundingBox();
      expect(box).not.toBeNull();
      if (box === null) return;
      const clip = { x: box.x - 20, width: box.width + 40 };
      await page.screenshot({ path: join(folder, `sheet-${look}.png`), clip: { ...clip, y: box.y, height: box.height } });
      for (let part = 0; part * PART_HEIGHT < box.height; part += 1) {
        const y = box.y + part * PART_HEIGHT;
        await page.screenshot({ path: join(folder, `sheet-${look}-${part + 1}.png`), clip: { ...clip, y, height: Math.min(PART_HEIGHT, box.y + box.height - y) } });
      }
      await page.context().close();
    });
  }

  for (const look of ['light', 'dark', 'rtl'] as const) {
    test(`main screens, ${look}`, async ({ chromium }) => {
      const page = await open(await chromium(), look, { width: 1440, height: 900 });
      const shot = (name: string) => page.screenshot({ path: join(folder, `${name}-${look}.png`) });
      await page.getByRole('option').first().click();
      await settled(page);
      await shot('inbox');
      await page.getByRole('log').evaluate((lane) => lane.parentElement?.parentElement?.scrollTo(0, lane.scrollHeight * 0.42));
      await settled(page);
      await shot('inbox-middle');
      await page.getByRole('region', { name: 'Shared media' }).getByRole('button', { name: 'All', exact: true }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await settled(page);
      await shot('gallery');
      await page.getByRole('dialog').getByRole('button', { name: /^Photo/ }).first().click();
      await expect(page.getByRole('button', { name: 'Larger' })).toBeVisible();
      await settled(page);
      await shot('viewer');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Shared media' })).toBeVisible();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      for (const place of ['Closing', 'Health', 'Settings']) {
        await page.getByRole('navigation').getByRole('button', { name: place }).first().click();
        await settled(page);
        await shot(place.toLowerCase());
      }
      await page.context().close();
    });
  }

  test('keys play, open and close what a message holds', async ({ chromium }) => {
    const page = await open(await chromium(), 'light', { width: 1180, height: SHEET_HEIGHT });
    await page.getByRole('option').first().click();
    const voice = page.getByRole('article').filter({ has: page.getByRole('slider', { name: 'Position' }) }).first();
    await voice.focus();
    await page.keyboard.press('Space');
    await expect(voice.getByRole('button', { name: 'Pause' })).toBeVisible();
    await page.keyboard.press('Space');
    await expect(voice.getByRole('button', { name: 'Play' })).toBeVisible();
    await expect(voice.getByRole('button', { name: 'Speed 1' })).toBeVisible();
    const photo = page.getByRole('article').filter({ has: page.getByRole('button', { name: 'Look at it' }) }).first();
    await photo.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('dialog').getByText('2 of 18')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(photo).toBeFocused();
    await page.context().close();
  });

  test('media of a thread never move what is around them', async ({ chromium }) => {
    const page = await open(await chromium(), 'light', { width: 1180, height: 900 });
    await page.getByRole('option').first().click();
    const log = page.getByRole('log');
    await expect(log.getByRole('article').first()).toBeVisible();
    await settled(page);
    const frames = await log.evaluateAll(async ([lane]) => {
      const scroll = lane?.parentElement?.parentElement;
      if (scroll === null || scroll === undefined) return [];
      const jumps: number[] = [];
      for (let step = 0; step < 60; step += 1) {
        const first = [...scroll.querySelectorAll<HTMLElement>('[data-message]')].find((one) => one.getBoundingClientRect().top > 200);
        const before = first?.getBoundingClientRect().top ?? 0;
        scroll.scrollBy(0, -160);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        if (first?.isConnected === true) jumps.push(Math.abs(first.getBoundingClientRect().top - before - 160));
        if (scroll.scrollTop === 0) break;
      }
      return jumps.slice(0, -1);
    });
    expect(frames.length).toBeGreaterThan(20);
    expect(Math.max(...frames)).toBeLessThanOrEqual(2);
    await page.context().close();
  });
});

async function open(browser: Browser, look: 'light' | 'dark' | 'rtl', viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme: look === 'dark' ? 'dark' : 'light', reducedMotion: 'reduce', deviceScaleFactor: 1 });
  const page = await context.newPage();
  await page.goto(`${server?.url}?theme=${look === 'dark' ? 'dark' : 'light'}`);
  await expect(page.getByRole('option').first()).toBeVisible();
  // The page itself sets the direction of its language at the start.
  if (look === 'rtl') await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  return page;
}

/** Every picture on screen is decoded and nothing moves any more. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // Pictures out of sight load late by design and would be waited for in vain.
    const inSight = [...document.images].filter((image) => {
      const { top, bottom } = image.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
    await Promise.all(inSight.map((image) => image.decode().catch(() => undefined)));
    await document.fonts.ready;
    let before = '';
    for (let same = 0; same < 6; ) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const log = document.querySelector('[role="log"]');
      const now = `${log?.scrollHeight} ${log?.childElementCount} ${log?.querySelectorAll('rect').length}`;
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}
