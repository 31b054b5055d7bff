/** What runs inside the page while it is measured. Playwright sends the functions' text, so each is complete in itself. */

export interface ScrollResult {
  /** Milliseconds between frames. */
  readonly frames: readonly number[];
  /** Frames in which a part of the view larger than a line had no row in it. */
  readonly blankFrames: number;
  /** Largest jump of a row in sight other than by the scrolling itself (CSS pixels). */
  readonly drift: number;
  /** Frames whose scrolling was lost: everything stayed where it was. */
  readonly lostSteps: number;
  readonly rowsPassed: number;
}

export interface ScrollPlan {
  /** The scrolling element, or an element inside it. */
  readonly inside: string;
  readonly row: string;
  /** Attribute that names a row. */
  readonly idAttribute: string;
  readonly direction: 'up' | 'down';
  readonly rows: number;
  readonly pxPerFrame: number;
}

/** Scrolls by a fixed distance a frame until that many different rows have been in sight, and watches each frame. */
export function scrollThrough({ inside, row, idAttribute, direction, rows, pxPerFrame }: ScrollPlan): Promise<ScrollResult> {
  const blankPx = 48;
  const mostMs = 120_000;
  const startedAt = performance.now();
  let found = document.querySelector(inside);
  while (found !== null && !(found.scrollHeight > found.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(found).overflowY))) found = found.parentElement;
  if (found === null) throw new Error(`Nothing scrolls around ${inside}`);
  const scroller = found;
  const seen = new Set<string>();
  const frames: number[] = [];
  let blankFrames = 0;
  let drift = 0;
  let lostSteps = 0;
  let anchor: { readonly id: string; readonly before: number; readonly top: number } | null = null;
  let middle: string | null = null;
  let last: number | null = null;
  let still = 0;
  const turn = new MessageChannel();

  function topOf(id: string): number | null {
    const element = scroller.querySelector(`[${idAttribute}="${id}"]`);
    // Within the view: a banner that comes in above moves the view as a whole, which is not drift.
    return element === null ? null : element.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
  }

  return new Promise((resolve) => {
    function frame(now: number): void {
      if (last !== null) frames.push(now - last);
      last = now;
      // What the frame before this one showed: the row that was in the middle must lie where scrolling put it.
      if (anchor !== null) {
        const top = topOf(anchor.id);
        const off = top === null ? 0 : Math.abs(top - anchor.top);
        const isLost = top !== null && off > 1 && Math.abs(top - anchor.before) <= 1;
        if (isLost) lostSteps += 1;
        else drift = Math.max(drift, off);
      }
      const view = scroller.getBoundingClientRect();
      const inView: { id: string; top: number; bottom: number }[] = [];
      for (const element of scroller.querySelectorAll(row)) {
        const box = element.getBoundingClientRect();
        if (box.bottom <= view.top || box.top >= view.bottom) continue;
        const id = element.getAttribute(idAttribute);
        if (id !== null) {
          seen.add(id);
          inView.push({ id, top: box.top, bottom: box.bottom });
        }
      }
      inView.sort((a, b) => a.top - b.top);
      let covered = view.top;
      let gap = 0;
      for (const box of inView) {
        gap = Math.max(gap, box.top - covered);
        covered = Math.max(covered, box.bottom);
      }
      gap = Math.max(gap, view.bottom - covered);
      if (gap > blankPx && scroller.scrollTop > pxPerFrame) blankFrames += 1;
      middle = inView[Math.floor(inView.length / 2)]?.id ?? null;
      // At rest for two seconds: there is nothing more, or it does not come.
      if (seen.size >= rows || still > 120 || performance.now() - startedAt > mostMs) resolve({ frames, blankFrames, drift, lostSteps, rowsPassed: seen.size });
      else turn.port2.postMessage(null);
    }
    // Between two frames, as a wheel's turn comes: the scroll event is then the first thing in the next frame.
    turn.port1.onmessage = () => {
      const id = middle;
      const before = id === null ? null : topOf(id);
      const place = scroller.scrollTop;
      scroller.scrollTop = direction === 'up' ? place - pxPerFrame : place + pxPerFrame;
      still = scroller.scrollTop === place ? still + 1 : 0;
      const top = id === null ? null : topOf(id);
      anchor = id === null || before === null || top === null ? null : { id, before, top };
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

/** Clicks a row of the list and resolves with the milliseconds until bubbles of another conversation than before are painted. */
export function clickToBubbles(conversation: string): Promise<number> {
  const mostMs = 10_000;
  const row = document.querySelector<HTMLElement>(`[data-conversation="${conversation}"]`);
  if (row === null) throw new Error(`Conversation ${conversation} is not in sight`);
  const before = document.querySelector('[role="log"]');
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`Conversation ${conversation} did not open`)), mostMs);
    const from = performance.now();
    const check = (): boolean => {
      const log = document.querySelector('[role="log"]');
      if (log === null || log === before || log.querySelector('[data-message]') === null) return false;
      observer.disconnect();
      // In the frame after this one the picture with them is out.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - from)));
      return true;
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { childList: true, subtree: true });
    row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, pointerType: 'mouse' }));
    row.click();
    check();
  });
}

/** Resolves with the time (epoch ms, with fractions) of the frame after a text appeared in the thread. */
export function paintedAt(text: string): Promise<number> {
  const mostMs = 10_000;
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error(`“${text}” did not appear`)), mostMs);
    const check = (): void => {
      if (!(document.querySelector('[role="log"]')?.textContent ?? '').includes(text)) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
    };
    const observer = new MutationObserver(check);
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    check();
  });
}
