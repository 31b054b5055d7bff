/** Where a cell of a grid stands on screen. */
export interface Cell {
  readonly offsetTop: number;
  readonly offsetLeft: number;
}

/** The cell to which a key goes from `at`; -1 above the first line, null when the key does not move. Lines may have different lengths. */
export function neighbourCell(key: string, at: number, cells: readonly Cell[]): number | null {
  const last = cells.length - 1;
  const here = cells[at];
  if (here === undefined) return null;
  if (key === 'ArrowRight') return Math.min(last, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null;
  const step = key === 'ArrowDown' ? 1 : -1;
  const first = firstOfNextLine(at, step, cells);
  const line = cells[first]?.offsetTop;
  if (line === undefined) return step === -1 ? -1 : at;
  let best = first;
  for (let index = first; cells[index]?.offsetTop === line; index += step) {
    const distance = (place: number): number => Math.abs((cells[place]?.offsetLeft ?? 0) - here.offsetLeft);
    if (distance(index) < distance(best)) best = index;
  }
  return best;
}

function firstOfNextLine(at: number, step: 1 | -1, cells: readonly Cell[]): number {
  let index = at;
  while (cells[index] !== undefined && cells[index]?.offsetTop === cells[at]?.offsetTop) index += step;
  return index;
}
