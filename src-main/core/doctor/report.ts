import type { DoctorFigures } from '../../storage/repositories/doctor.ts';

/** One thing that is wrong, in words, with what to do. */
export interface Problem {
  readonly code: 'journal_unbalanced' | 'items_quarantined' | 'database_damaged' | 'token_refused' | 'secret_unreadable';
  readonly message: string;
  readonly cure: string;
}

export interface DoctorReport {
  readonly ok: boolean;
  readonly journal: {
    readonly deliveries: number;
    readonly received: number;
    readonly applied: number;
    readonly duplicate: number;
    readonly ignored: number;
    readonly waiting: number;
    readonly quarantined: number;
  };
  readonly database: DoctorFigures['database'];
  readonly outbox: DoctorFigures['outbox'];
  readonly problems: readonly Problem[];
}

/**
 * What the figures mean. `received` comes from the running totals, the outcomes from counting anew, so that
 * the balance is a real comparison: received = applied + duplicate + ignored + waiting + quarantined.
 */
export function doctorReport(figures: DoctorFigures, secrets: { readonly readable: boolean } = { readable: true }): DoctorReport {
  const { outcomes, totals, unsplit, deliveries } = figures.journal;
  const counted = (outcome: string): number => outcomes[outcome] ?? 0;
  const total = (outcome: string): number => totals[outcome] ?? 0;
  // A delivery that is not yet split is one waiting item.
  const waiting = counted('waiting') + unsplit;
  const settled = ['applied', 'duplicate', 'ignored', 'quarantined'] as const;
  const received = settled.reduce((sum, outcome) => sum + total(outcome), 0) + total('waiting') + total('unsplit');
  const balanced =
    received === settled.reduce((sum, outcome) => sum + counted(outcome), 0) + waiting && total('deliveries') === deliveries;

  const problems: Problem[] = [];
  if (!balanced) {
    problems.push({
      code: 'journal_unbalanced',
      message: 'The journal does not balance: what was received is not what was accounted for.',
      cure: 'Keep a copy of the data folder and report it; nothing was deleted.',
    });
  }
  if (counted('quarantined') > 0) {
    problems.push({
      code: 'items_quarantined',
      message: `${counted('quarantined')} received items could not be read by this version. They are kept.`,
      cure: 'Update Wicket, then choose “Run again” on the health page.',
    });
  }
  if (figures.database.integrity !== 'ok' || figures.database.brokenReferences > 0) {
    problems.push({
      code: 'database_damaged',
      message: 'The database file is damaged.',
      cure: 'Stop Wicket and restore the latest backup of the data folder.',
    });
  }
  if (figures.refusedTokens.length > 0) {
    problems.push({
      code: 'token_refused',
      message: 'Meta no longer accepts the access token of a connection. Receiving still works.',
      cure: 'Replace the access token in Settings, or with `wicket connect`.',
    });
  }
  if (!secrets.readable) {
    problems.push({
      code: 'secret_unreadable',
      message: 'The stored secrets cannot be opened here, so a host started like this receives and sends nothing.',
      cure: 'Give the right WICKET_PASSPHRASE, put the key file back, or enter the secrets again with `wicket connect`.',
    });
  }
  return {
    ok: problems.length === 0,
    journal: {
      deliveries,
      received,
      applied: counted('applied'),
      duplicate: counted('duplicate'),
      ignored: counted('ignored'),
      waiting,
      quarantined: counted('quarantined'),
    },
    database: figures.database,
    outbox: figures.outbox,
    problems,
  };
}
