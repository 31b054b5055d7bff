import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

/** The reaction of ours on a message. */
export interface OwnReaction {
  /** Empty: taken back. */
  readonly emoji: string;
  readonly at: number;
  /** Empty until WhatsApp has taken it. */
  readonly wamid: Wamid;
}

export type OwnReactionsRepository = ReturnType<typeof createOwnReactionsRepository>;

/** Our own reactions, which show before WhatsApp has taken them. */
export function createOwnReactionsRepository(db: Queries) {
  return {
    async get(connectionId: ConnectionId, target: Wamid): Promise<OwnReaction | null> {
      const row = await db
        .selectFrom('reaction')
        .select(['emoji', 'at', 'wamid'])
        .where('connection_id', '=', connectionId)
        .where('target_wamid', '=', target)
        .where('direction', '=', 1)
        .where('reactor', '=', '')
        .executeTakeFirst();
      return row ?? null;
    },

    async set(connectionId: ConnectionId, target: Wamid, reaction: OwnReaction): Promise<void> {
      await db
        .insertInto('reaction')
        .values({ connection_id: connectionId, target_wamid: target, direction: 1, reactor: '', ...reaction })
        .onConflict((conflict) => conflict.doUpdateSet({ ...reaction }))
        .execute();
    },

    /** WhatsApp took the reaction that was set at this time. */
    async confirm(connectionId: ConnectionId, target: Wamid, at: number, wamid: Wamid): Promise<void> {
      await db
        .updateTable('reaction')
        .set({ wamid })
        .where('connection_id', '=', connectionId)
        .where('target_wamid', '=', target)
        .where('direction', '=', 1)
        .where('reactor', '=', '')
        .where('at', '=', at)
        .execute();
    },

    /** Takes off the reaction of ours that WhatsApp calls so; says on which message it stood, null when it is not (any more) ours. */
    async takeOff(connectionId: ConnectionId, wamid: Wamid): Promise<Wamid | null> {
      const row = await db
        .deleteFrom('reaction')
        .where('connection_id', '=', connectionId)
        .where('wamid', '=', wamid)
        .where('direction', '=', 1)
        .where('reactor', '=', '')
        .returning('target_wamid')
        .executeTakeFirst();
      return row?.target_wamid ?? null;
    },

    /** Whether WhatsApp said already, before its answer was stored, that it could not bring the reaction of this wamid. */
    async failedAlready(connectionId: ConnectionId, wamid: Wamid): Promise<boolean> {
      const row = await db.selectFrom('parked_status').select('failed_at').where('connection_id', '=', connectionId).where('wamid', '=', wamid).executeTakeFirst();
      return row !== undefined && row.failed_at !== null;
    },

    /** Puts back what stood before the reaction that was set at this time, unless another one came meanwhile. */
    async revert(connectionId: ConnectionId, target: Wamid, at: number, previous: OwnReaction | null): Promise<void> {
      const gone = await db
        .deleteFrom('reaction')
        .where('connection_id', '=', connectionId)
        .where('target_wamid', '=', target)
        .where('direction', '=', 1)
        .where('reactor', '=', '')
        .where('at', '=', at)
        .executeTakeFirst();
      if (gone.numDeletedRows > 0n && previous !== null) await this.set(connectionId, target, previous);
    },
  };
}
