import { describe, expect, it } from 'vitest';
import { errorCodes } from './errors.ts';
import { metaErrorTable } from './meta-error-table.ts';
import { describeMetaError, describeStoredFailure, parseStoredFailure } from './meta-errors.ts';
import type { MetaErrorClass } from './meta-errors.ts';

const classes: Readonly<Record<MetaErrorClass, readonly number[]>> = {
  retry: [4, 80007, 613, 130429, 131056, 1, 2, 131000, 131016, 131057, 133004],
  later: [131064, 133016, 2494100, 131049, 131070, 133008, 133009, 133015, 132015, 132069, 134101],
  fix: [
    803, 100, 131008, 131009, 131021, 131055, 131059, 135000, 131030, 131047, 131051, 131062, 131063, 131053, 133000, 133005, 133006, 136024,
    1752041, 2388001, 2593107, 132000, 132001, 132005, 132007, 132008, 132012, 132016, 132018, 132068, 134100,
  ],
  account: [0, 3, 10, 190, 200, 250, 299, 131005, 2500, 368, 131031, 131048, 33, 131037, 131042, 131044, 131045, 133010, 134011, 134102],
  customer: [130497, 130403, 130472, 131026, 131050, 137000, 131052],
};

describe('the words for an error code of Meta', () => {
  it.each(Object.entries(classes).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)))('%d is of class %s', (code, kind) => {
    expect(describeMetaError(code).class).toBe(kind);
  });

  it('always say what happened and what to do, as whole sentences', () => {
    for (const [code, words] of metaErrorTable) {
      expect([code, words.message]).toEqual([code, expect.stringMatching(/^[A-Z].*[.!?]$/su)]);
      expect([code, words.cure]).toEqual([code, expect.stringMatching(/^[A-Z].*[.!?]$/su)]);
    }
  });

  it('limit the tries of what is tried again by itself, and of nothing else', () => {
    for (const [code, words] of metaErrorTable) expect([code, words.tries !== undefined]).toEqual([code, words.class === 'retry']);
    expect(describeMetaError(1).tries).toBe(3);
    expect(describeMetaError(131000).tries).toBe(3);
  });

  it('tell an unknown code with the details that Meta gave', () => {
    expect(describeMetaError(987_654, 'the shelf is full')).toMatchObject({ class: 'fix', canRetry: true, message: expect.stringContaining('the shelf is full') });
    expect(describeMetaError(null, ' ').message).toContain('no reason');
  });

  it('let a closed window be tried again, because the customer may write', () => {
    expect(describeMetaError(131047)).toMatchObject({ canRetry: true, scope: 'conversation' });
    expect(describeMetaError(131051).canRetry).toBe(false);
  });

  it('name the token where a new one is the cure', () => {
    expect([0, 190, 2500].map((code) => describeMetaError(code).token)).toEqual([true, true, true]);
    expect(describeMetaError(131042).token).toBeUndefined();
  });
});

describe('a stored failure', () => {
  it('has words for every reason', () => {
    for (const reason of [...errorCodes, 'no_wamid', 'unreadable_answer'] as const) {
      const words = describeStoredFailure({ code: null, title: null, details: null, from: 'wicket', reason });
      expect([reason, words.message.length > 10, words.cure.length > 5]).toEqual([reason, true, true]);
    }
  });

  it('survives being written and read', () => {
    const failure = { code: 131026, title: 't', details: 'd', from: 'answer', traceId: 'x' } as const;
    expect(parseStoredFailure(JSON.stringify(failure))).toEqual(failure);
    const closed = { code: null, title: null, details: null, from: 'wicket', reason: 'window_closed' } as const;
    expect(parseStoredFailure(JSON.stringify(closed))).toEqual(closed);
  });

  it.each(['', 'null', '7', '{"code":"x","reason":"nonsense","from":3}', '{'])('that cannot be read (%s) is a failure without a reason', (json) => {
    expect(parseStoredFailure(json)).toEqual({ code: null, title: null, details: null, from: 'status' });
  });

  it('is none where nothing failed', () => {
    expect(parseStoredFailure(null)).toBeNull();
  });
});
