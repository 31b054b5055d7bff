import { createConnection, type Socket } from 'node:net';
import { toFailure, WicketError, type Failure } from '../../domain/errors.ts';
import { readLines } from './lines.ts';

/** Answers one request of the command line with something that JSON can hold; what it throws arrives there as the same error. */
export type ControlHandler = (request: unknown) => Promise<unknown>;

/** What goes back over the socket, one line each. */
export type ControlAnswer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: Failure };

/** Serves one connection: each line is a request with the folder's token, each answer a line. One at a time, in order. */
export function serveConnection(socket: Socket, token: string, handler: Promise<ControlHandler>): void {
  let turn = Promise.resolve();
  socket.on('error', () => socket.destroy());
  readLines(socket, (line) => {
    turn = turn.then(async () => {
      const answer = await answerLine(line, token, handler);
      if (answer === undefined) socket.destroy();
      else if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
    });
  });
}

async function answerLine(line: string, token: string, handler: Promise<ControlHandler>): Promise<ControlAnswer | undefined> {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('token' in message) || message.token !== token) return undefined;
    const value = await (await handler)('request' in message ? message.request : undefined);
    return { ok: true, value };
  } catch (thrown) {
    return { ok: false, error: toFailure(thrown) };
  }
}

/** An open connection to whoever listens there; null when nobody does. */
export function connect(path: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', () => resolve(null));
  });
}

/** Sends one line and gives the answer to it. Rejects with `timed_out`, or `bridge_lost` when the other side goes away. */
export function ask(socket: Socket, line: string, timeoutMs: number): Promise<ControlAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new WicketError('timed_out')), timeoutMs);
    const lost = () => {
      clearTimeout(timer);
      reject(new WicketError('bridge_lost', { cure: 'Look whether Wicket still runs, then try again.' }));
    };
    socket.once('error', lost).once('close', lost);
    readLines(socket, (answer) => {
      clearTimeout(timer);
      resolve(JSON.parse(answer) as ControlAnswer);
    });
    socket.write(`${line}\n`);
  });
}
