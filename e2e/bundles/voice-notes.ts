import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..', '..');
const entry = `
import { toVoiceNote } from '${root}/src-renderer/stores/recorder/convert.ts';
import { inspectOggOpus } from '${root}/src-renderer/stores/recorder/ogg-opus.ts';
import { openMicrophone } from '${root}/src-renderer/stores/recorder/device.ts';

async function made(blob) {
  const note = await toVoiceNote(blob);
  let text = '';
  for (let at = 0; at < note.bytes.length; at += 32768) text += String.fromCharCode(...note.bytes.subarray(at, at + 32768));
  return { bytes: btoa(text), durationMs: note.durationMs, facts: inspectOggOpus(note.bytes) };
}

function wave(seconds, channels, pattern) {
  const rate = 16000;
  const frames = seconds * rate;
  const bytes = new DataView(new ArrayBuffer(44 + frames * channels * 2));
  const text = (at, word) => [...word].forEach((letter, index) => bytes.setUint8(at + index, letter.charCodeAt(0)));
  text(0, 'RIFF'); bytes.setUint32(4, bytes.byteLength - 8, true); text(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true); bytes.setUint16(20, 1, true); bytes.setUint16(22, channels, true);
  bytes.setUint32(24, rate, true); bytes.setUint32(28, rate * channels * 2, true);
  bytes.setUint16(32, channels * 2, true); bytes.setUint16(34, 16, true);
  text(36, 'data'); bytes.setUint32(40, frames * channels * 2, true);
  for (let frame = 0; frame < frames; frame += 1) {
    const second = Math.floor(frame / rate);
    const isQuiet = pattern === 'silence' || (pattern === 'pauses' && second % 4 >= 2);
    for (let channel = 0; channel < channels; channel += 1) {
      const sample = isQuiet ? 0 : Math.sin((frame * 2 * Math.PI * (220 + 110 * channel)) / rate) * 8000;
      bytes.setInt16(44 + (frame * channels + channel) * 2, sample, true);
    }
  }
  return made(new Blob([bytes.buffer], { type: 'audio/wav' }));
}

async function microphone(plan, stepMs) {
  const opened = await openMicrophone({ onLevel: () => undefined, onLost: () => undefined });
  if (typeof opened === 'string') throw new Error('no microphone: ' + opened);
  for (const [index, step] of plan.entries()) {
    if (index > 0) { if (step === 'pause') opened.pause(); else opened.resume(); }
    await new Promise((resolve) => setTimeout(resolve, stepMs));
  }
  return made(await opened.stop());
}

window.voiceNotes = { wave, microphone };
`;

/** The page's own recorder and converter as one script that puts `voiceNotes` on the window. */
export async function bundleVoiceNotes(folder: string): Promise<string> {
  await writeFile(join(folder, 'entry.js'), entry);
  await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    resolve: { alias: { mediabunny: join(root, 'node_modules', 'mediabunny') } },
    build: {
      outDir: join(folder, 'out'),
      minify: false,
      lib: { entry: join(folder, 'entry.js'), formats: ['es'], fileName: () => 'page.js' },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  return await readFile(join(folder, 'out', 'page.js'), 'utf8');
}
