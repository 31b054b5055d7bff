import type { ConversationId } from '../../src-main/domain/ids.ts';
import { windowClosesAt } from '../../src-main/domain/service-window.ts';
import type { ConversationRow } from '../../src-preload/contract/index.ts';
import type { ConversationList } from './conversations-list.ts';

export interface ClosingGroups {
  /** The customer wrote last, or our answer did not go out. */
  readonly waiting: readonly ConversationRow[];
  /** The business wrote last. */
  readonly answered: readonly ConversationRow[];
}

/** The rows whose window is still open at `now`, in two groups, each by time left. */
export function closingGroups(
  list: ConversationList,
  rows: ReadonlyMap<ConversationId, ConversationRow>,
  now: number,
): ClosingGroups {
  const waiting: ConversationRow[] = [];
  const answered: ConversationRow[] = [];
  for (const slot of list.slots) {
    const row = rows.get(slot.id);
    if (row === undefined) continue;
    const closesAt = windowClosesAt(row.window);
    if (closesAt === null || closesAt <= now) continue;
    if (isAnswered(row)) answered.push(row);
    else waiting.push(row);
  }
  return { waiting, answered };
}

/** The business wrote last, and it went out or still may. */
export function isAnswered(row: ConversationRow): boolean {
  const { preview } = row;
  return preview !== null && preview.direction === 'out' && preview.state !== 'failed' && preview.state !== 'cancelled';
}

/** The order in which the closing view shows its conversations. */
export function closingOrder(groups: ClosingGroups): readonly ConversationId[] {
  return [...groups.waiting, ...groups.answered].map((row) => row.id);
}
