import type { Rectangle } from 'electron';

export interface WindowState {
  readonly bounds: Rectangle | null;
  readonly maximized: boolean;
}

export const smallest = { width: 760, height: 560 };
const usual = { width: 1280, height: 820 };

/** Where the window opens: where it was, unless that place is no longer on any screen. */
export function chooseBounds(state: WindowState, workAreas: readonly Rectangle[]): Partial<Rectangle> & { width: number; height: number } {
  const { bounds } = state;
  if (bounds === null) return usual;
  const width = Math.max(bounds.width, smallest.width);
  const height = Math.max(bounds.height, smallest.height);
  const visible = workAreas.some(
    (area) =>
      bounds.x < area.x + area.width - 80 && bounds.x + width > area.x + 80 && bounds.y >= area.y - 8 && bounds.y < area.y + area.height - 40,
  );
  return visible ? { x: bounds.x, y: bounds.y, width, height } : { width, height };
}
