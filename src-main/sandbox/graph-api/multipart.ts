/** One part of a `multipart/form-data` body. */
export interface Part {
  readonly name: string;
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly bytes: Buffer;
}

/** The parts of a form; null when the header names no boundary or the body is not one. */
export function readForm(body: Buffer, contentType: string): readonly Part[] | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/iu.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined || !/^multipart\/form-data/iu.test(contentType)) return null;
  const separator = Buffer.from(`--${mark}`, 'latin1');
  const parts: Part[] = [];
  let at = body.indexOf(separator);
  while (at >= 0) {
    const start = at + separator.length;
    if (body.subarray(start, start + 2).toString('latin1') === '--') return parts;
    const next = body.indexOf(separator, start);
    if (next < 0) return null;
    const part = readPart(body.subarray(start + 2, next - 2));
    if (part === null) return null;
    parts.push(part);
    at = next;
  }
  return null;
}

function readPart(bytes: Buffer): Part | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.subarray(0, end).toString('utf8');
  const name = /content-disposition:[^\r\n]*\bname="([^"]*)"/iu.exec(head)?.[1];
  if (name === undefined) return null;
  return {
    name,
    filename: /\bfilename="([^"]*)"/iu.exec(head)?.[1] ?? null,
    contentType: /content-type:\s*([^\r\n]+)/iu.exec(head)?.[1]?.trim() ?? null,
    bytes: bytes.subarray(end + 4),
  };
}
