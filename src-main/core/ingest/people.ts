import { type IdentityKind } from '../../domain/identity.ts';
import { laterTold } from '../../domain/identity-names.ts';
import type { ContactId, IdentityId } from '../../domain/ids.ts';
import { matchKey } from '../../domain/phone.ts';
import type { IdentityState, PairRow } from '../../storage/repositories/identities.ts';
import type { Transaction } from '../../storage/storage.ts';
import { contactAt, regroup, renameContacts } from './contacts-of.ts';
import type { SeenIdentity, Sighting } from './sighting.ts';

/** What is known of people while one transaction runs; read in batches, written back at the end. */
export interface People {
  /** Reads beforehand what these sightings will ask for. */
  preload(sightings: readonly Sighting[]): Promise<void>;
  /** Takes in who was seen together at `at` (epoch ms, Meta's clock); answers the identity that leads. */
  learn(sighting: Sighting, at: number): Promise<IdentityState>;
  /** The contact of what names this identity first and was sent at `at`. */
  contactFor(identity: IdentityState, at: number): Promise<ContactId>;
  /** The contact of a group, which is nobody's person. */
  group(groupId: string, at: number): Promise<ContactId>;
  /** The contacts of all identities that were read so far. */
  knownContacts(): readonly ContactId[];
  flush(): Promise<void>;
}

export interface PeopleOptions {
  readonly tx: Transaction;
  /** Our time (epoch ms), for what is logged. */
  readonly now: number;
  /** Called before contacts are joined or separated: everything pending must be in the database then. */
  readonly beforeRegroup: () => Promise<void>;
  /** Called after, when messages and conversations may have moved. */
  readonly afterRegroup: () => void;
}

