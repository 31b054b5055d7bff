import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { addFile, call } from '../../bridge/inbox.ts';
import { t } from '../../i18n/index.ts';
import { shrinkPicture } from './shrink.ts';
import { createAttachmentsStore } from './store.ts';

export { type Attachment, draftAttachments, stored as attachmentOf } from './state.ts';
export { noAttachments } from './store.ts';
export { captionProblem, planSending, type Planned } from './plan.ts';

const listeners = new Set<(id: ConversationId) => void>();

/** Hears of every change that belongs into the stored draft; the answer ends it. */
export function onAttachmentsChanged(listener: (id: ConversationId) => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Files that wait above the text. */
export const useAttachments = createAttachmentsStore({
  add: addFile,
  release: (fileId) => void call('files.release', { fileId }),
  newKey: () => crypto.randomUUID(),
  changed: (id) => listeners.forEach((listener) => listener(id)),
  shrink: shrinkPicture,
  words: {
    unreadable: { code: 'bad_input', message: t('attach.unreadable'), cure: t('attach.unreadable.cure') },
    nameOfPasted: (mime) => t('attach.pasted', { ending: mime.split('/')[1]?.split(/[+;]/u)[0] ?? 'bin' }),
  },
});
