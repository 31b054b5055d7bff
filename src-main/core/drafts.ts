import { z } from 'zod';
import { draftAttachment } from '../../src-preload/contract/content.ts';
import { MAX_ATTACHMENTS } from '../../src-preload/contract/limits.ts';
import { messageId } from '../../src-preload/contract/views.ts';
import type { ConversationView } from '../../src-preload/contract/views.ts';
import { WicketError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { Clock } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import { quoteView } from './messages/message-view.ts';
import type { Handlers } from './rpc.ts';

/** How `conversation.draft_extras` is written. */
const storedExtras = z.object({ replyTo: messageId.nullable(), attachments: z.array(draftAttachment).max(MAX_ATTACHMENTS) });

export function createDraftHandlers({
  storage,
  clock,
}: {
  readonly storage: Pick<Storage, 'write'>;
  readonly clock: Clock;
}): Pick<Handlers, 'conversations.saveDraft'> {
  return {
    async 'conversations.saveDraft'({ id, text, extras }) {
      const draft = text.trim() === '' ? null : text;
      const isBare = extras === undefined || (extras.replyTo === null && extras.attachments.length === 0);
      const json = isBare ? null : JSON.stringify(extras);
      await storage.write(async (tx) => {
        const sameText = draft !== null && (await tx.drafts.get(id)) === draft;
        const sameExtras = extras === undefined || (await tx.drafts.extras(id)) === json;
        if (sameText && sameExtras) return;
        if (!(await tx.drafts.set(id, draft, clock.now()))) throw new WicketError('not_found');
        if (!sameExtras) await tx.drafts.setExtras(id, json);
        tx.changed({ type: 'conversation', id });
      });
      return { done: true };
    },
  };
}

/** What a stored draft holds besides its text. The quote is read anew: its message may have been edited or deleted since. */
export async function readDraftExtras(read: Storage['read'], id: ConversationId): Promise<ConversationView['draftExtras']> {
  const json = await read.drafts.extras(id);
  if (json === null) return { reply: null, attachments: [] };
  const { replyTo, attachments } = storedExtras.parse(JSON.parse(json));
  const [quoted] = replyTo === null ? [] : await read.messages.quotedByIds([replyTo]);
  return { reply: quoted === undefined ? null : { id: quoted.id, quote: quoteView(quoted.wamid, quoted) }, attachments };
}
