import { describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../src-preload/contract/index.ts';
import { closingGroups, closingOrder } from './closing.ts';
import type { ConversationList } from './conversations-list.ts';
import { sampleRow } from './sample-rows.test-support.ts';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const row = (id: number, hoursLeft: number, direction: 'in' | 'out', state: 'read' | 'failed' | null = null): ConversationRow => {
  const sample = sampleRow(id, now - HOUR);
  return {
    ...sample,
    preview: sample.preview === null ? null : { ...sample.preview, direction, state },
    window: { openedAt: now + (hoursLeft - 24) * HOUR, closedByMetaAt: null },
  };
};

describe('the groups of the closing view', () => {
  const rows = [row(1, 0.5, 'in'), row(2, 1, 'out'), row(3, 2, 'in'), row(4, 0, 'in'), row(5, 3, 'out', 'failed')];
  const list: ConversationList = {
    query: { connectionId: null, view: 'closing', query: '' },
    slots: rows.map(({ id }) => ({ id, at: id })),
    next: null,
    total: rows.length,
  };
  const groups = closingGroups(list, new Map(rows.map((one) => [one.id, one])), now);

  it('parts who waits from who was answered and leaves out what has closed; an answer that failed is none', () => {
    expect(groups.waiting.map((one) => one.id)).toEqual([1, 3, 5]);
    expect(groups.answered.map((one) => one.id)).toEqual([2]);
  });

  it('goes through the waiting ones first', () => {
    expect(closingOrder(groups)).toEqual([1, 3, 5, 2]);
  });
});
