import { matchKey, sameLine } from './phone.ts';

/**
 * Who is who. Identities are facts, evidence between them is facts, and which of them form one person is computed here from the whole set, so
 * it never depends on the order in which webhooks came. A business-scoped user id (BSUID) leads; a phone number is only a way to a person and
 * may get a new owner.
 */

export type IdentityKind = 'user_id' | 'parent_user_id' | 'wa_id' | 'group';
export type EvidenceKind = 'seen_together' | 'system' | 'by_hand' | 'parted';

const userIdForm = /^[A-Z]{2}\.[A-Za-z0-9]{1,128}$/;
const parentUserIdForm = /^[A-Z]{2}\.ENT\.[A-Za-z0-9]{1,128}$/;

/** Whether a text has the shape of a BSUID, `GB.48213907715520346`. */
export function isUserId(value: string): boolean {
  return userIdForm.test(value);
}

/** Whether a text has the shape of a parent BSUID, `GB.ENT.90112233445566778`. */
export function isParentUserId(value: string): boolean {
  return parentUserIdForm.test(value);
}

/** One identity that Meta reported. `id` is a handle of the caller's; results do not depend on its value. */
export interface IdentityNode {
  readonly id: number;
  readonly kind: IdentityKind;
  readonly value: string;
  /** Earliest Meta time at which it was seen (epoch ms). */
  readonly firstSeenAt: number;
}

/** What ties two identities, or keeps them apart. A system link of two numbers goes from the old (`a`) to the new (`b`). */
export interface Evidence {
  readonly a: number;
  readonly b: number;
  readonly kind: EvidenceKind;
  /** Earliest Meta time of it (epoch ms); our own time for what was done by hand. */
  readonly firstAt: number;
}

/** From `from` on (epoch ms; the first is -Infinity) what names only this identity goes to this person. */
export interface Ownership {
  readonly from: number;
  readonly person: number;
}

export interface Resolution {
  /** For each identity its owners in order of time; more than one only for numbers that changed hands. */
  readonly owners: ReadonlyMap<number, readonly Ownership[]>;
  /** Identities whose owner depends on times that later evidence may still lower. */
  readonly timed: ReadonlySet<number>;
}

/** The person to whom a message belongs that names only this identity, sent at `at` (epoch ms). */
export function ownerAt(owners: readonly Ownership[], at: number): number {
  let person: number | undefined;
  for (const owner of owners) {
    if (person !== undefined && owner.from > at) break;
    person = owner.person;
  }
  if (person === undefined) throw new RangeError('An identity without an owner.');
  return person;
}

interface Pairing {
  readonly node: number;
  readonly at: number;
}

/**
 * Computes persons from all identities and evidence that hang together. Persons are numbered from 0 in an order that depends on the facts alone.
 *
 * - BSUIDs unite by system links, by a common parent, or by hand; never by a shared number.
 * - A number seen with one BSUID's person is that person's. With several, what names only the number goes to the person whose first pairing
 *   with it is the latest at that time, before all of them to the earliest.
 * - Numbers without a pairing of their own follow their other spellings.
 * - `parted` takes back a tie between exactly these two, unless they were joined by hand later.
 */
