import { WicketError } from '../../domain/errors.ts';
import type { Transaction } from '../../storage/storage.ts';
import { regroup } from './contacts-of.ts';

/**
 * Undoes a logged join of two contacts at `now` (epoch ms): what tied them no longer counts, and the messages of each go back. Throws `not_found`
 * when there is no such join or it was undone already.
 */
export async function undoJoin(tx: Transaction, joinId: number, now: number): Promise<void> {
  const join = await tx.identities.join(joinId);
  if (join === undefined || join.undoneAt !== null) throw new WicketError('not_found');
  await tx.identities.putPair(join.a, join.b, 'parted', now);
  if (join.reason === 'system_message') {
    // One system message ties numbers and user ids alike.
    const { pairs } = await tx.identities.cluster([join.a]);
    const tie = pairs.find(({ aId, bId, kind }) => kind === 'system' && aId === join.a && bId === join.b);
    for (const pair of pairs) {
      if (pair.kind === 'system' && pair.firstAt === tie?.firstAt) await tx.identities.putPair(pair.aId, pair.bId, 'parted', now);
    }
  }
  await tx.identities.markUndone(joinId, now);
  await regroup(tx, [join.a, join.b], { now, spare: join.joined });
}
