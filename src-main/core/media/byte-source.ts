import type { FileHandle } from 'node:fs/promises';

/** Bytes that can be read anywhere. */
export interface ByteSource {
  readonly size: number;
  /** Up to `length` bytes from `at` on; fewer where the file ends. */
  read(at: number, length: number): Promise<Buffer>;
}

/** A file whose first bytes are in memory already, so that most questions open nothing. */
export function fileSource(head: Buffer, size: number, open: () => Promise<FileHandle>): ByteSource & { close(): Promise<void> } {
  let opened: Promise<FileHandle> | null = null;
  return {
    size,
    async read(at, length) {
      const end = Math.min(size, at + length);
      if (at >= end) return Buffer.alloc(0);
      if (end <= head.length) return head.subarray(at, end);
      opened ??= open();
      const handle = await opened;
      const buffer = Buffer.alloc(end - at);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      return buffer.subarray(0, bytesRead);
    },
    async close() {
      if (opened !== null) await (await opened).close();
    },
  };
}
