import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright';
import { bundleVoiceNotes } from '../bundles/voice-notes.ts';
import { expect, test } from '../test.ts';

/** What the page's converter makes of a recording, tried in a real browser with an invented microphone. */

interface Made {
  readonly bytes: string;
  readonly durationMs: number;
  /** What the page's own check of the file says. */
  readonly facts: { readonly channels: number; readonly durationMs: number } | null;
}

declare global {
  interface Window {
    voiceNotes: {
      wave: (seconds: number, channels: number, pattern: 'tone' | 'silence' | 'pauses') => Promise<Made>;
      microphone: (plan: readonly ('record' | 'pause')[], stepMs: number) => Promise<Made>;
    };
  }
}

test.describe('voice notes', () => {
  test.skip(({ shell }) => shell !== 'headless', 'the same page in every shell: one browser is enough');
  test.describe.configure({ mode: 'serial', timeout: 180_000 });
  let folder = '';
  let browser: Browser | null = null;
  let page: Page;

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wicket-voice-'));
    const script = await bundleVoiceNotes(folder);
    browser = await chromium.launch({
      ...(process.env['WICKET_CHROMIUM'] === undefined ? {} : { executablePath: process.env['WICKET_CHROMIUM'] }),
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    });
    page = await browser.newPage();
    // A secure origin, as the page's own is; nothing leaves this machine.
    await page.route('https://wicket.test/**', (route) =>
      route.request().url().endsWith('.js')
        ? route.fulfill({ contentType: 'text/javascript', body: script })
        : route.fulfill({ contentType: 'text/html', body: '<!doctype html><script type="module" src="/page.js"></script>' }),
    );
    await page.goto('https://wicket.test/');
    await page.waitForFunction(() => window.voiceNotes !== undefined);
  });

  test.afterAll(async () => {
    // Where the specs are skipped, nothing was started.
    await browser?.close();
    if (folder !== '') await rm(folder, { recursive: true, force: true });
  });

  test('what the microphone gave becomes Ogg with one channel of Opus; pauses are left out', async () => {
    const made = await page.evaluate(() => window.voiceNotes.microphone(['record', 'pause', 'record'], 900));
    await expectVoiceNote(made, 1800, 500, folder);
  });

  test('two channels become one', async () => {
    await expectVoiceNote(await page.evaluate(() => window.voiceNotes.wave(3, 2, 'tone')), 3000, 100, folder);
  });

  test('silence is a note too', async () => {
    await expectVoiceNote(await page.evaluate(() => window.voiceNotes.wave(5, 1, 'silence')), 5000, 100, folder);
  });

  test('a long note with pauses keeps its length and stays far below 16 MB', async () => {
    const made = await page.evaluate(() => window.voiceNotes.wave(20 * 60, 1, 'pauses'));
    await expectVoiceNote(made, 20 * 60_000, 100, folder);
    expect(Buffer.from(made.bytes, 'base64').length).toBeLessThan(6_000_000);
  });
});

const run = promisify(execFile);

async function expectVoiceNote(made: Made, durationMs: number, tolerance: number, folder: string): Promise<void> {
  const bytes = Buffer.from(made.bytes, 'base64');
  // The first page holds the head alone, so that it stands at a known place (RFC 7845, 3 and 5.1).
  expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
  expect(bytes.toString('latin1', 28, 36)).toBe('OpusHead');
  expect(bytes[28 + 9]).toBe(1);
  expect(made.facts?.channels).toBe(1);
  expect(Math.abs(made.durationMs - durationMs)).toBeLessThanOrEqual(tolerance);
  await expectProbed(bytes, durationMs, tolerance, folder);
}

/** A second opinion where ffprobe is installed; the check of headers and checksums above always runs. */
async function expectProbed(bytes: Buffer, durationMs: number, tolerance: number, folder: string): Promise<void> {
  const file = join(folder, 'note.ogg');
  await writeFile(file, bytes);
  const words = ['-v', 'error', '-show_entries', 'stream=codec_name,channels:format=duration,format_name', '-of', 'json', file];
  const probed = await run('ffprobe', words).catch((failure: NodeJS.ErrnoException) => {
    if (failure.code === 'ENOENT') return null;
    throw failure;
  });
  if (probed === null) {
    test.info().annotations.push({ type: 'notice', description: 'ffprobe is not installed; only our own check ran' });
    return;
  }
  const { streams, format } = JSON.parse(probed.stdout) as { streams: unknown[]; format: { duration: string; format_name: string } };
  expect(streams).toEqual([{ codec_name: 'opus', channels: 1 }]);
  expect(format.format_name).toBe('ogg');
  expect(Math.abs(Number(format.duration) * 1000 - durationMs)).toBeLessThanOrEqual(tolerance + 50);
}
