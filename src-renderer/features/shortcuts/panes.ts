const FOCUSABLE = 'button:not([disabled]):not([tabindex="-1"]), [href], input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex]:not([tabindex="-1"])';

/** Moves the focus to the next (or the previous) pane in the order of the page. */
export function cyclePanes(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null || pane.getClientRects().length > 0);
  const current = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  for (let hop = 1; hop <= panes.length; hop += 1) {
    const start = current < 0 && step < 0 ? 0 : current;
    const pane = panes[(start + step * hop + panes.length * 2) % panes.length];
    if (pane !== undefined && focusPane(pane)) return;
  }
}

/** Puts the focus into a pane: on its named place, else on its first control. */
export function focusPane(pane: HTMLElement): boolean {
  const target = pane.querySelector<HTMLElement>('[data-pane-focus]') ?? (pane.matches('[tabindex="0"]') ? pane : pane.querySelector<HTMLElement>(FOCUSABLE));
  target?.focus();
  return target !== null && document.activeElement === target;
}

export function focusPaneNamed(name: string): boolean {
  const pane = document.querySelector<HTMLElement>(`[data-pane="${name}"]`);
  return pane !== null && focusPane(pane);
}
