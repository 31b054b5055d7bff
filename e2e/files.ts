import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A file as a person picks it. */
export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A picture in one colour; `red` tells one from another. `bytes` adds what no picture needs, up to that size. */
export function png(name: string, red = 200, bytes = 0): PickedFile {
  const [width, height] = [96, 64];
  const row = Buffer.concat([Buffer.from([0]), ...Array.from({ length: width }, () => Buffer.from([red, 120, 60]))]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const ballast = bytes === 0 ? [] : [chunk('raNd', randomBytes(bytes))];
  return { name, mimeType: 'image/png', buffer: Buffer.concat([signature, chunk('IHDR', head), ...ballast, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]) };
}

export function textFile(name: string, text: string): PickedFile {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text, 'utf8') };
}

/** Puts so many empty bytes before the index at the end of an MP4, so that a player must jump to find it. */
export function stretched(video: Buffer, bytes: number): Buffer {
  const index = video.lastIndexOf('moov') - 4;
  const gap = Buffer.alloc(8 + bytes);
  gap.writeUInt32BE(gap.length, 0);
  gap.write('free', 4, 'ascii');
  return Buffer.concat([video.subarray(0, index), gap, video.subarray(index)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
