import { messageContentOf } from '../../domain/message-content.ts';
import { WicketError } from '../../domain/errors.ts';
import type { MediaRecord } from '../../storage/repositories/media.ts';
import type { Clock } from '../../ports.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Handlers } from '../rpc.ts';
import type { Files } from './files.ts';
import type { MediaJobs } from './types.ts';

export interface MediaHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly jobs: Pick<MediaJobs, 'nudge'>;
  readonly files: Pick<Files, 'release'>;
  readonly clock: Clock;
  readonly currentSeq: () => number;
}

export function createMediaHandlers({ storage, jobs, files, clock, currentSeq }: MediaHandlersParts): Pick<Handlers, 'media.retry' | 'media.gallery' | 'files.release'> {
  return {
    async 'media.retry'({ mediaId }) {
      await storage.write(async (tx) => {
        const found = await tx.media.retry(mediaId, clock.now());
        if (found === null) throw new WicketError('not_found');
        tx.changed({ type: 'message', id: found.messageId, conversationId: found.conversationId });
        tx.changed({ type: 'health' });
      });
      jobs.nudge();
      return { done: true };
    },

    async 'media.gallery'({ conversationId, before, limit }) {
      const seq = currentSeq();
      const { read } = storage;
      const place = before === null ? null : await read.messages.place(before);
      if (before !== null && place === null) throw new WicketError('not_found');
      const found = await read.media.gallery(conversationId, place === null ? null : { at: place.sort_at, id: place.id }, limit + 1);
      const shown = found.slice(0, limit);
      const views = await read.media.viewsOf(shown.map(({ messageId }) => messageId));
      return {
        items: shown.flatMap(({ messageId, at, kind, content }) => {
          const media = views.get(messageId);
          return media === undefined ? [] : [{ messageId, at, kind, filename: filenameOf(kind, content, media), media }];
        }),
        hasMore: found.length > limit,
        seq,
      };
    },

    async 'files.release'({ fileId }) {
      await files.release(fileId);
      return { done: true };
    },
  };
}

function filenameOf(kind: string, content: string | null, media: MediaRecord): string | null {
  const read = messageContentOf({ kind, content: content === null ? null : (JSON.parse(content) as unknown), direction: 'in' }, media);
  return read.type === 'document' ? read.filename : null;
}
