import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sign } from '../wire/signature.ts';
import { maxBodyBytes } from './body.ts';
import { limitConnections } from './connection-limit.ts';
import { appSecret, type Harness, path, rawConnection, rawPost, startHarness, webhook } from './receiver.test-support.ts';

/** The proof that nothing is stalled: an honest delivery goes through at once. */
async function expectHonestToPass({ send, stored }: Harness): Promise<void> {
  const before = stored.length;
  const startedAt = performance.now();
  expect((await send({ body: webhook('honest') })).status).toBe(200);
  // Long enough for a busy machine on which the attacker shares the receiver's process, far shorter than Meta's patience or any time-out here.
  expect(performance.now() - startedAt).toBeLessThan(6000);
  expect(stored).toHaveLength(before + 1);
}

const headersOf = (headers: Record<string, string>) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\nx-hub-signature-256: sha256=${'0'.repeat(64)}\r\n${Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

describe('large bodies', () => {
  it('takes one of Meta’s largest size and of exactly the limit', async () => {
    const harness = await startHarness();
    for (const size of [3_000_000, maxBodyBytes]) {
      const body = webhook('x'.repeat(size - webhook('').length));
      expect(Buffer.byteLength(body)).toBe(size);
      expect((await harness.send({ body })).status).toBe(200);
    }
    expect(harness.stored).toHaveLength(2);
  });

  it('refuses one byte more with 413', async () => {
    const harness = await startHarness();
    const body = webhook('x'.repeat(maxBodyBytes - webhook('').length + 1));
    expect((await harness.send({ body })).status).toBe(413);
    expect(harness.stored).toEqual([]);
  });

  it('refuses by the announced length alone and hangs up on who goes on sending', async () => {
    const harness = await startHarness();
    const { socket, answers, closed } = await harness.raw();
    socket.write(headersOf({ 'content-length': String(100 * 1024 ** 3) }));
    expect(await answers(1)).toEqual(['413']);
    const flood = Buffer.alloc(64 * 1024);
    for (let sent = 0; sent < 1000 && !socket.destroyed; sent += 1) if (!socket.write(flood)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    await closed;
    await expectHonestToPass(harness);
  });

  it('refuses a body of unknown length once it grows over the limit', async () => {
    const harness = await startHarness();
    const { socket, answers, closed } = await harness.raw();
    socket.write(headersOf({ 'transfer-encoding': 'chunked' }));
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    for (let sent = 0; sent < 70 && !socket.destroyed; sent += 1) if (!socket.write(chunk)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    expect(await answers(1)).toEqual(['413']);
    await closed;
    await expectHonestToPass(harness);
  });

  it('lets many half-sent bodies fill a bounded amount of memory only', async () => {
    const harness = await startHarness();
    const half = Buffer.alloc(3 * 1024 * 1024, 'x');
    const connections = await Promise.all(Array.from({ length: 40 }, () => harness.raw()));
    for (const { socket } of connections) {
      socket.write(headersOf({ 'content-length': String(maxBodyBytes) }));
      socket.write(half);
    }
    // Of 120 MiB that want to be held, 64 may: 21 bodies of 3 MiB.
    await new Promise<void>((resolve) => {
      let hungUp = 0;
      for (const { closed } of connections) {
        void closed.then(() => {
          hungUp += 1;
          if (hungUp === 40 - 21) resolve();
        });
      }
    });
    expect(harness.receiver.counters().refusedOther).toBeGreaterThanOrEqual(40 - 21);
    for (const { socket } of connections) socket.destroy();
    await Promise.all(connections.map(({ closed }) => closed));
    await expectHonestToPass(harness);
  });
});

describe('strange bodies', () => {
  it('refuses an encoded body without unpacking it', async () => {
    const harness = await startHarness();
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    for (const encoding of ['gzip', 'br', 'deflate', 'zstd', 'gzip, gzip']) {
      expect((await harness.send({ body: bomb, headers: { 'content-encoding': encoding } })).status).toBe(415);
    }
    expect((await harness.send({ body: webhook(), headers: { 'content-encoding': 'identity' } })).status).toBe(200);
  });

  it('hangs up on a flood of tiny chunks', async () => {
    const harness = await startHarness();
    const { socket, answers, closed } = await harness.raw();
    socket.write(headersOf({ 'transfer-encoding': 'chunked' }));
    const tiny = '1\r\nx\r\n'.repeat(10_000);
    for (let sent = 0; sent < 100 && !socket.destroyed; sent += 1) if (!socket.write(tiny)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed]);
    expect(await answers(1)).toEqual(['400']);
    await closed;
    await expectHonestToPass(harness);
  });

  it('takes an honest body in chunks', async () => {
    const harness = await startHarness();
    const body = webhook('in pieces '.repeat(100));
    const { socket, answers } = await harness.raw();
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nx-hub-signature-256: ${sign(body, appSecret)}\r\n\r\n`);
    for (let at = 0; at < body.length; at += 7) {
      const piece = body.slice(at, at + 7);
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`);
    }
    socket.write('0\r\n\r\n');
    expect(await answers(1)).toEqual(['200']);
    expect(harness.stored).toEqual([body]);
  });

  it('stores nothing of a body that is cut short of its length', async () => {
    const harness = await startHarness();
    const { socket, closed } = await harness.raw();
    socket.end(rawPost(webhook(), { 'content-length': String(webhook().length + 10) }));
    await closed;
    expect(harness.stored).toEqual([]);
    await expectHonestToPass(harness);
  });

  it('reads no further than the told length, so that the rest is no part of the body', async () => {
    const harness = await startHarness();
    const { socket, closed, received } = await harness.raw();
    socket.write(`${rawPost(webhook())}and something else\r\n\r\n`);
    await closed;
    expect(received()).toContain('HTTP/1.1 400 ');
    expect(harness.stored).toEqual([webhook()]);
  });

  it.each([
    ['two different lengths', { 'content-length': '5\r\ncontent-length: 6' }],
    ['a length and chunks', { 'content-length': '5', 'transfer-encoding': 'chunked' }],
    ['a length that is no number', { 'content-length': '-1' }],
    ['a broken chunk', { 'transfer-encoding': 'chunked\r\n\r\nzz' }],
  ])('refuses %s', async (_, headers) => {
    const harness = await startHarness();
    const { socket, answers, closed } = await harness.raw();
    socket.write(headersOf(headers as unknown as Record<string, string>));
    expect(await answers(1)).toEqual(['400']);
    await closed;
    await expectHonestToPass(harness);
  });
});

