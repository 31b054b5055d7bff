import { join } from 'node:path';
import { inboundBody } from './bodies.ts';
import { business } from './business.ts';
import { atMost, type Benchmark, type Figure, median, percentile } from './figure.ts';
import { connectFolder, root, startBuiltHost, startProgram } from './program.ts';

/** As `e2e/perf/main.ts` takes and gives it. */
interface Scrolled {
  readonly frames: readonly number[];
  readonly blankFrames: number;
  readonly drift: number;
  readonly lostSteps: number;
  readonly rowsPassed: number;
}
interface Measured {
  readonly openMs: readonly number[];
  readonly thread: Scrolled;
  readonly list: Scrolled;
  readonly arrivals: readonly { readonly fromPostMs: number; readonly fromAnswerMs: number }[];
}

const slowFrameMs = 50;

/** The page in a Chromium on the built host. */
export const browserBenchmark: Benchmark = {
  name: 'browser',
  async run({ quick, scratch, copyHistory, say }) {
    const data = await copyHistory(join(scratch, 'data'));
    connectFolder(data, scratch);
    const host = await startBuiltHost(data, scratch);
    const count = quick ? 20 : 60;
    const arrivals = Array.from({ length: count }, (_, n) => {
      const text = `benchmark arrival ${n}.`;
      // Meta's times have whole seconds; each has one of its own, so that each is the newest when it comes.
      return { text, body: inboundBody({ to: 1, key: `arrival.${n}`, at: Date.now() - (count - n) * 1000, text }) };
    });
    const rows = quick ? 1000 : 5000;
    const plan = {
      ui: host.ready.ui, webhook: host.ready.webhook, appSecret: business.appSecret, arrivals,
      threadRows: rows, listRows: rows, opens: quick ? 40 : 100,
      // A brisk turn of the wheel; slower in the short run, so that it has a thousand frames too.
      pxPerFrame: quick ? 50 : 120,
    };
    try {
      const { ready: measured } = await startProgram<Measured>(join(root, 'e2e', 'perf', 'main.ts'), [JSON.stringify(plan)], scratch);
      const { openMs, thread, list } = measured;
      say(`open p50 ${median(openMs).toFixed(1)} ms; frame p50 ${median(thread.frames).toFixed(1)} ms in the thread, ${median(list.frames).toFixed(1)} ms in the list`);
      say(`largest frame ${Math.max(...thread.frames).toFixed(0)} ms in the thread, ${Math.max(...list.frames).toFixed(0)} ms in the list`);
      say(`steps of scrolling lost to pages that came in: ${thread.lostSteps} of ${thread.frames.length} in the thread, ${list.lostSteps} in the list`);
      return [
        atMost('click on a conversation → bubbles painted, p95', 'ms', percentile(openMs, 95), 100),
        ...scrolled('scrolling the thread', thread, rows),
        ...scrolled('scrolling the list', list, rows),
        atMost('webhook POST → message painted, median', 'ms', median(measured.arrivals.map(({ fromPostMs }) => fromPostMs)), 100),
        atMost('journal commit (its 200) → message painted, median', 'ms', median(measured.arrivals.map(({ fromAnswerMs }) => fromAnswerMs)), 100),
      ];
    } finally {
      await host.end();
    }
  },
};

function scrolled(what: string, { frames, blankFrames, drift, rowsPassed }: Scrolled, rows: number): Figure[] {
  const slow = frames.filter((ms) => ms > slowFrameMs).length;
  const share = (slow / frames.length) * 100;
  return [
    { ...atMost(`${what}, ${rowsPassed.toLocaleString('en')} rows: frames over ${slowFrameMs} ms`, '%', share, 0.1), reached: share <= 0.1 && rowsPassed >= rows },
    atMost(`${what}: frames with a blank gap`, 'frames', blankFrames, 0),
    atMost(`${what}: drift of what is in sight`, 'px', drift, 2),
  ];
}