export function createPeople({ tx, now, beforeRegroup, afterRegroup }: PeopleOptions): People {
  const known = new Map<string, IdentityState>();
  const looked = new Set<string>();
  const pairs = new Map<string, number>();
  const dirty = new Set<IdentityState>();
  const renamed = new Set<ContactId>();

  async function load(wanted: readonly SeenIdentity[]): Promise<void> {
    const missing = new Map<string, SeenIdentity>();
    for (const identity of wanted) {
      const key = keyOf(identity.kind, identity.value);
      if (!looked.has(key)) missing.set(key, identity);
    }
    if (missing.size === 0) return;
    const found = await tx.identities.find([...missing.values()]);
    for (const key of missing.keys()) looked.add(key);
    for (const state of found) known.set(keyOf(state.kind, state.value), state);
    // Ties go out from the identity that leads; a number on its own has none that matter here.
    for (const pair of await tx.identities.pairsFrom(found.filter(({ kind }) => kind !== 'wa_id').map(({ id }) => id))) remember(pair);
  }

  function remember(pair: PairRow): void {
    pairs.set(pairKey(pair.aId, pair.bId, pair.kind), pair.firstAt);
  }

  async function flush(): Promise<void> {
    await tx.identities.update([...dirty]);
    dirty.clear();
    const contacts = [...renamed];
    renamed.clear();
    await renameContacts(tx, contacts);
  }

  /** True when an earlier time may change whose the identity is. */
  function touch(state: IdentityState, at: number): boolean {
    let matters = false;
    if (at < state.firstSeenAt) {
      state.firstSeenAt = at;
      matters = state.timed === 1;
      dirty.add(state);
    }
    if (at > state.lastSeenAt) {
      state.lastSeenAt = at;
      dirty.add(state);
      if (state.timed === 1 && state.kind === 'wa_id') renamed.add(state.contactId);
    }
    return matters;
  }

  function learnNames(state: IdentityState, sighting: Sighting, at: number): void {
    const name = laterTold(told(state.profileName, state.profileNameAt), told(sighting.name, at));
    const username = laterTold(told(state.username, state.usernameAt), told(sighting.username, at));
    const nameAt = name?.at ?? null;
    const usernameAt = username?.at ?? null;
    const same = (name?.text ?? null) === state.profileName && (username?.text ?? null) === state.username;
    if (same && nameAt === state.profileNameAt && usernameAt === state.usernameAt) return;
    // Which name is the latest of several identities depends on the time too.
    renamed.add(state.contactId);
    state.profileName = name?.text ?? null;
    state.profileNameAt = nameAt;
    state.username = username?.text ?? null;
    state.usernameAt = usernameAt;
    dirty.add(state);
  }

  async function add(identity: SeenIdentity, contactId: ContactId, at: number): Promise<IdentityState> {
    const fresh = {
      ...identity, contactId, profileName: null, profileNameAt: null, username: null, usernameAt: null, firstSeenAt: at, lastSeenAt: at, timed: 0 as const,
    };
    const id = await tx.identities.insert({ ...fresh, matchKey: identity.kind === 'wa_id' ? matchKey(identity.value) : null });
    const state: IdentityState = { ...fresh, id };
    known.set(keyOf(state.kind, state.value), state);
    renamed.add(contactId);
    return state;
  }

  async function learn(sighting: Sighting, at: number): Promise<IdentityState> {
    await load(sighting.identities);
    const found = sighting.identities.map(({ kind, value }) => known.get(keyOf(kind, value)));
    let unsettled = false;
    const knownBefore = found.filter((state) => state !== undefined).length;
    if (knownBefore < found.length) {
      const home = found.find((state) => state !== undefined)?.contactId ?? (await tx.identities.insertContact(now, false));
      // Whoever was known already may turn out to be somebody else than the newcomer.
      unsettled = knownBefore > 0;
      for (const [place, identity] of sighting.identities.entries()) {
        if (found[place] !== undefined) continue;
        const key = identity.kind === 'wa_id' ? matchKey(identity.value) : null;
        if (key !== null && (await tx.identities.hasSpelling(key, identity.value))) unsettled = true;
        found[place] = await add(identity, home, at);
      }
    }
    const states = found.filter((state) => state !== undefined);
    for (const state of states) if (touch(state, at)) unsettled = true;
    for (const tie of sighting.ties) {
      const [a, b] = [states[tie.a], states[tie.b]];
      if (a === undefined || b === undefined || a === b) continue;
      const key = pairKey(a.id, b.id, tie.kind);
      const since = pairs.get(key);
      if (since !== undefined && since <= at) continue;
      await tx.identities.putPair(a.id, b.id, tie.kind, at);
      pairs.set(key, at);
      const isNew = since === undefined;
      // A first sight of both together needs no second look unless one of them was known, or the tie says that somebody moved.
      if ((isNew && (knownBefore > 0 || tie.kind === 'system')) || (!isNew && (a.timed === 1 || b.timed === 1))) unsettled = true;
    }
    const leader = states[0];
    if (leader === undefined) throw new Error('A sighting of nobody.');
    learnNames(leader, sighting, at);
    if (!unsettled) return leader;

    await flush();
    await beforeRegroup();
    const changed = await regroup(tx, states.map(({ id }) => id), { now });
    if (!changed) return leader;
    known.clear();
    looked.clear();
    pairs.clear();
    afterRegroup();
    await load(sighting.identities);
    const again = known.get(keyOf(leader.kind, leader.value));
    if (again === undefined) throw new Error('An identity got lost.');
    return again;
  }

  return {
    learn,
    flush,
    knownContacts: () => [...new Set(Array.from(known.values(), ({ contactId }) => contactId))],
    preload: (sightings) => load(sightings.flatMap(({ identities }) => identities)),
    contactFor: async (identity, at) => {
      if (identity.timed === 0) return identity.contactId;
      await flush();
      return contactAt(tx, identity, at);
    },
    async group(groupId, at) {
      const identity = { kind: 'group', value: groupId } as const;
      await load([identity]);
      const state = known.get(keyOf('group', groupId)) ?? (await add(identity, await tx.identities.insertContact(now, true), at));
      touch(state, at);
      return state.contactId;
    },
  };
}

function told(text: string | null, at: number | null) {
  return text === null || at === null ? null : { text, at };
}

function keyOf(kind: IdentityKind, value: string): string {
  return `${kind} ${value}`;
}

function pairKey(a: IdentityId, b: IdentityId, kind: string): string {
  return `${a} ${b} ${kind}`;
}
