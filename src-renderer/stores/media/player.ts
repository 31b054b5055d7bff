import { create } from 'zustand';

export const speeds = [1, 1.5, 2] as const;
export type Speed = (typeof speeds)[number];

interface PlayerState {
  /** What plays or was paused last; it keeps playing when its bubble leaves the screen. */
  readonly mediaId: number | null;
  readonly playing: boolean;
  readonly positionMs: number;
  /** What the file itself says once it is open; null before. */
  readonly durationMs: number | null;
  readonly speed: Speed;
  /** The browser cannot play it. */
  readonly unplayable: ReadonlySet<number>;
}

/** The one voice that can be heard at a time. */
export const usePlayer = create<PlayerState>()(() => ({
  mediaId: null,
  playing: false,
  positionMs: 0,
  durationMs: null,
  speed: 1,
  unplayable: new Set(),
}));

const positions = new Map<number, number>();
let element: HTMLAudioElement | null = null;

/** Starts, pauses or goes on; another one that plays is paused and keeps its position. */
export function togglePlay(mediaId: number, url: string): void {
  const audio = audioElement();
  const before = usePlayer.getState();
  if (before.mediaId === mediaId && before.playing) {
    audio.pause();
    return;
  }
  if (before.mediaId !== mediaId) {
    if (before.mediaId !== null) positions.set(before.mediaId, before.positionMs);
    const positionMs = positions.get(mediaId) ?? 0;
    usePlayer.setState({ mediaId, playing: false, positionMs, durationMs: null });
    audio.src = url;
    audio.currentTime = positionMs / 1000;
  }
  audio.playbackRate = before.speed;
  audio.play().catch(() => failed(mediaId));
}

/** Goes to a share of the note, 0 to 1. */
export function seekTo(mediaId: number, url: string, share: number, durationMs: number | null): void {
  const known = usePlayer.getState();
  const lengthMs = (known.mediaId === mediaId ? known.durationMs : null) ?? durationMs;
  if (lengthMs === null) return;
  const positionMs = Math.min(1, Math.max(0, share)) * lengthMs;
  if (known.mediaId !== mediaId) {
    positions.set(mediaId, positionMs);
    togglePlay(mediaId, url);
    return;
  }
  audioElement().currentTime = positionMs / 1000;
  usePlayer.setState({ positionMs });
}

/** Slower or faster, for this note and the next ones. */
export function nextSpeed(): void {
  const { speed } = usePlayer.getState();
  const next = speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1;
  usePlayer.setState({ speed: next });
  if (element !== null) element.playbackRate = next;
}

/** Nothing is heard any more: a video starts, or the conversation was left. */
export function pausePlayer(): void {
  element?.pause();
}

function failed(mediaId: number): void {
  // Pausing before the first sound also ends `play`, which is no failure.
  if (element === null || element.error === null) return;
  usePlayer.setState(({ unplayable }) => ({ playing: false, unplayable: new Set([...unplayable, mediaId]) }));
}

function audioElement(): HTMLAudioElement {
  if (element !== null) return element;
  const audio = new Audio();
  audio.preload = 'auto';
  audio.preservesPitch = true;
  audio.addEventListener('play', () => usePlayer.setState({ playing: true }));
  audio.addEventListener('pause', () => usePlayer.setState({ playing: false }));
  audio.addEventListener('timeupdate', () => usePlayer.setState({ positionMs: audio.currentTime * 1000 }));
  audio.addEventListener('durationchange', () => {
    if (Number.isFinite(audio.duration)) usePlayer.setState({ durationMs: audio.duration * 1000 });
  });
  audio.addEventListener('ended', () => {
    const { mediaId } = usePlayer.getState();
    if (mediaId !== null) positions.delete(mediaId);
    usePlayer.setState({ playing: false, positionMs: 0 });
    audio.currentTime = 0;
  });
  element = audio;
  return audio;
}
