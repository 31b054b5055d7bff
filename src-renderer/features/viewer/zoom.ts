/** How a picture lies in its room: `scale` 1 shows it whole, `x` and `y` move its middle (CSS pixels). */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { scale: 1, x: 0, y: 0 };
const MOST = 8;

/** Zooms by a factor so that the point under the pointer stays where it is; the point is told from the room's middle. */
export function zoomAt(view: View, factor: number, point: { readonly x: number; readonly y: number }, room: Room): View {
  const scale = Math.min(MOST, Math.max(1, view.scale * factor));
  const grown = scale / view.scale;
  return kept({ scale, x: point.x - (point.x - view.x) * grown, y: point.y - (point.y - view.y) * grown }, room);
}

export function panBy(view: View, x: number, y: number, room: Room): View {
  return kept({ ...view, x: view.x + x, y: view.y + y }, room);
}

/** A picture never leaves its room: at most its edge comes to the room's edge. */
function kept({ scale, x, y }: View, room: Room): View {
  const mostX = ((scale - 1) * room.width) / 2;
  const mostY = ((scale - 1) * room.height) / 2;
  return { scale, x: clamp(x, mostX), y: clamp(y, mostY) };
}

function clamp(value: number, most: number): number {
  // Adding zero keeps -0 out, which styles would show.
  return Math.min(most, Math.max(-most, value)) + 0;
}
