import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Wire } from '../../../src-preload/contract/bridge.ts';
import { filesChannel, mostChunkBytes } from '../../../src-preload/contract/channels.ts';
import type { WicketFiles } from '../../compose.ts';
import { toFailure, WicketError, type ErrorCode } from '../../domain/errors.ts';
import type { Clock, Log } from '../../ports.ts';
import { takeFile } from '../shared/files-route.ts';
import { mayCall } from './security.ts';

export interface FilesIpcOptions {
  readonly files: () => WicketFiles | null;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files on their way from the page at once. */
const MOST_TRANSFERS = 8;
/** A page that was reloaded in the middle sends nothing more. */
const SILENCE_MS = 60_000;

interface Transfer {
  readonly writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly result: Promise<Wire<unknown>>;
  listen(): void;
  end(): void;
}

/** Takes files from the page in pieces: the preload has no path to give, and the page's policy lets it send nowhere. */
export function serveFiles(ipc: Pick<IpcMain, 'handle'>, { files, clock, log }: FilesIpcOptions): void {
  const transfers = new Map<number, Transfer>();
  let nextId = 1;

  ipc.handle(filesChannel, async (event: IpcMainInvokeEvent, step: unknown, ...words: unknown[]): Promise<Wire<unknown>> => {
    if (!mayCall(event.senderFrame)) {
      log.warn('files.refused', { reason: 'sender' });
      return refused('session_expired');
    }
    const [first, second] = words;
    if (step === 'begin' && typeof first === 'string' && typeof second === 'string') return begin(first, second);
    const transfer = typeof first === 'number' ? transfers.get(first) : undefined;
    if (transfer === undefined) return refused('bridge_lost');
    switch (step) {
      case 'chunk':
        return await chunk(transfer, second);
      case 'end':
        transfer.end();
        await transfer.writer.close().catch(() => undefined);
        return await transfer.result;
      case 'cancel':
        transfer.end();
        await transfer.writer.abort(new Error('The page let go of the file.')).catch(() => undefined);
        await transfer.result;
        return { ok: true, value: { done: true } };
      default:
        return refused('bad_input');
    }
  });

  function begin(name: string, mime: string): Wire<unknown> {
    if (transfers.size >= MOST_TRANSFERS) return refused('too_large');
    const id = nextId;
    nextId += 1;
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    const writer = pipe.writable.getWriter();
    // The result tells what went wrong; the writer's own word for it is heard with each piece.
    writer.closed.catch(() => undefined);
    const result = takeFile(files(), pipe.readable, { name, mime: mime === '' ? null : mime }, log);
    // Once there is a result nobody reads on: pieces on their way must not wait for it.
    void result.then(() => writer.abort().catch(() => undefined));
    let cancelSilence = (): void => undefined;
    const transfer: Transfer = {
      writer,
      result,
      listen() {
        cancelSilence();
        cancelSilence = clock.after(SILENCE_MS, () => {
          transfer.end();
          void writer.abort(new Error('The page fell silent.')).catch(() => undefined);
        });
      },
      end() {
        cancelSilence();
        transfers.delete(id);
      },
    };
    transfers.set(id, transfer);
    transfer.listen();
    return { ok: true, value: id };
  }

  async function chunk(transfer: Transfer, bytes: unknown): Promise<Wire<unknown>> {
    if (!(bytes instanceof ArrayBuffer) || bytes.byteLength > mostChunkBytes) return refused('too_large');
    transfer.listen();
    try {
      await transfer.writer.write(new Uint8Array(bytes));
      return { ok: true, value: { done: true } };
    } catch {
      // The core stopped reading: it says why.
      transfer.end();
      return await transfer.result;
    }
  }
}

function refused(code: ErrorCode): Wire<never> {
  return { ok: false, error: toFailure(new WicketError(code)) };
}
