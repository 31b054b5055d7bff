import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asList, asObject } from '../../wire/json.ts';
import { balance, dump } from './dump.test-support.ts';
import { bodyOf, contactOf, fixtureBodies, me, message, missingFixtures, numbersOf, openBench, own, type Sender } from './ingest.test-support.ts';

const start = 1_795_000_000;

/** One thing that Meta would tell, with the contact entry that goes with it. */
interface Told {
  readonly field: string;
  readonly list: 'history' | 'messages' | 'statuses' | 'message_echoes' | 'errors' | 'calls';
  readonly item: object;
  readonly contact: object | null;
}

const numbers = ['447700900123', '447700900456', '554188887777', '5541988887777', '5491112345678', '541112345678'];
const users = ['GB.1001', 'GB.1002', 'BR.2001', undefined];
const senders: fc.Arbitrary<Sender> = fc
  .record({
    from: fc.constantFrom(...numbers, undefined),
    user: fc.constantFrom(...users),
    parent: fc.constantFrom('GB.ENT.9', undefined, undefined, undefined),
    name: fc.constantFrom('Nora', 'Vale', '', undefined),
    username: fc.constantFrom('nora', '@nora', undefined, undefined),
  })
  .map((sender) => Object.fromEntries(Object.entries(sender).filter(([, value]) => value !== undefined)) as Sender);
const at = fc.integer({ min: 0, max: 40 }).map((n) => start + n * 60);
const id = fc.integer({ min: 0, max: 14 }).map((n) => `M${n}`);

const contents = fc.constantFrom<object>(
  { type: 'text', text: { body: 'hello' } },
  { type: 'text', text: { body: 'hello', preview_url: true }, context: { id: 'wamid.M3' } },
  { type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'see' } },
  { type: 'image', image: { id: '2', mime_type: 'image/png' } },
  { type: 'unsupported', errors: [{ code: 131051 }] },
  { type: 'unsupported', errors: [{ code: 131051, title: 'This message was deleted' }] },
);
/** What imported history holds before the ids of its files follow. */
const placeholders = fc.constantFrom<object>({ type: 'media_placeholder' }, { type: 'video', video: { caption: 'later' } });

const toldMessage = fc.tuple(senders, id, at, contents).map(([sender, wamid, time, rest]): Told => ({
  field: 'messages', list: 'messages', item: message(sender, wamid, time, rest), contact: contactOf(sender),
}));
const toldReaction = fc.tuple(senders, id, id, at, fc.constantFrom('👍', '', '❤️')).map(([sender, wamid, target, time, emoji]): Told => ({
  field: 'messages', list: 'messages', item: message(sender, `R${wamid}`, time, { type: 'reaction', reaction: { message_id: `wamid.${target}`, emoji } }), contact: contactOf(sender),
}));
/** Edits and deletions by the customer, from the phone app, or imported. */
const toldChange = fc
  .tuple(fc.constantFrom('in', 'echo', 'past'), fc.constantFrom(...numbers), id, id, at, fc.constantFrom('better', 'best', 'caption', 'revoke', 'named'))
  .map(([way, peer, wamid, target, time, what]): Told => {
    const original_message_id = `wamid.${way === 'echo' ? 'E' : ''}${target}`;
    const rest =
      what === 'revoke'
        ? { type: 'revoke', revoke: { original_message_id } }
        : what === 'named'
          ? { type: 'unsupported', unsupported: { type: 'revoke' }, context: { id: original_message_id } }
          : what === 'caption'
            ? { type: 'edit', edit: { original_message_id, message: { type: 'image', image: { id: '9', caption: 'new caption' } } } }
            : { type: 'edit', edit: { original_message_id, message: { type: 'text', text: { body: what } } } };
    const own = { id: `wamid.C${wamid}`, timestamp: String(time), ...rest };
    if (way === 'echo') return { field: 'smb_message_echoes', list: 'message_echoes', item: { ...own, from: me.display, to: peer }, contact: null };
    if (way === 'past') return { field: 'history', list: 'history', item: { threads: [{ id: peer, messages: [{ ...own, from: peer }] }] }, contact: null };
    return { field: 'messages', list: 'messages', item: { ...own, from: peer }, contact: contactOf({ from: peer }) };
  });
