import type { FileBytes, Wire } from './contract/bridge.ts';
import type { FileGrant } from './contract/content.ts';
import { refused } from './failures.ts';

/** What a file's transfer needs of the line; each answer says whether it went well. */
export interface TransferLine {
  begin(name: string, mime: string): Promise<Wire<number>>;
  chunk(id: number, bytes: ArrayBuffer): Promise<Wire<unknown>>;
  end(id: number): Promise<Wire<FileGrant>>;
  cancel(id: number): Promise<unknown>;
  release(fileId: string): Promise<unknown>;
}

export interface Transfer {
  readonly grant: Promise<Wire<FileGrant>>;
  cancel(): void;
}

/** What is told when the person changed their mind. */
export const letGo: Wire<never> = { ok: false, error: { code: 'not_found', message: 'The file was let go of.', cure: 'Choose it again.' } };

const unreadable: Wire<never> = { ok: false, error: { code: 'not_found', message: 'The file could not be read.', cure: 'Choose it again.' } };

/** Sends a file in pieces, the next one when the last has been taken. */
export function transferFile(line: TransferLine, file: FileBytes, name: string, pieceBytes: number, progress?: (share: number) => void): Transfer {
  let cancelled = false;
  const run = async (): Promise<Wire<FileGrant>> => {
    const begun = await line.begin(name, file.type);
    if (!begun.ok) return begun;
    const id = begun.value;
    try {
      for await (const { bytes, share } of pieces(file, pieceBytes)) {
        if (cancelled) break;
        const taken = await line.chunk(id, bytes);
        if (!taken.ok) return taken;
        progress?.(share);
      }
    } catch {
      // It was moved or changed since it was picked.
      await line.cancel(id);
      return unreadable;
    }
    if (cancelled) {
      await line.cancel(id);
      return letGo;
    }
    const granted = await line.end(id);
    if (cancelled && granted.ok) {
      await line.release(granted.value.fileId);
      return letGo;
    }
    return granted;
  };
  return {
    // The main process answers with data, always; what throws here is the line itself.
    grant: run().catch(() => (cancelled ? letGo : refused('bridge_lost'))),
    cancel: () => {
      cancelled = true;
    },
  };
}

async function* pieces(file: FileBytes, pieceBytes: number): AsyncGenerator<{ readonly bytes: ArrayBuffer; readonly share: number }> {
  const whole = 'slice' in file ? null : await file.arrayBuffer();
  for (let at = 0; at < file.size; at += pieceBytes) {
    const end = Math.min(file.size, at + pieceBytes);
    const bytes = whole === null ? await (file as unknown as Blob).slice(at, end).arrayBuffer() : whole.slice(at, end);
    yield { bytes, share: end / file.size };
  }
}
