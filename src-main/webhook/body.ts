import type { IncomingMessage, ServerResponse } from 'node:http';

/** Meta's largest body is 3 MB. */
export const maxBodyBytes = 4 * 1024 * 1024;

/** Beyond this many pieces, a body whose pieces are on average smaller than `minPieceBytes` is a flood, not a webhook. */
const manyPieces = 2048;
const minPieceBytes = 64;

export type BodyOutcome =
  | { readonly ok: true; readonly body: Buffer }
  | { readonly ok: false; readonly why: 'too_large' | 'too_many_pieces' | 'cut' };

/** Bytes that a request announces; undefined when it does not (chunked). */
export function announcedLength(request: IncomingMessage): number | undefined {
  const header = request.headers['content-length'];
  return header === undefined ? undefined : Number(header);
}

/** Collects the raw bytes, calling `held` with each amount as it comes. Calls `done` once. */
export function collectBody(request: IncomingMessage, held: (bytes: number) => boolean, done: (outcome: BodyOutcome) => void): void {
  const pieces: Buffer[] = [];
  let bytes = 0;

  const onData = (piece: Buffer) => {
    bytes += piece.length;
    if (bytes > maxBodyBytes || !held(piece.length)) return settle({ ok: false, why: 'too_large' });
    pieces.push(piece);
    if (pieces.length > manyPieces && bytes < pieces.length * minPieceBytes) settle({ ok: false, why: 'too_many_pieces' });
  };
  const onEnd = () => {
    const [only] = pieces;
    settle({ ok: true, body: pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, bytes) });
  };
  const onClose = () => settle({ ok: false, why: 'cut' });

  function settle(outcome: BodyOutcome): void {
    request.off('data', onData).off('end', onEnd).off('close', onClose);
    done(outcome);
  }

  request.on('data', onData).on('end', onEnd).on('close', onClose);
}

/** Discarded after an early refusal before the connection is cut: a sender that is still writing would not read the answer otherwise. */
const lingerBytes = 1024 * 1024;
const lingerMs = 500;

/** Refuses whatever state the body is in. Where one is still coming, the connection is closed instead of reading it all. */
export function refuseUnread(request: IncomingMessage, response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  if (request.complete || !announcesBody(request)) {
    response.writeHead(status, { 'content-length': '0' });
    response.end();
    return;
  }
  response.writeHead(status, { 'content-length': '0', connection: 'close' });
  response.flushHeaders();
  let discarded = 0;
  const discard = (piece: Buffer) => {
    discarded += piece.length;
    if (discarded > lingerBytes) cut();
  };
  const timer = setTimeout(() => cut(), lingerMs);
  timer.unref();
  const end = () => {
    clearTimeout(timer);
    request.off('data', discard).off('end', end).off('close', end);
    response.end();
  };
  const cut = () => {
    end();
    request.destroy();
  };
  request.on('data', discard).on('end', end).on('close', end);
}

function announcesBody(request: IncomingMessage): boolean {
  return request.headers['transfer-encoding'] !== undefined || (announcedLength(request) ?? 0) > 0;
}