export function resolveIdentities(unsortedNodes: readonly IdentityNode[], unsortedEvidence: readonly Evidence[]): Resolution {
  const nodes = [...unsortedNodes].sort((a, b) => compare(a.kind, b.kind) || compare(a.value, b.value));
  const index = new Map(nodes.map((node, at) => [node.id, at]));
  const links: { readonly a: number; readonly b: number; readonly kind: EvidenceKind; readonly at: number }[] = [];
  for (const one of unsortedEvidence) {
    const a = index.get(one.a);
    const b = index.get(one.b);
    if (a !== undefined && b !== undefined) links.push({ a, b, kind: one.kind, at: one.firstAt });
  }
  links.sort((x, y) => x.at - y.at || x.a - y.a || x.b - y.b || compare(x.kind, y.kind));

  const persons = createUnion(nodes.length);
  const lines = createUnion(nodes.length);
  const isNumber = (at: number) => nodes[at]?.kind === 'wa_id';
  const parted = partedPairs(links);
  const holds = (link: { readonly a: number; readonly b: number; readonly kind: EvidenceKind; readonly at: number }) => {
    const since = parted.get(pairKey(link.a, link.b));
    return link.kind !== 'parted' && (since === undefined || (link.kind === 'by_hand' && link.at > since));
  };

  for (const link of links) {
    if (!isNumber(link.a) && !isNumber(link.b) && holds(link)) persons.unite(link.a, link.b);
  }
  const timed = uniteSpellings(nodes, lines, (a, b) => parted.has(pairKey(a, b)));

  const pairings = new Map<number, Pairing[]>();
  const pair = (number: number, node: number, at: number) => {
    const list = pairings.get(number);
    if (list === undefined) pairings.set(number, [{ node, at }]);
    else list.push({ node, at });
  };
  for (const link of links) {
    if (!holds(link) || isNumber(link.a) === isNumber(link.b)) continue;
    if (isNumber(link.a)) pair(link.a, link.b, link.at);
    else pair(link.b, link.a, link.at);
  }

  const ownersOf = (number: number): readonly Pairing[] => {
    const own = pairings.get(number);
    if (own !== undefined) return byTime(own);
    const pooled: Pairing[] = [];
    for (const [spelling, list] of pairings) {
      if (lines.find(spelling) !== lines.find(number)) continue;
      for (const one of list) if (!parted.has(pairKey(number, one.node))) pooled.push(one);
    }
    return pooled.length > 0 ? byTime(pooled) : [{ node: lines.find(number), at: Number.NEGATIVE_INFINITY }];
  };
  const ownerNode = (number: number, at: number): number => {
    const list = ownersOf(number);
    let found = list[0];
    for (const one of list) if (one.at <= at) found = one;
    return found?.node ?? number;
  };
  const isFree = (number: number) => ownersOf(number)[0]?.at === Number.NEGATIVE_INFINITY;

  // A person took their conversations from one number to another: who had the old one then has the new one since.
  for (const link of links) {
    if (!isNumber(link.a) || !isNumber(link.b) || !holds(link)) continue;
    timed.add(link.a).add(link.b);
    if (link.kind === 'by_hand') {
      persons.unite(ownerNode(link.a, link.at), ownerNode(link.b, link.at));
      continue;
    }
    const mover = ownerNode(link.a, link.at);
    if (isFree(link.b)) {
      persons.unite(mover, lines.find(link.b));
      continue;
    }
    const next = ownersOf(link.b).find((one) => one.at >= link.at)?.node;
    if (next !== undefined) persons.unite(mover, next);
    pair(link.b, mover, link.at);
  }

  const numbered = new Map<number, number>();
  const person = (node: number): number => {
    const root = persons.find(node);
    const known = numbered.get(root);
    if (known !== undefined) return known;
    numbered.set(root, numbered.size);
    return numbered.size - 1;
  };
  const owners = new Map<number, readonly Ownership[]>();
  nodes.forEach((node, at) => {
    if (node.kind !== 'wa_id') {
      owners.set(node.id, [{ from: Number.NEGATIVE_INFINITY, person: person(at) }]);
      return;
    }
    const list: Ownership[] = [];
    const seen = new Set<number>();
    for (const one of ownersOf(at)) {
      const who = person(one.node);
      if (seen.has(who)) continue;
      seen.add(who);
      list.push({ from: list.length === 0 ? Number.NEGATIVE_INFINITY : one.at, person: who });
    }
    if (list.length > 1) timed.add(at);
    owners.set(node.id, list);
  });
  // Spellings look at each other's pairings, so they share it.
  const timedLines = new Set(Array.from(timed, (at) => lines.find(at)));
  const timedIds = new Set<number>();
  nodes.forEach((node, at) => {
    if (timedLines.has(lines.find(at))) timedIds.add(node.id);
  });
  return { owners, timed: timedIds };

  function byTime(list: readonly Pairing[]): readonly Pairing[] {
    return [...list].sort((x, y) => x.at - y.at || x.node - y.node);
  }
}

/** Unites spellings of one line; answers the numbers whose spelling rule looks at times. */
function uniteSpellings(nodes: readonly IdentityNode[], lines: Union, isParted: (a: number, b: number) => boolean): Set<number> {
  const timed = new Set<number>();
  const byKey = new Map<string, number[]>();
  nodes.forEach((node, at) => {
    const key = node.kind === 'wa_id' ? matchKey(node.value) : null;
    if (key === null) return;
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [at]);
    else list.push(at);
  });
  for (const [key, list] of byKey) {
    for (const a of list) {
      for (const b of list) {
        const [one, other] = [nodes[a], nodes[b]];
        if (a >= b || one === undefined || other === undefined) continue;
        if (key.startsWith('54')) timed.add(a).add(b);
        if (isParted(a, b)) continue;
        if (sameLine({ waId: one.value, firstSeenAt: one.firstSeenAt }, { waId: other.value, firstSeenAt: other.firstSeenAt })) lines.unite(a, b);
      }
    }
  }
  return timed;
}

function partedPairs(links: readonly { readonly a: number; readonly b: number; readonly kind: EvidenceKind; readonly at: number }[]) {
  const parted = new Map<string, number>();
  for (const { a, b, kind, at } of links) {
    if (kind !== 'parted') continue;
    const key = pairKey(a, b);
    parted.set(key, Math.max(at, parted.get(key) ?? at));
  }
  return parted;
}

interface Union {
  find(node: number): number;
  unite(a: number, b: number): void;
}

/** Disjoint sets whose name is their lowest member, so that it depends on the facts alone. */
function createUnion(size: number): Union {
  const parent = Array.from({ length: size }, (_, at) => at);
  const find = (node: number): number => {
    let root = node;
    for (let up = parent[root]; up !== undefined && up !== root; up = parent[root]) root = up;
    parent[node] = root;
    return root;
  };
  return {
    find,
    unite(a, b) {
      const [low, high] = [find(a), find(b)].sort((x, y) => x - y);
      if (low !== undefined && high !== undefined) parent[high] = low;
    },
  };
}

function pairKey(a: number, b: number): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
