import type { ParsedInput } from '../../../src-preload/contract/methods.ts';
import { matchKey } from '../../domain/phone.ts';
import { searchWords } from '../../domain/search-text.ts';
import type { ConversationRecord } from '../../storage/repositories/conversations.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Counts } from '../counts.ts';

type ListRequest = ParsedInput<'conversations.page'>;
type Cursor = NonNullable<ListRequest['after']>;

export interface ListPage {
  readonly records: readonly ConversationRecord[];
  readonly next: Cursor | null;
  readonly total: number;
}

/** From this many digits on a typed number is compared in all its spellings, not only as a piece of one. */
const wholeNumberDigits = 8;

/** One page of the list: by name or number where something is searched, else one of the views. */
export async function listPage(read: Storage['read'], counts: Counts, request: ListRequest): Promise<ListPage> {
  const { words, digits } = searchWords(request.query);
  if (words.length > 0) return await searchedPage(read, counts, request, words, digits);
  return request.view === 'closing' ? await closingPage(read, counts, request) : await recentPage(read, request);
}

async function recentPage(read: Storage['read'], { connectionId, view, after, limit }: ListRequest): Promise<ListPage> {
  const unreadOnly = view === 'unread';
  const records = await read.conversations.page({ connectionId, unreadOnly }, after, limit + 1);
  const total = await (unreadOnly ? read.counts.unread(connectionId) : read.counts.all(connectionId));
  return cut(records, limit, total, byRecency);
}

async function searchedPage(
  read: Storage['read'],
  counts: Counts,
  { connectionId, view, after, limit }: ListRequest,
  words: readonly string[],
  digits: string | null,
): Promise<ListPage> {
  const search = {
    connectionId,
    unreadOnly: view === 'unread',
    closing: view === 'closing' ? counts.closingRange() : null,
    words,
    matchKey: digits !== null && digits.length >= wholeNumberDigits ? matchKey(digits) : null,
  };
  const { records, total } = await read.conversationSearch.page(search, after, limit + 1);
  return cut(records, limit, total, byRecency);
}

/** By the time that is left. */
async function closingPage(read: Storage['read'], counts: Counts, { connectionId, after, limit }: ListRequest): Promise<ListPage> {
  const range = counts.closingRange();
  const records = await read.conversations.closing(connectionId, range, after, limit + 1);
  return cut(records, limit, await read.counts.closing(connectionId, range), byTimeLeft);
}

/** One row more than asked for was read: it says whether there is a next page. */
function cut(records: readonly ConversationRecord[], limit: number, total: number, cursorOf: (record: ConversationRecord) => Cursor): ListPage {
  const page = records.slice(0, limit);
  const last = page.at(-1);
  return { records: page, next: records.length > limit && last !== undefined ? cursorOf(last) : null, total };
}

function byRecency({ id, lastAt }: ConversationRecord): Cursor {
  return { at: lastAt, id };
}

function byTimeLeft({ id, windowOpenedAt }: ConversationRecord): Cursor {
  return { at: windowOpenedAt ?? 0, id };
}
