import { expect, test } from 'vitest';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { createTyping, TYPING_PAUSE_MS } from './typing.ts';

test('typing is told at most once in 20 s, per conversation', () => {
  let now = 1_000;
  const told: number[] = [];
  const note = createTyping({ tell: (id) => void told.push(id), now: () => now });
  const [one, two] = [1 as ConversationId, 2 as ConversationId];
  note(one);
  note(two);
  now += TYPING_PAUSE_MS - 1;
  note(one);
  expect(told).toEqual([1, 2]);
  now += 1;
  note(one);
  expect(told).toEqual([1, 2, 1]);
  now -= 60_000;
  note(one);
  expect(told).toEqual([1, 2, 1, 1]);
});
