import { messageContentOf } from '../../domain/message-content.ts';

/** A message in one line, as list rows and quotes tell it. */
export interface Brief {
  /** Meta's word for the kind; `voice` for a recorded note, `deleted` for what its writer deleted. */
  readonly kind: string;
  /** On one line. */
  readonly text: string | null;
}

/** The short form of a message. A document without words is told by its name; what was deleted says nothing more. */
export function briefOf(message: { readonly kind: string; readonly text: string | null; readonly content: string | null; readonly deleted: boolean }): Brief {
  if (message.deleted) return { kind: 'deleted', text: null };
  const { kind } = message;
  const content = messageContentOf<null>({ kind, content: parseContent(message.content), direction: 'in' }, null);
  const text = message.text ?? (content.type === 'document' ? content.filename : null);
  return { kind: content.type === 'voice' ? 'voice' : kind, text: text === null ? null : text.replace(/\s+/gu, ' ').trim() };
}

/** What `message.content` holds; null where a damaged cell holds nothing that can be read. */
export function parseContent(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
