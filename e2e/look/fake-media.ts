import type { MediaView } from '../../src-preload/contract/index.ts';

/** Invented pictures and sounds, made in the page: nothing is fetched. */

const none: MediaView = {
  mediaId: 0, state: 'stored', url: null, mime: 'image/svg+xml', bytes: 184_000, width: null, height: null, durationMs: null, waveform: null,
  pages: null, deadlineAt: null, nextTryAt: null, failure: null, hashMismatch: false,
};

let lastId = 0;

/** A file of a message, here unless told otherwise. */
export function media(over: Partial<MediaView>): MediaView {
  lastId += 1;
  return { ...none, mediaId: lastId, ...over };
}

const svg = (width: number, height: number, body: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 288 200" width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice">${body}</svg>`)}`;

const lamp =
  '<rect width="288" height="200" fill="#bcbfb6"/><path d="M0 148h288v52H0z" fill="#c9b08e"/><ellipse cx="152" cy="168" rx="62" ry="9" fill="#8d7a60" opacity=".5"/><path d="M168 166c-6-50-10-92-58-110" fill="none" stroke="#2c3a3e" stroke-width="7" stroke-linecap="round"/><path d="M66 68c6-32 40-48 66-30L78 88c-8-6-12-12-12-20z" fill="#eccb86"/><rect x="134" y="160" width="66" height="9" rx="4" fill="#2c3a3e"/>';
const box =
  '<rect width="288" height="200" fill="#dfd3c6"/><rect x="180" width="108" height="200" fill="#6f8f97"/><path d="M0 150h288v50H0z" fill="#b89b80"/><rect x="70" y="86" width="92" height="78" fill="#cf9d63"/><rect x="110" y="86" width="14" height="40" fill="#f3e2bf"/><rect x="86" y="66" width="60" height="22" fill="#b98450"/>';
const sun =
  '<rect width="288" height="200" fill="#cfe0df"/><circle cx="120" cy="96" r="62" fill="#f2ecd0"/><path d="M150 160c0-50 0-80-24-98" fill="none" stroke="#2c3a3e" stroke-width="6"/><path d="M84 78a40 40 0 0 1 80 0z" fill="#e0a54d"/><rect x="96" y="158" width="96" height="8" fill="#2c3a3e"/>';
const heart = '<circle cx="144" cy="100" r="92" fill="#f6d36b"/><circle cx="112" cy="82" r="10" fill="#3a2d10"/><circle cx="176" cy="82" r="10" fill="#3a2d10"/><path d="M92 118q52 52 104 0" fill="none" stroke="#3a2d10" stroke-width="10" stroke-linecap="round"/>';
const scenes = { lamp, box, sun, heart };

export function picture(scene: keyof typeof scenes, width: number, height: number, over: Partial<MediaView> = {}): MediaView {
  return media({ url: svg(width, height, scenes[scene]), width, height, ...over });
}

/** A voice note: bursts of a low tone, as WAV. */
export function voice(seconds: number, over: Partial<MediaView> = {}): MediaView {
  const rate = 8000;
  const samples = new Int16Array(rate * seconds);
  for (let index = 0; index < samples.length; index += 1) {
    const second = index / rate;
    const burst = Math.max(0, Math.sin(second * 2.1) * 0.6 + Math.sin(second * 7.3) * 0.4);
    samples[index] = Math.sin(index * 0.11) * burst * 22_000;
  }
  const header = new DataView(new ArrayBuffer(44));
  const text = (at: number, word: string): void => [...word].forEach((letter, index) => header.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF');
  header.setUint32(4, 36 + samples.byteLength, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, 1, true);
  header.setUint16(22, 1, true);
  header.setUint32(24, rate, true);
  header.setUint32(28, rate * 2, true);
  header.setUint16(32, 2, true);
  header.setUint16(34, 16, true);
  text(36, 'data');
  header.setUint32(40, samples.byteLength, true);
  const url = URL.createObjectURL(new Blob([header, samples], { type: 'audio/wav' }));
  return media({ url, mime: 'audio/wav', bytes: samples.byteLength + 44, durationMs: seconds * 1000, ...over });
}

/** A short clip, drawn and recorded in the page. */
export async function clip(): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = 320;
  canvas.height = 180;
  const context = canvas.getContext('2d');
  if (context === null) return '';
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', (event) => parts.push(event.data));
  const ended = new Promise((resolve) => recorder.addEventListener('stop', resolve));
  recorder.start();
  for (let frame = 0; frame < 12; frame += 1) {
    context.fillStyle = '#35525a';
    context.fillRect(0, 0, 320, 180);
    context.fillStyle = '#e9c46a';
    context.beginPath();
    context.arc(60 + frame * 16, 90, 34, 0, 7);
    context.fill();
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  recorder.stop();
  await ended;
  return URL.createObjectURL(new Blob(parts, { type: 'video/webm' }));
}