describe('strange headers', () => {
  it('refuses headers that are too large', async () => {
    const harness = await startHarness();
    const { socket, answers, closed } = await harness.raw();
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n`);
    for (let sent = 0; sent < 1000 && !socket.destroyed; sent += 1) socket.write(`x-${sent}: ${'y'.repeat(1000)}\r\n`);
    expect(await answers(1)).toEqual(['431']);
    await closed;
    await expectHonestToPass(harness);
  });

  it('refuses an address that is too long', async () => {
    const harness = await startHarness();
    const { socket, answers } = await harness.raw();
    socket.write(`GET ${path}?${'x'.repeat(100_000)} HTTP/1.1\r\nhost: x\r\n\r\n`);
    expect(await answers(1)).toEqual(['431']);
    await expectHonestToPass(harness);
  });

  it('answers what is not HTTP at all with 400 and hangs up', async () => {
    const harness = await startHarness();
    for (const noise of ['\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001', 'hello\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n']) {
      const { socket, closed, received } = await harness.raw();
      socket.write(noise, 'latin1');
      await closed;
      expect(received()).toMatch(/^HTTP\/1\.1 (400|505) /);
    }
    await expectHonestToPass(harness);
  });

  it('does not mind several signatures: together they are none', async () => {
    const harness = await startHarness();
    const { socket, answers } = await harness.raw();
    socket.write(rawPost(webhook(), { 'x-hub-signature-256': `${sign(webhook(), appSecret)}\r\nx-hub-signature-256: ${sign(webhook(), appSecret)}` }));
    expect(await answers(1)).toEqual(['401']);
  });
});

describe('many and slow connections', () => {
  it('answers while a thousand connections say nothing', async () => {
    const harness = await startHarness();
    await Promise.all(Array.from({ length: 1000 }, () => harness.raw()));
    await expectHonestToPass(harness);
  });

  it('answers while hundreds send their headers or bodies drop by drop', async () => {
    const harness = await startHarness();
    const slow = await Promise.all(Array.from({ length: 400 }, () => harness.raw()));
    let dripping = true;
    const drip = (async () => {
      for (const [index, { socket }] of slow.entries()) socket.write(index % 2 === 0 ? `POST ${path} HTTP/1.1\r\n` : headersOf({ 'content-length': '1000000' }));
      for (let round = 0; dripping && round < 10_000; round += 1) {
        for (const { socket } of slow) socket.write('x');
        // The attack's own pace; attacker and receiver share this process.
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    for (let round = 0; round < 5; round += 1) await expectHonestToPass(harness);
    dripping = false;
    await drip;
  });

  it('cuts who says nothing, half of the headers or half of the body for too long', async () => {
    const harness = await startHarness({ limits: { headersMs: 100, requestMs: 200, checkMs: 20 } });
    const silent = await harness.raw();
    const halfHeaders = await harness.raw();
    halfHeaders.socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\n`);
    const halfBody = await harness.raw();
    halfBody.socket.write(headersOf({ 'content-length': '1000' }));
    await Promise.all([silent.closed, halfHeaders.closed, halfBody.closed]);
    expect(harness.stored).toEqual([]);
    await expectHonestToPass(harness);
  });

  it('closes the connection that has been idle longest when there are too many, never one at work', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: answerNow, resolve: answer } = Promise.withResolvers<void>();
    const server = createServer((_, response) => {
      ask();
      void answerNow.then(() => response.end('done'));
    });
    limitConnections(server, 3);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const atWork = await rawConnection(port);
    atWork.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await asked;
    const oldest = await rawConnection(port);
    const younger = await rawConnection(port);
    const newest = await rawConnection(port);
    await oldest.closed;
    answer();
    expect(await atWork.answers(1)).toEqual(['200']);
    newest.socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await newest.answers(1)).toEqual(['200']);
    expect(younger.socket.destroyed).toBe(false);
  });

  it('answers requests in a row on one connection in their order', async () => {
    const harness = await startHarness();
    const { socket, answers } = await harness.raw();
    const bodies = Array.from({ length: 200 }, (_, index) => webhook(`number ${index}`));
    socket.write(bodies.map((body) => rawPost(body)).join(''));
    expect(await answers(200)).toEqual(Array.from({ length: 200 }, () => '200'));
    expect(harness.stored).toEqual(bodies);
  });

  it('is not held up by a flood of requests in a row whose answers nobody reads', async () => {
    const harness = await startHarness();
    const { socket } = await harness.raw();
    socket.pause();
    const many = `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(500);
    let waits = 0;
    for (let sent = 0; sent < 1000 && waits < 5; sent += 1) {
      if (socket.write(many)) continue;
      waits += 1;
      await expectHonestToPass(harness);
    }
    expect(waits).toBeGreaterThan(0);
  });

  it.each(['CONNECT x:80 HTTP/1.1\r\nhost: x\r\n\r\n', `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`])(
    'opens no other protocol: %j',
    async (request) => {
      const harness = await startHarness();
      const { socket, answers, closed } = await harness.raw();
      socket.write(request);
      await Promise.race([answers(1), closed]);
      expect(await answers(0)).not.toContain('101');
      expect(await answers(0)).not.toContain('200');
      await expectHonestToPass(harness);
    },
  );

  it('ends quickly with connections open: silent, half-way and unanswered ones', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const harness = await startHarness({
      append: () => {
        ask();
        return new Promise(() => undefined);
      },
    });
    await harness.raw();
    const half = await harness.raw();
    half.socket.write(`POST ${path} HTTP/1.1\r\n`);
    const unanswered = await harness.raw();
    unanswered.socket.write(rawPost(webhook()));
    await asked;
    const startedAt = performance.now();
    await harness.receiver.close();
    expect(performance.now() - startedAt).toBeLessThan(3000);
    await Promise.all([half.closed, unanswered.closed]);
  });

  it('lets a delivery that is being stored have its answer before it ends', async () => {
    const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
    const { promise: durable, resolve: flush } = Promise.withResolvers<void>();
    const harness = await startHarness({
      append: () => {
        ask();
        return durable;
      },
    });
    const answer = harness.send({ body: webhook() });
    await asked;
    const closing = harness.receiver.close();
    flush();
    expect((await answer).status).toBe(200);
    await closing;
  });
});
