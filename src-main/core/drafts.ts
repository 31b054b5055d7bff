import { WicketError } from '../domain/errors.ts';
import type { Clock } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import type { Handlers } from './rpc.ts';

export function createDraftHandlers({
  storage,
  clock,
}: {
  readonly storage: Pick<Storage, 'write'>;
  readonly clock: Clock;
}): Pick<Handlers, 'conversations.saveDraft'> {
  return {
    async 'conversations.saveDraft'({ id, text }) {
      const draft = text.trim() === '' ? null : text;
      await storage.write(async (tx) => {
        if ((await tx.drafts.get(id)) === draft && draft !== null) return;
        if (!(await tx.drafts.set(id, draft, clock.now()))) throw new WicketError('not_found');
        tx.changed({ type: 'conversation', id });
      });
      return { done: true };
    },
  };
}
