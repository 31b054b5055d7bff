import type { Database } from 'better-sqlite3';
import type { DeliveryId } from '../domain/ids.ts';
import type { Log } from '../ports.ts';
import type { Journal } from './journal.ts';
import { bodyBytesTotal } from './repositories/journal-bodies.ts';
import { folderClosed, type UnitOfWork } from './unit-of-work.ts';

interface Waiting {
  readonly body: Uint8Array;
  readonly receivedAt: number;
  id: DeliveryId | undefined;
  resolve(id: DeliveryId): void;
  reject(thrown: unknown): void;
}

/** Most bodies in one commit, so that a flood does not hold the event loop for long. */
const most = 256;

export interface OpenJournal extends Journal {
  /** Stores what has come and refuses the rest. */
  close(): void;
}

/** Rounds of the event loop for which a growing group may wait for its neighbours: a round costs far less than a flush to disk. */
const mostRounds = 4;

/**
 * Where flushes are slow, senders fall into two camps that take turns: while one camp's group is flushed, the other waits. A group that
 * is smaller than the last two together waits for this share of a flush, so that the camps meet in one.
 */
const meetingShare = 0.3;
const longestMeetingMs = 3;

/**
 * Bodies that come at the same time share a commit: a group closes after the first round of the event loop that brought nothing more, and
 * while a commit runs the next group gathers. A body that comes alone waits for nobody.
 */
export function createJournal(db: Database, work: Pick<UnitOfWork, 'writeNow'>, log: Log): OpenJournal {
  const insert = db.prepare<[number, Uint8Array]>('INSERT INTO webhook_delivery (received_at, body) VALUES (?, ?)');
  const count = db.prepare<[number]>("UPDATE journal_total SET items = items + ? WHERE outcome IN ('deliveries', 'unsplit')");
  const weigh = db.prepare<[string, number]>(`
    INSERT INTO journal_total (outcome, items) VALUES (?, ?) ON CONFLICT (outcome) DO UPDATE SET items = items + excluded.items
  `);
  const listeners = new Set<() => void>();
  let waiting: Waiting[] = [];
  let scheduled: NodeJS.Immediate | undefined;
  let closed = false;
  let gatheringSince = 0;
  let lastFlushMs = 0;
  let lastGroups: readonly [number, number] = [0, 0];

  function gather(known: number, rounds: number): void {
    if (waiting.length < most && ((waiting.length > known && rounds < mostRounds) || othersAreComing())) {
      scheduled = setImmediate(gather, waiting.length, rounds + 1);
    } else flush();
  }

  function othersAreComing(): boolean {
    const [last, before] = lastGroups;
    if (last + before <= 2 || waiting.length >= last + before) return false;
    return performance.now() - gatheringSince < Math.min(lastFlushMs * meetingShare, longestMeetingMs);
  }

  function flush(): void {
    scheduled = undefined;
    const group = waiting.length > most ? waiting.splice(0, most) : waiting;
    if (group === waiting) waiting = [];
    else schedule();
    if (group.length === 0) return;
    lastGroups = [group.length, lastGroups[0]];
    let startedAt = 0;
    work.writeNow(
      'journal',
      () => {
        // Its turn may come only after a batch of ingest; that wait says nothing about the disk.
        startedAt = performance.now();
        let bytes = 0;
        for (const one of group) {
          one.id = insert.run(one.receivedAt, one.body).lastInsertRowid as DeliveryId;
          bytes += one.body.length;
        }
        count.run(group.length);
        weigh.run(bodyBytesTotal, bytes);
      },
      (thrown) => {
        lastFlushMs = performance.now() - startedAt;
        settle(group, thrown);
      },
    );
  }

  function settle(group: readonly Waiting[], thrown: unknown): void {
    for (const one of group) {
      if (thrown !== undefined || one.id === undefined) one.reject(thrown);
      else one.resolve(one.id);
    }
    if (thrown !== undefined) {
      log.error('journal.append_failed', { bodies: group.length }, thrown);
      return;
    }
    for (const listener of listeners) {
      try {
        listener();
      } catch (failure) {
        log.error('journal.listener_failed', {}, failure);
      }
    }
  }

  function schedule(): void {
    if (scheduled !== undefined) return;
    gatheringSince = performance.now();
    scheduled = setImmediate(gather, waiting.length, 1);
  }

  return {
    append(body, receivedAt) {
      if (closed) return Promise.reject(folderClosed());
      return new Promise((resolve, reject) => {
        waiting.push({ body, receivedAt, id: undefined, resolve, reject });
        schedule();
      });
    },
    onAppended(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close() {
      closed = true;
      while (waiting.length > 0) {
        if (scheduled !== undefined) clearImmediate(scheduled);
        flush();
      }
    },
  };
}
