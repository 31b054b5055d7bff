import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyOnly } from './guard.ts';

let server: Server;

beforeAll(async () => {
  const app = express();
  app.use('/:key', keyOnly('the-key'), (_req, res) => void res.send('in'));
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => void server.close());

async function status(headers: Readonly<Record<string, string>>, method = 'GET', key = 'the-key'): Promise<number> {
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port, path: `/${key}/`, method, headers });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [{ statusCode: number; resume(): void }];
  answer.resume();
  return answer.statusCode;
}

const tab = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('the guard of the control panel', () => {
  test('the inbox in a browser, on another port of this computer, may open the panel in a tab', async () => {
    expect(await status({ 'sec-fetch-site': 'same-site', ...tab })).toBe(200);
  });

  test('it may neither frame it nor call it', async () => {
    expect(await status({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'same-site', ...tab }, 'POST')).toBe(403);
  });

  test('another site may not even send a tab here, and nobody without the key', async () => {
    expect(await status({ 'sec-fetch-site': 'cross-site', ...tab })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'none', ...tab }, 'GET', 'no-key')).toBe(403);
    expect(await status({})).toBe(200);
  });
});
