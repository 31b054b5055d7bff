import { WicketError } from '../domain/errors.ts';
import { type FileKind, fileKinds } from '../domain/media-rules.ts';
import { checkOutgoing, type OutgoingContent, type OutgoingProblem } from '../domain/outgoing.ts';
import { messageForm } from '../domain/outgoing-object.ts';
import type { Outgoing } from './send-queue.ts';

/** A file that a person handed over. */
export interface SendableFile {
  readonly sha256: string;
  readonly name: string;
  /** What the bytes are. */
  readonly mime: string;
  readonly bytes: number;
}

export interface FileGrants {
  /** Null when there is no such file (any more). */
  grant(fileId: string): Promise<SendableFile | null>;
}

/** What is to be sent, once it fits Meta's limits; else throws what does not fit, with the field in the detail. */
export async function outgoingOf(files: FileGrants, content: OutgoingContent): Promise<Outgoing> {
  if (!isFile(content)) {
    refuse(checkOutgoing(content));
    return { form: messageForm(content), sha256: null };
  }
  const file = await files.grant(content.fileId);
  if (file === null) throw new WicketError('file_missing', { detail: { field: 'file' } });
  refuse(checkOutgoing(content, { mime: file.mime, bytes: file.bytes }));
  return { form: messageForm(content, file), sha256: file.sha256 };
}

function refuse(problem: OutgoingProblem | null): void {
  if (problem === null) return;
  const { code, message, cure, field } = problem;
  throw new WicketError(code, { message, cure, detail: { field } });
}

export function isFile(content: OutgoingContent): content is Extract<OutgoingContent, { readonly type: FileKind }> {
  return fileKinds.some((kind) => kind === content.type);
}
