import type { UploadFile } from './types.ts';

/** Bytes of a form that tell how many of them were read. The file itself is never copied. */
class CountedFile extends File {
  readonly #onRead: (bytes: number) => void;

  constructor(bytes: Blob, name: string, type: string, onRead: (bytes: number) => void) {
    super([bytes], name, { type });
    this.#onRead = onRead;
  }

  override stream(): ReturnType<File['stream']> {
    const onRead = this.#onRead;
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        onRead(chunk.byteLength);
        controller.enqueue(chunk);
      },
    });
    return super.stream().pipeThrough(counter);
  }
}

/** The form of an upload (Meta: "Media", upload): `messaging_product`, `type`, `file`. `onShare` hears 0 to 1. */
export function uploadForm(file: UploadFile, onShare: (share: number) => void): FormData {
  let read = 0;
  const counted = new CountedFile(file.bytes, file.filename, file.mime, (bytes) => {
    read += bytes;
    onShare(file.bytes.size === 0 ? 1 : Math.min(1, read / file.bytes.size));
  });
  const form = new FormData();
  form.append('messaging_product', 'whatsapp');
  form.append('type', file.mime);
  // Without a name of its own, or it would be copied into a plain file that does not count.
  form.append('file', counted);
  return form;
}