const toldSystem = fc
  .tuple(fc.constantFrom(...numbers), fc.constantFrom(...numbers), fc.constantFrom(...users), fc.constantFrom(...users), id, at)
  .map(([from, waId, user, previous, wamid, time]): Told => ({
    field: 'messages',
    list: 'messages',
    item: message({ from }, `S${wamid}`, time, {
      type: 'system',
      system: { type: 'user_changed_number', body: 'changed', wa_id: waId, ...(user === undefined ? {} : { user_id: user }), ...(previous === undefined ? {} : { previous_user_id: previous }) },
    }),
    contact: null,
  }));
const toldEcho = fc.tuple(fc.constantFrom(...numbers), id, at).map(([to, wamid, time]): Told => ({
  field: 'smb_message_echoes', list: 'message_echoes', item: { from: me.display, to, id: `wamid.E${wamid}`, timestamp: String(time), type: 'text', text: { body: `echo ${wamid} ${to}` } }, contact: null,
}));
const toldStatus = fc
  .tuple(senders, id, at, fc.constantFrom('sent', 'delivered', 'read', 'failed', 'played', 'deleted', 'odd'), fc.constantFrom(131047, 131026), fc.boolean())
  .map(([sender, wamid, time, word, code, priced]): Told => ({
    field: 'messages',
    list: 'statuses',
    item: {
      id: `wamid.E${wamid}`,
      status: word,
      timestamp: String(time),
      ...(sender.from === undefined ? {} : { recipient_id: sender.from }),
      ...(sender.user === undefined ? {} : { recipient_user_id: sender.user }),
      ...(word === 'failed' ? { errors: [{ code, title: 'no' }] } : {}),
      ...(priced ? { pricing: { category: code === 131047 ? 'service' : 'utility' } } : {}),
    },
    contact: contactOf(sender),
  }));
const toldCall = fc.tuple(fc.constantFrom(...numbers), id, at, fc.constantFrom('connect', 'terminate')).map(([from, wamid, time, event]): Told => ({
  field: 'calls', list: 'calls', item: { id: `wacid.${wamid}`, from, event, direction: 'USER_INITIATED', timestamp: String(time) }, contact: null,
}));
const toldGroup = fc.tuple(senders, id, at).map(([sender, wamid, time]): Told => ({
  field: 'messages', list: 'messages', item: { ...message(sender, `G${wamid}`, time), group_id: 'group-1' }, contact: contactOf(sender),
}));
const toldPast = fc.tuple(fc.constantFrom(...numbers), id, at, fc.oneof(contents, placeholders), fc.boolean(), fc.constantFrom('SENT', 'READ', 'PLAYED')).map(
  ([peer, wamid, time, rest, out, word]): Told => ({
    field: 'history',
    list: 'history',
    item: {
      threads: [
        {
          id: peer,
          messages: [{ ...(out ? { from: me.display, to: peer } : { from: peer }), id: `wamid.${out ? 'E' : ''}${wamid}`, timestamp: String(time), ...rest, history_context: { status: word } }],
        },
      ],
    },
    contact: null,
  }),
);
const toldError = fc.constantFrom(131000, 0).map((code): Told => ({ field: 'messages', list: 'errors', item: { code, title: 'odd' }, contact: null }));

const history = fc.array(
  fc.oneof({ weight: 8, arbitrary: toldMessage }, toldReaction, { weight: 4, arbitrary: toldChange }, toldSystem, { weight: 2, arbitrary: toldEcho }, { weight: 4, arbitrary: toldStatus }, toldCall, toldError, toldGroup, { weight: 2, arbitrary: toldPast }),
  { minLength: 1, maxLength: 24 },
);

/** Meta names a person once in a body: entries that share an id must be alike to lie in one. */
function fits(group: readonly Told[], next: Told): boolean {
  const ids = (contact: object | null) => Object.entries(contact ?? {}).flatMap(([key, value]) => (key === 'profile' ? [] : [value as unknown]));
  const mine = ids(next.contact);
  return group.every(({ contact }) => JSON.stringify(contact) === JSON.stringify(next.contact) || !ids(contact).some((one) => mine.includes(one)));
}

