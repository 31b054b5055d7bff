import { crc32, deflateSync } from 'node:zlib';
import { humOpus, lampVideo } from './sample-recordings.ts';

export interface Sample {
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** Small files that really open, made here: what personas send when nobody gives them a file. */
export const samples: { readonly [K in 'image' | 'audio' | 'video' | 'document' | 'sticker']: () => Sample } = {
  image: () => ({ mimeType: 'image/png', bytes: lampPicture(320, 240) }),
  audio: () => ({ mimeType: 'audio/ogg; codecs=opus', bytes: humOpus() }),
  video: () => ({ mimeType: 'video/mp4', bytes: lampVideo() }),
  document: () => ({ mimeType: 'application/pdf', bytes: onePagePdf('Casa Lumen sandbox') }),
  sticker: () => ({ mimeType: 'image/webp', bytes: Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64') }),
};

/** A lamp's glow on a dark wall, as PNG. */
function lampPicture(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot((x - width / 2) / width, (y - height * 0.4) / height);
      const glow = Math.max(0, 1 - distance * 1.9) ** 2;
      const post = Math.abs(x - width / 2) < 3 && y > height * 0.4 ? 0.4 : 1;
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows[at] = Math.round((38 + 217 * glow) * post);
      rows[at + 1] = Math.round((42 + 180 * glow) * post);
      rows[at + 2] = Math.round((50 + 90 * glow) * post);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', head),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

function onePagePdf(text: string): Buffer {
  const content = `BT /F1 20 Tf 60 760 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}
