import { mayWriteFreely, type ServiceWindow, windowClosesAt } from '../../../src-main/domain/service-window.ts';

/** WhatsApp takes this many characters in one text. */
export const TEXT_LIMIT = 4096;
/** From here on the count is shown. */
export const COUNT_FROM = 3800;

export type BlockedBy = 'no_token' | 'token_refused' | 'group' | 'contact_blocked';

/** What the composer is at this moment. */
export type ComposerMode =
  | { readonly mode: 'reply' }
  /** Messages wait here until the line is back. */
  | { readonly mode: 'offline' }
  /**
   * `closesAt` is null when the customer never wrote, and ahead in the last minute, in which nothing is sent any more.
   * `byMeta` when Meta's word ended it early.
   */
  | { readonly mode: 'closed'; readonly closesAt: number | null; readonly byMeta: boolean }
  | { readonly mode: 'blocked'; readonly by: BlockedBy };

export interface ComposerModeInput {
  readonly window: ServiceWindow;
  readonly blockedBy: BlockedBy | null;
  readonly offlineSince: number | null;
}

/** Which shape the composer has at `now` (epoch ms, corrected clock). What blocks everything comes first. */
export function composerMode(input: ComposerModeInput, now: number): ComposerMode {
  if (input.blockedBy !== null) return { mode: 'blocked', by: input.blockedBy };
  if (!mayWriteFreely(input.window, now)) {
    const closesAt = windowClosesAt(input.window);
    const { openedAt, closedByMetaAt } = input.window;
    return { mode: 'closed', closesAt, byMeta: openedAt !== null && closedByMetaAt !== null && closedByMetaAt > openedAt };
  }
  return input.offlineSince === null ? { mode: 'reply' } : { mode: 'offline' };
}

/** How Meta counts a text: by characters, not by UTF-16 units. */
export function textLength(text: string): number {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}
