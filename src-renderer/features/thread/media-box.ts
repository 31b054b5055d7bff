export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The room that pictures and videos have in a bubble (CSS pixels). */
export const MEDIA_ROOM: Size = { width: 288, height: 320 };
export const STICKER_SIZE = 140;
const LEAST_SIDE = 96;
/** For files whose size nobody told: the room stays the same once they load, so that nothing moves. */
const UNKNOWN: Size = { width: 288, height: 200 };

/** The box of a picture inside a bubble, known before anything loads. Very long ones are cut to it, the viewer shows them whole. */
export function mediaBox(media: { readonly width: number | null; readonly height: number | null } | null, room: Size = MEDIA_ROOM): Size {
  if (media === null || media.width === null || media.height === null) return UNKNOWN;
  const scale = Math.min(room.width / media.width, room.height / media.height);
  return {
    width: clamp(Math.round(media.width * scale), LEAST_SIDE * 1.5, room.width),
    height: clamp(Math.round(media.height * scale), LEAST_SIDE, room.height),
  };
}

const GAP = 3;

/** Places of an album's tiles in its block: two side by side, three as one and two, four and more as a square of four. */
export function albumTiles(count: number, room: number = MEDIA_ROOM.width): { readonly height: number; readonly tiles: readonly (Size & { readonly x: number; readonly y: number })[] } {
  const half = (room - GAP) / 2;
  const at = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });
  if (count <= 2) return { height: half, tiles: [at(0, 0, half, half), at(half + GAP, 0, half, half)] };
  if (count === 3) {
    const wide = Math.round(room * 0.62);
    return { height: room * 0.75, tiles: [at(0, 0, wide, room * 0.75), ...stacked(wide, room)] };
  }
  return {
    height: room,
    tiles: [at(0, 0, half, half), at(half + GAP, 0, half, half), at(0, half + GAP, half, half), at(half + GAP, half + GAP, half, half)],
  };
}

function stacked(wide: number, room: number) {
  const rest = room - wide - GAP;
  const height = (room * 0.75 - GAP) / 2;
  return [
    { x: wide + GAP, y: 0, width: rest, height },
    { x: wide + GAP, y: height + GAP, width: rest, height },
  ];
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
