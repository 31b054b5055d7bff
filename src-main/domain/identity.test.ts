import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Evidence, type EvidenceKind, type IdentityKind, type IdentityNode, isParentUserId, isUserId, ownerAt, resolveIdentities } from './identity.ts';

const kindOf = (value: string): IdentityKind => (isUserId(value) ? 'user_id' : isParentUserId(value) ? 'parent_user_id' : 'wa_id');

/** Persons as groups of names; a number is listed with each of its owners in order of time. */
function people(ties: readonly (readonly [string, string, number, EvidenceKind?])[], alone: Readonly<Record<string, number>> = {}) {
  const first = new Map<string, number>(Object.entries(alone));
  for (const [a, b, at] of ties) for (const name of [a, b]) first.set(name, Math.min(at, first.get(name) ?? at));
  const nodes: IdentityNode[] = [...first].map(([value, firstSeenAt], id) => ({ id, kind: kindOf(value), value, firstSeenAt }));
  const idOf = (value: string) => nodes.find((node) => node.value === value)?.id ?? -1;
  const evidence: Evidence[] = ties.map(([a, b, firstAt, kind = 'seen_together']) => ({ a: idOf(a), b: idOf(b), kind, firstAt }));
  const { owners } = resolveIdentities(nodes, evidence);
  return {
    /** Whose message is it that names only this, sent at that time: told by a name that leads there. */
    same: (a: string, b: string, at = Number.MAX_SAFE_INTEGER) => ownerAt(owners.get(idOf(a)) ?? [], at) === ownerAt(owners.get(idOf(b)) ?? [], at),
    owner: (value: string, at: number) => ownerAt(owners.get(idOf(value)) ?? [], at),
  };
}

test('the shapes of user ids', () => {
  expect(isUserId('GB.48213907715520346')).toBe(true);
  expect(isUserId('GB.ENT.90112233445566778')).toBe(false);
  expect(isParentUserId('GB.ENT.90112233445566778')).toBe(true);
  for (const odd of ['447700900123', 'gb.1', 'GBR.1', 'GB.', 'GB.a b', `GB.${'1'.repeat(129)}`, '<BSUID>']) expect(isUserId(odd), odd).toBe(false);
});

describe('a number', () => {
  test('seen with one user id belongs to that person, before and after', () => {
    const { same } = people([['447', 'GB.1', 100]], { '447': 1 });
    expect(same('447', 'GB.1', 1)).toBe(true);
    expect(same('447', 'GB.1', 999)).toBe(true);
  });

  test('recycled: goes to whoever was paired last at that time, before all of them to the first', () => {
    const { same } = people([['447', 'GB.1', 100], ['447', 'GB.2', 500]]);
    expect(same('GB.1', 'GB.2')).toBe(false);
    expect(same('447', 'GB.1', 50)).toBe(true);
    expect(same('447', 'GB.1', 499)).toBe(true);
    expect(same('447', 'GB.2', 500)).toBe(true);
  });

  test('with another spelling: both follow the one user id', () => {
    const { same } = people([['5541988887777', 'BR.1', 100]], { '554188887777': 1 });
    expect(same('554188887777', 'BR.1')).toBe(true);
  });

  test('with another spelling of somebody else: each stays', () => {
    const { same } = people([['5541988887777', 'BR.1', 100], ['554188887777', 'BR.2', 200]]);
    expect(same('554188887777', 'BR.2')).toBe(true);
    expect(same('5541988887777', 'BR.1')).toBe(true);
    expect(same('554188887777', '5541988887777')).toBe(false);
  });

  test('Argentina looks at which spelling was seen first', () => {
    expect(people([], { '541112345678': 1, '5491112345678': 2 }).same('541112345678', '5491112345678')).toBe(true);
    expect(people([], { '541112345678': 2, '5491112345678': 1 }).same('541112345678', '5491112345678')).toBe(false);
  });
});

describe('user ids', () => {
  test('do not unite by a shared number', () => expect(people([['447', 'GB.1', 1], ['447', 'GB.2', 2]]).same('GB.1', 'GB.2')).toBe(false));
  test('unite by a system link', () => expect(people([['GB.1', 'GB.2', 5, 'system']]).same('GB.1', 'GB.2')).toBe(true));
  test('unite by a common parent', () => expect(people([['GB.1', 'GB.ENT.7', 1], ['US.2', 'GB.ENT.7', 2]]).same('GB.1', 'US.2')).toBe(true));
  test('unite by hand, and part again by hand', () => {
    expect(people([['GB.1', 'GB.2', 5, 'by_hand']]).same('GB.1', 'GB.2')).toBe(true);
    expect(people([['GB.1', 'GB.2', 5, 'by_hand'], ['GB.1', 'GB.2', 6, 'parted']]).same('GB.1', 'GB.2')).toBe(false);
    expect(people([['GB.1', 'GB.2', 7, 'by_hand'], ['GB.1', 'GB.2', 6, 'parted']]).same('GB.1', 'GB.2')).toBe(true);
  });
});

describe('a change of number', () => {
  test('phone only: old and new are one person', () => expect(people([['447', '448', 5, 'system']]).same('447', '448')).toBe(true));

  test('the new user id on the new number is the old person', () => {
    const { same } = people([['447', 'GB.1', 1], ['447', '448', 5, 'system'], ['448', 'GB.2', 9]]);
    expect(same('GB.1', 'GB.2')).toBe(true);
  });

  test('whoever had the new number before is somebody else', () => {
    const { same } = people([['447', 'GB.1', 1], ['448', 'GB.9', 2], ['447', '448', 5, 'system'], ['448', 'GB.1', 9]]);
    expect(same('GB.1', 'GB.9')).toBe(false);
    expect(same('448', 'GB.9', 3)).toBe(true);
    expect(same('448', 'GB.1', 6)).toBe(true);
  });
});

test('parted: the number goes its own way, the rest stays', () => {
  const { same } = people([['447', 'GB.1', 1], ['448', 'GB.1', 2], ['447', 'GB.1', 5, 'parted']]);
  expect(same('447', 'GB.1')).toBe(false);
  expect(same('448', 'GB.1')).toBe(true);
});

test('the order of facts and the numbers of identities do not matter', () => {
  const names = ['GB.1', 'GB.2', 'BR.3', 'GB.ENT.1', '447700900123', '554188887777', '5541988887777', '541112345678', '5491112345678'];
  const facts = fc.array(
    fc.record({
      a: fc.constantFrom(...names), b: fc.constantFrom(...names), kind: fc.constantFrom<EvidenceKind>('seen_together', 'system', 'by_hand', 'parted'), at: fc.integer({ min: 0, max: 9 }),
    }),
    { maxLength: 12 },
  );
  const world = facts.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }), fc.shuffledSubarray([...names], { minLength: names.length })));
  fc.assert(
    fc.property(world, ([list, shuffled, order]) => {
      const ask = (evidence: typeof list, all: readonly string[]) => {
        const nodes: IdentityNode[] = all.map((value, at) => ({ id: at * 7 + 3, kind: kindOf(value), value, firstSeenAt: value.length }));
        const idOf = (value: string) => nodes.find((node) => node.value === value)?.id ?? -1;
        const { owners } = resolveIdentities(nodes, evidence.filter(({ a, b }) => a !== b).map(({ a, b, kind, at }) => ({ a: idOf(a), b: idOf(b), kind, firstAt: at })));
        return names.map((value) => owners.get(idOf(value)));
      };
      expect(ask(shuffled, order)).toEqual(ask(list, names));
    }),
    { numRuns: 500 },
  );
});
