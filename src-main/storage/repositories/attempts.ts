import type { MessageId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export interface NewAttempt {
  readonly messageId: MessageId;
  readonly at: number;
  /** accepted, unsure, offline, retry, wait, refused, window_closed … */
  readonly outcome: string;
  readonly httpStatus?: number | null;
  readonly code?: number | null;
  readonly subcode?: number | null;
  readonly details?: string | null;
  readonly traceId?: string | null;
}

/** What happened each time a message was tried. */
export type AttemptsRepository = ReturnType<typeof createAttemptsRepository>;

export function createAttemptsRepository(db: Queries) {
  return {
    async add(attempt: NewAttempt): Promise<void> {
      await db
        .insertInto('attempt')
        .values({
          message_id: attempt.messageId,
          at: attempt.at,
          outcome: attempt.outcome,
          http_status: attempt.httpStatus ?? null,
          meta_code: attempt.code ?? null,
          meta_subcode: attempt.subcode ?? null,
          details: attempt.details ?? null,
          trace_id: attempt.traceId ?? null,
        })
        .execute();
    },

    /** The outcome of the latest try; null when there was none. */
    async latestOutcome(messageId: MessageId): Promise<string | null> {
      const row = await db
        .selectFrom('attempt')
        .select('outcome')
        .where('message_id', '=', messageId)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.outcome ?? null;
    },

    /** Whether one of its tries was answered with this code of Meta's. */
    async sawCode(messageId: MessageId, code: number): Promise<boolean> {
      const row = await db
        .selectFrom('attempt')
        .select('id')
        .where('message_id', '=', messageId)
        .where('meta_code', '=', code)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
