import { createHmac } from 'node:crypto';
import { chromium, type Page } from 'playwright';
import { clickToBubbles, paintedAt, type ScrollResult, scrollThrough } from './page-side.ts';

/**
 * Measures the page in a Chromium against a running host: `main.ts PLAN`, where PLAN is JSON. Prints one line of JSON.
 * `src-main/benchmarks` starts it and judges what it says.
 */
export interface BrowserPlan {
  readonly ui: string;
  readonly webhook: string;
  readonly appSecret: string;
  readonly pxPerFrame: number;
  readonly threadRows: number;
  readonly listRows: number;
  readonly opens: number;
  /** Bodies of messages for the longest conversation, each with the words that show it is there. */
  readonly arrivals: readonly { readonly body: string; readonly text: string }[];
}

export interface BrowserResult {
  readonly openMs: readonly number[];
  readonly thread: ScrollResult;
  readonly list: ScrollResult;
  /** From the POST to the painted frame, and from the 200 to it (milliseconds). */
  readonly arrivals: readonly { readonly fromPostMs: number; readonly fromAnswerMs: number }[];
}

const [, , planText] = process.argv;
if (planText === undefined) throw new Error('A plan is needed');
process.stdout.write(`${JSON.stringify(await run(JSON.parse(planText) as BrowserPlan))}\n`);

async function run(plan: BrowserPlan): Promise<BrowserResult> {
  const named = process.env['WICKET_CHROMIUM'];
  const browser = await chromium.launch({
    ...(named === undefined ? {} : { executablePath: named }),
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 820 }, locale: 'en-GB' });
    await page.goto(plan.ui);
    await page.getByRole('option').first().waitFor();
    const openMs = await openSome(page, plan.opens);
    await openLongest(page);
    const arrivals = [];
    for (const { body, text } of plan.arrivals) arrivals.push(await arrive(page, plan, body, text));
    const thread = await page.evaluate(scrollThrough, {
      inside: '[role="log"]', row: '[data-message]', idAttribute: 'data-message', direction: 'up', rows: plan.threadRows, pxPerFrame: plan.pxPerFrame,
    } as const);
    const list = await page.evaluate(scrollThrough, {
      inside: '[role="listbox"]', row: '[data-conversation]', idAttribute: 'data-conversation', direction: 'down', rows: plan.listRows, pxPerFrame: plan.pxPerFrame,
    } as const);
    return { openMs, thread, list, arrivals };
  } finally {
    await browser.close();
  }
}

/** The rows in sight, one after the other, as somebody goes through the morning's messages. The first ones warm up. */
async function openSome(page: Page, count: number): Promise<number[]> {
  const inSight = await page.locator('[data-conversation]').evaluateAll((rows) => rows.slice(0, 8).map((row) => row.getAttribute('data-conversation') ?? ''));
  const times: number[] = [];
  for (let n = 0; n < count + 4; n += 1) {
    const id = inSight[n % inSight.length];
    if (id === undefined) throw new Error('The list is empty');
    const tookMs = await page.evaluate(clickToBubbles, id);
    if (n >= 4) times.push(tookMs);
  }
  return times;
}

/** The longest conversation has the newest message, and is the first that was made. */
async function openLongest(page: Page): Promise<void> {
  await page.locator('[data-conversation="1"]').click();
  await page.getByRole('log').locator('[data-message]').first().waitFor();
}

async function arrive(page: Page, plan: BrowserPlan, body: string, text: string): Promise<{ fromPostMs: number; fromAnswerMs: number }> {
  const painted = page.evaluate(paintedAt, text);
  // The watcher must be there first.
  await page.evaluate(() => undefined);
  const signature = createHmac('sha256', plan.appSecret).update(body).digest('hex');
  const postedAt = performance.timeOrigin + performance.now();
  const answer = await fetch(plan.webhook, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
    body,
  });
  const answeredAt = performance.timeOrigin + performance.now();
  if (answer.status !== 200) throw new Error(`The webhook was answered with ${answer.status}`);
  const at = await painted;
  return { fromPostMs: at - postedAt, fromAnswerMs: at - answeredAt };
}
