import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { MessageView } from '../../../src-preload/contract/index.ts';

/** Pictures of one sender within this time after each other were sent together. */
export const ALBUM_MS = 60_000;

export interface AlbumRules {
  readonly firstUnreadId: MessageId | null;
  readonly isSameDay: (left: number, right: number) => boolean;
}

/** Cuts messages into runs: pictures that were sent together are one run, every other message is one by itself. Order stays. */
export function albumRuns(messages: readonly MessageView[], rules: AlbumRules): readonly (readonly MessageView[])[] {
  const runs: MessageView[][] = [];
  for (const message of messages) {
    const run = runs.at(-1);
    if (run !== undefined && continues(run, message, rules)) run.push(message);
    else runs.push([message]);
  }
  return runs;
}

function continues(run: readonly MessageView[], message: MessageView, rules: AlbumRules): boolean {
  const last = run[run.length - 1];
  if (last === undefined || !isAlbumPicture(last) || !isAlbumPicture(message)) return false;
  // One caption belongs to the whole; a second one shows that each picture has its own.
  if (message.text !== null && run.some((one) => one.text !== null)) return false;
  return (
    message.id !== rules.firstUnreadId &&
    message.direction === last.direction &&
    message.author === last.author &&
    message.source === last.source &&
    message.forwarded === last.forwarded &&
    message.sentAt - last.sentAt < ALBUM_MS &&
    rules.isSameDay(last.sentAt, message.sentAt)
  );
}

/** A picture or video with nothing of its own to tell beside it; what is quoted, reacted to, deleted or went wrong stands alone. */
function isAlbumPicture(message: MessageView): boolean {
  const { content, state } = message;
  if (content.type !== 'image' && content.type !== 'video') return false;
  if (state === 'failed' || state === 'unsure' || state === 'cancelled') return false;
  return (
    message.quote === null &&
    message.reactions.length === 0 &&
    message.deleted === null &&
    message.referral === null &&
    message.product === null &&
    message.editedAt === null
  );
}
