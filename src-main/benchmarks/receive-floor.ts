import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { business } from './business.ts';

/**
 * The least that taking a webhook costs when each is stored by itself: node:http, HMAC, JSON.parse, one insert with `synchronous=FULL`.
 * `receive-floor.ts FOLDER FLUSH_DELAY_MS`.
 */
const [, , folder, flushDelayMs] = process.argv;
if (folder === undefined) throw new Error('A folder is needed');

const db = new Sqlite(join(folder, 'floor.db'));
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.exec('CREATE TABLE IF NOT EXISTS delivery (id INTEGER PRIMARY KEY AUTOINCREMENT, received_at INTEGER NOT NULL, body BLOB)');
const insert = db.prepare('INSERT INTO delivery (received_at, body) VALUES (?, ?)');
const delayMs = Number(flushDelayMs ?? 0);
const sleeper = new Int32Array(new SharedArrayBuffer(4));

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on('data', (piece: Buffer) => pieces.push(piece));
  request.on('end', () => {
    const body = Buffer.concat(pieces);
    const own = createHmac('sha256', business.appSecret).update(body).digest();
    const told = Buffer.from(String(request.headers['x-hub-signature-256']).slice(7), 'hex');
    if (told.length !== own.length || !timingSafeEqual(own, told)) {
      response.writeHead(401, { 'content-length': '0' }).end();
      return;
    }
    JSON.parse(body.toString('utf8'));
    insert.run(Date.now(), body);
    if (delayMs > 0) Atomics.wait(sleeper, 0, 0, delayMs);
    response.writeHead(200, { 'content-length': '0' }).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ webhook: `http://127.0.0.1:${port}/api/webhook/whatsapp` })}\n`);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0));
