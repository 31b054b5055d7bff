import { WicketError } from '../../domain/errors.ts';
import { ask, connect, type ControlHandler } from './control-protocol.ts';
import { type FolderOwner, lockFolder, readLock } from './folder-lock.ts';

/** Becomes the folder's owner and answers requests. Rejects with `folder_locked` or `folder_unusable`. */
export async function serveControl({ folder, handle }: { folder: string; handle: ControlHandler }): Promise<FolderOwner> {
  const owner = await lockFolder(folder);
  owner.serve(handle);
  return owner;
}

/**
 * Asks the folder's running owner. Gives undefined when nobody owns the folder; rejects with the owner's own error, with
 * `bridge_lost` when it went away before answering, or with `timed_out`.
 */
export async function callControl(folder: string, request: unknown, timeoutMs = 60_000): Promise<{ readonly value: unknown } | undefined> {
  const lock = readLock(folder);
  if (lock === null) return undefined;
  const socket = await connect(lock.socket);
  if (socket === null) return undefined;
  try {
    const answer = await ask(socket, JSON.stringify({ token: lock.token, request }), timeoutMs);
    if (answer.ok) return { value: answer.value };
    const { code, message, cure, detail } = answer.error;
    throw new WicketError(code, { message, cure, ...(detail === undefined ? {} : { detail }) });
  } finally {
    socket.destroy();
  }
}
