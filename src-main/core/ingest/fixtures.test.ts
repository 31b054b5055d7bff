import { describe, expect, test } from 'vitest';
import { balance, dump } from './dump.test-support.ts';
import { fixtureBodies, missingFixtures, numbersOf, openBench } from './ingest.test-support.ts';

const bodies = fixtureBodies();
if (bodies === null) console.warn(missingFixtures);

describe.skipIf(bodies === null)('the example bodies', () => {
  test('every body is taken in without quarantine, and the journal balances', { timeout: 60_000 }, async () => {
    const bench = await openBench();
    for (const number of numbersOf((bodies ?? []).map(({ body }) => body))) await bench.connect(number);
    for (const { name, body } of bodies ?? []) {
      const before = (await balance(bench)).totals;
      await bench.take(body);
      const { totals, counted } = await balance(bench);
      expect({ name, totals }).toEqual({ name, totals: counted });
      expect({ name, waiting: totals.waiting, quarantined: totals.quarantined }).toEqual({ name, waiting: 0, quarantined: 0 });
      expect(totals.received, name).toBeGreaterThan(before.received);
    }
    // What is left out says why, and only for these reasons: values without content, a reaction to nothing, a message of nobody, kinds that say nothing,
    // a status without a number of ours.
    const ignored = bench.rows("SELECT DISTINCT kind, reason FROM webhook_item WHERE outcome = 'ignored' ORDER BY 1, 2");
    expect(ignored.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'empty empty', 'message malformed', 'message no_sender', 'message says_nothing', 'status no_number',
    ]);
    await bench.close();
  });

  test('running the whole journal again changes neither the database nor the outcomes', { timeout: 60_000 }, async () => {
    const bench = await openBench();
    for (const number of numbersOf((bodies ?? []).map(({ body }) => body))) await bench.connect(number);
    await bench.take(...(bodies ?? []).map(({ body }) => body));
    const items = () => bench.rows('SELECT delivery_id, ordinal, kind, key, outcome, reason FROM webhook_item ORDER BY 1, 2');
    const [before, outcomes] = [dump(bench), items()];
    expect(before['messages']?.length).toBeGreaterThan(40);
    expect(await bench.ingest.reprocess('all')).toBe(outcomes.length);
    expect(items()).toEqual(outcomes);
    expect(dump(bench)).toEqual(before);
    const { totals, counted } = await balance(bench);
    expect(totals).toEqual(counted);
    await bench.close();
  });
});
