import { MAX_CAPTION_CHARACTERS } from '../../../src-main/domain/media-rules.ts';
import { countCharacters } from '../../../src-main/domain/message-text.ts';
import { checkOutgoing, type OutgoingProblem, takesCaption } from '../../../src-main/domain/outgoing.ts';
import type { OutgoingContent } from '../../../src-preload/contract/index.ts';
import type { Attachment } from './state.ts';

/** One message of those that a press of Send makes, in order. */
export interface Planned {
  readonly content: OutgoingContent;
  /** The file that it takes along; null for a text. */
  readonly attachment: Attachment | null;
}

/**
 * What a press of Send sends: the files in order, each a message of its own. The text is the caption of the first file where that takes
 * one and has none yet; else it goes before them.
 */
export function planSending(text: string, attachments: readonly Attachment[]): readonly Planned[] {
  const words = text.trim();
  const files = attachments.filter(({ file, as }) => file !== null && as !== null);
  const [first] = files;
  const fits = countCharacters(words) <= MAX_CAPTION_CHARACTERS;
  const isCaption = words !== '' && fits && first?.as !== undefined && first.as !== null && takesCaption(first.as) && first.caption.trim() === '';
  const planned: Planned[] = words === '' || isCaption ? [] : [{ content: { type: 'text', body: words }, attachment: null }];
  for (const attachment of files) {
    const { file, as } = attachment;
    if (file === null || as === null) continue;
    const own = attachment.caption.trim();
    const caption = isCaption && attachment === first ? words : own;
    planned.push({ content: { type: as, fileId: file.fileId, caption: caption === '' || !takesCaption(as) ? null : caption }, attachment });
  }
  return planned;
}

/** The caption's own problem; null when it may go. */
export function captionProblem({ as, caption, file }: Attachment): OutgoingProblem | null {
  if (as === null || file === null || !takesCaption(as) || caption === '') return null;
  return checkOutgoing({ type: as, fileId: file.fileId, caption });
}
