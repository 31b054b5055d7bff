import type { FileKind } from '../../../src-main/domain/media-rules.ts';
import type { DraftAttachment, FileGrant } from '../../../src-preload/contract/index.ts';
import type { FailureWords } from '../failure-text.ts';

/** A file that was picked, dropped or pasted and waits above the text. */
export interface Attachment {
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  /** moving: it is being handed to the core. refused: WhatsApp does not take it. failed: it could not be handed over. */
  readonly state: 'moving' | 'ready' | 'refused' | 'failed';
  /** 0 to 1 while it is moving. */
  readonly share: number;
  readonly file: FileGrant | null;
  readonly as: FileKind | null;
  readonly caption: string;
  /** Why it cannot be sent, and what to do. */
  readonly problem: FailureWords | null;
  /** A picture that would fit once it is made smaller or another type. */
  readonly shrinkable: boolean;
}

/** Where a file stands once the core has it. */
export function granted(attachment: Attachment, file: FileGrant): Attachment {
  const as = attachment.as !== null && file.kinds.includes(attachment.as) ? attachment.as : (file.kinds[0] ?? null);
  const { refusal } = file;
  const isRefused = refusal !== null && as === null;
  return {
    ...attachment,
    name: file.name,
    bytes: file.bytes,
    state: isRefused || as === null ? 'refused' : 'ready',
    share: 1,
    file,
    as,
    problem: refusal === null ? null : { code: refusal.code === 'too_large' ? 'too_large' : 'bad_input', message: refusal.message, cure: refusal.cure },
    shrinkable: refusal?.shrinkable ?? false,
  };
}

export function stored({ file, caption, as }: DraftAttachment): Attachment {
  const blank: Attachment = {
    key: file.fileId,
    name: file.name,
    bytes: file.bytes,
    state: 'ready',
    share: 1,
    file,
    as,
    caption,
    problem: null,
    shrinkable: false,
  };
  return granted(blank, file);
}

/** What is kept of the files in a draft; what is still moving is not there yet. */
export function draftAttachments(list: readonly Attachment[]): DraftAttachment[] {
  return list.flatMap(({ file, caption, as }) => (file === null ? [] : [{ file, caption, as: as ?? 'document' }]));
}

/** Moves one entry by so many places; the ends stop it. */
export function moved<T extends { readonly key: string }>(list: readonly T[], key: string, by: number): readonly T[] {
  const from = list.findIndex((one) => one.key === key);
  const to = Math.min(list.length - 1, Math.max(0, from + by));
  const entry = list[from];
  if (entry === undefined || to === from) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, entry);
}
