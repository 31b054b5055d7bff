import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import type { Wire } from '../../../src-preload/contract/bridge.ts';
import { callChannel } from '../../../src-preload/contract/channels.ts';
import { maxCallBytes } from '../../../src-preload/contract/frames.ts';
import { toFailure, WicketError, type ErrorCode } from '../../domain/errors.ts';
import type { Log } from '../../ports.ts';
import { mayCall } from './security.ts';

/** Answers the page's calls. A stranger's call is refused before its input is looked at. */
export function serveCalls(ipc: Pick<IpcMain, 'handle'>, call: (name: string, input: unknown) => Promise<Wire<unknown>>, log: Log): void {
  ipc.handle(callChannel, async (event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Wire<unknown>> => {
    if (!mayCall(event.senderFrame)) {
      log.warn('ipc.refused', { reason: 'sender' });
      return refused('session_expired');
    }
    if (typeof name !== 'string') return refused('unknown_method');
    if (roughBytes(input) > maxCallBytes) return refused('too_large');
    try {
      return await call(name, input);
    } catch (thrown) {
      log.error('ipc.call_failed', { method: name }, thrown);
      return refused('internal');
    }
  });
}

function refused(code: ErrorCode): Wire<never> {
  return { ok: false, error: toFailure(new WicketError(code)) };
}

/** A lower bound of what an input weighs; stops counting at the limit, and does not follow circles forever. */
function roughBytes(input: unknown): number {
  let sum = 0;
  const waiting: unknown[] = [input];
  const met = new Set<object>();
  while (waiting.length > 0 && sum <= maxCallBytes) {
    const value = waiting.pop();
    sum += 8;
    if (typeof value === 'string') sum += value.length;
    else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) sum += value.byteLength;
    else if (typeof value === 'object' && value !== null && !met.has(value)) {
      met.add(value);
      for (const [key, inner] of Object.entries(value)) {
        sum += key.length;
        waiting.push(inner);
      }
    }
  }
  return sum;
}
