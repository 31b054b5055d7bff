import { describe, expect, it } from 'vitest';
import { doctorReport } from './report.ts';

const sound = {
  journal: {
    deliveries: 5,
    unsplit: 1,
    outcomes: { applied: 6, duplicate: 1, ignored: 2 },
    totals: { deliveries: 5, unsplit: 1, applied: 6, duplicate: 1, ignored: 2, waiting: 0, quarantined: 0 },
  },
  database: { integrity: 'ok', brokenReferences: 0, bytes: 4096, schemaVersion: 10, connections: 1, conversations: 2, contacts: 2, messages: 6 },
  outbox: { queued: 0, sending: 0, held: 0, unsure: 1, failed: 0 },
  refusedTokens: [],
};

describe('the doctor', () => {
  it('counts a delivery that is not yet split as one waiting item', () => {
    const report = doctorReport(sound);
    expect(report.ok).toBe(true);
    expect(report.journal).toEqual({ deliveries: 5, received: 10, applied: 6, duplicate: 1, ignored: 2, waiting: 1, quarantined: 0 });
  });

  it('finds a journal that lost an item', () => {
    const lost = { ...sound, journal: { ...sound.journal, outcomes: { applied: 5, duplicate: 1, ignored: 2 } } };
    expect(doctorReport(lost).problems.map((problem) => problem.code)).toEqual(['journal_unbalanced']);
  });

  it('finds a journal that lost a delivery', () => {
    const lost = { ...sound, journal: { ...sound.journal, deliveries: 4 } };
    expect(doctorReport(lost).ok).toBe(false);
  });

  it('names quarantined items, damage and refused tokens, each with a cure', () => {
    const ill = {
      ...sound,
      journal: {
        ...sound.journal,
        outcomes: { ...sound.journal.outcomes, quarantined: 3 },
        totals: { ...sound.journal.totals, quarantined: 3 },
      },
      database: { ...sound.database, integrity: 'row 3 missing from index' },
      refusedTokens: [1],
    };
    const report = doctorReport(ill);
    expect(report.problems.map((problem) => problem.code)).toEqual(['items_quarantined', 'database_damaged', 'token_refused']);
    expect(report.problems.every((problem) => problem.cure.length > 10)).toBe(true);
  });
});