/** Packs what is told into bodies, at most `size` of a kind that lie side by side in each. */
function pack(told: readonly Told[], size: number): unknown[] {
  const bodies: unknown[] = [];
  for (let from = 0; from < told.length; ) {
    const first = told[from];
    if (first === undefined) break;
    const group = told.slice(from, from + size);
    const end = group.findIndex((one, place) => one.field !== first.field || !fits(group.slice(0, place), one));
    const same = end < 0 ? group : group.slice(0, end);
    const value: Record<string, unknown[]> = {};
    for (const { list, item, contact } of same) {
      (value[list] ??= []).push(item);
      if (contact !== null) (value['contacts'] ??= []).push(contact);
    }
    bodies.push(bodyOf(value, first.field));
    from += same.length;
  }
  return bodies;
}

async function dumpOf(bodies: readonly unknown[], groups: number, phoneNumbers: readonly string[]) {
  const bench = await openBench();
  try {
    for (const number of phoneNumbers) await bench.connect(number);
    const size = Math.max(1, Math.ceil(bodies.length / groups));
    for (let from = 0; from < bodies.length; from += size) await bench.take(...bodies.slice(from, from + size));
    const { totals, counted } = await balance(bench);
    expect(totals).toEqual(counted);
    expect(totals.waiting + totals.quarantined).toBe(0);
    return dump(bench);
  } finally {
    await bench.close();
  }
}

test('any split, order, repetition and interleaving of a history gives the same database', { timeout: 900_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      history.chain((told) =>
        fc.tuple(
          fc.constant(told),
          fc.shuffledSubarray([...told], { minLength: told.length, maxLength: told.length }),
          fc.shuffledSubarray([...told]),
          fc.integer({ min: 1, max: 6 }),
          fc.integer({ min: 1, max: 4 }),
        ),
      ),
      async ([told, shuffled, repeated, size, groups]) => {
        const plain = await dumpOf(pack(told, 1), 1, [me.phoneNumberId]);
        const other = await dumpOf(pack([...shuffled, ...repeated], size), groups, [me.phoneNumberId]);
        expect(other).toEqual(plain);
      },
    ),
    { numRuns: Number(process.env['WICKET_RUNS'] ?? 25) },
  );
});

const bodies = fixtureBodies();
if (bodies === null) console.warn(missingFixtures);

/** Takes a body apart into bodies of one item each. */
function singles(body: unknown): unknown[] {
  const result: unknown[] = [];
  for (const entry of asList(asObject(body)?.['entry'])) {
    for (const rawChange of asList(asObject(entry)?.['changes'])) {
      const change = asObject(rawChange);
      const value = asObject(change?.['value']);
      const wrap = (part: unknown) => ({ ...asObject(body), entry: [{ ...asObject(entry), changes: [{ ...change, value: part }] }] });
      const lists = ['messages', 'statuses', 'errors', 'message_echoes', 'calls', 'user_preferences', 'groups'].filter((key) => Array.isArray(value?.[key]));
      if (value === null || lists.length === 0) {
        result.push(wrap(change?.['value']));
        continue;
      }
      const rest = Object.fromEntries(Object.entries(value).filter(([key]) => !lists.includes(key)));
      for (const key of lists) for (const one of asList(value[key])) result.push(wrap({ ...rest, [key]: [one] }));
    }
  }
  return result.length === 0 ? [body] : result;
}

describe.skipIf(bodies === null)('the example bodies with ids of their own', () => {
  test('any order, split and repetition gives the same database', { timeout: 120_000 }, async () => {
    const all = (bodies ?? []).map(({ body }, at) => own(body, String(at)));
    const phoneNumbers = numbersOf(all);
    const plain = await dumpOf(all, 1, phoneNumbers);
    const parts = all.flatMap(singles);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(parts, { minLength: parts.length, maxLength: parts.length }),
        fc.shuffledSubarray(parts),
        fc.integer({ min: 1, max: 5 }),
        async (shuffled, repeated, groups) => {
          expect(await dumpOf([...shuffled, ...repeated], groups, phoneNumbers)).toEqual(plain);
        },
      ),
      { numRuns: Number(process.env['WICKET_RUNS'] ?? 6) },
    );
  });
});
