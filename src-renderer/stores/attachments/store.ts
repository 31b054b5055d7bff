import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FileKind } from '../../../src-main/domain/media-rules.ts';
import type { DraftAttachment, FileBytes, FileGrant, InboxBridge } from '../../../src-preload/contract/index.ts';
import { MAX_ATTACHMENTS } from '../../../src-preload/contract/limits.ts';
import { type Attachment, granted, moved, stored } from './state.ts';

/** The browser's `File`, told without the DOM. */
export interface PickedFile extends FileBytes {
  readonly name: string;
}

export interface AttachmentsDependencies {
  readonly add: InboxBridge['files']['add'];
  readonly release: (fileId: string) => void;
  readonly newKey: () => string;
  /** What the conversation's draft holds has changed. */
  readonly changed: (id: ConversationId) => void;
  /** Makes a picture that fits out of one that does not; null when it cannot be read. */
  readonly shrink: (file: FileGrant) => Promise<PickedFile | null>;
  readonly words: { readonly unreadable: Attachment['problem']; readonly nameOfPasted: (mime: string) => string };
}

export interface AttachmentsState {
  readonly byConversation: Readonly<Record<number, readonly Attachment[]>>;
}

export interface AttachmentsActions {
  /** Takes over the stored ones, unless there are some already. */
  adopt(id: ConversationId, list: readonly DraftAttachment[]): void;
  /** Hands files to the core; the answer says how many were left out because a draft holds no more. */
  add(id: ConversationId, files: readonly PickedFile[]): number;
  /** Takes one away; one that is still moving is stopped. */
  remove(id: ConversationId, key: string): void;
  move(id: ConversationId, key: string, by: number): void;
  setCaption(id: ConversationId, key: string, caption: string): void;
  setAs(id: ConversationId, key: string, as: FileKind): void;
  /** Makes a picture fit; the person has asked for it. */
  shrink(id: ConversationId, key: string): Promise<void>;
  /** Empties the list and gives what was in it; the grants stay. */
  take(id: ConversationId): readonly Attachment[];
  /** Puts back what could not be sent, before what was added since. */
  giveBack(id: ConversationId, list: readonly Attachment[]): void;
}

export type AttachmentsStore = UseBoundStore<StoreApi<AttachmentsState & AttachmentsActions>>;

export const noAttachments: readonly Attachment[] = [];

/** Files of the drafts, by conversation. */
export function createAttachmentsStore(dependencies: AttachmentsDependencies): AttachmentsStore {
  const cancels = new Map<string, () => void>();

  return create<AttachmentsState & AttachmentsActions>()((set, get) => {
    const listOf = (id: ConversationId): readonly Attachment[] => get().byConversation[id] ?? noAttachments;

    function put(id: ConversationId, list: readonly Attachment[]): void {
      set(({ byConversation }) => ({ byConversation: { ...byConversation, [id]: list } }));
    }

    function change(id: ConversationId, key: string, apply: (attachment: Attachment) => Attachment): void {
      put(id, listOf(id).map((one) => (one.key === key ? apply(one) : one)));
    }

    /** Hands the bytes over for an entry that is in the list. */
    async function hand(id: ConversationId, key: string, picked: PickedFile): Promise<FileGrant | null> {
      const name = picked.name === '' ? dependencies.words.nameOfPasted(picked.type) : picked.name;
      const transfer = dependencies.add(picked, name, (share) => change(id, key, (one) => ({ ...one, share })));
      cancels.set(key, transfer.cancel);
      const answer = await transfer.grant;
      const isWanted = cancels.delete(key);
      if (!answer.ok) {
        change(id, key, (one) => ({ ...one, state: 'failed', problem: answer.error }));
        return null;
      }
      if (!isWanted) {
        dependencies.release(answer.value.fileId);
        return null;
      }
      change(id, key, (one) => granted(one, answer.value));
      dependencies.changed(id);
      return answer.value;
    }

    return {
      byConversation: {},

      adopt(id, list) {
        if (get().byConversation[id] === undefined && list.length > 0) put(id, list.map(stored));
      },

      add(id, files) {
        const room = MAX_ATTACHMENTS - listOf(id).length;
        const taken = files.slice(0, Math.max(0, room)).map((picked) => ({ picked, key: dependencies.newKey() }));
        const fresh = taken.map(({ picked, key }): Attachment => ({
          key,
          name: picked.name === '' ? dependencies.words.nameOfPasted(picked.type) : picked.name,
          bytes: picked.size,
          state: 'moving',
          share: 0,
          file: null,
          as: null,
          caption: '',
          problem: null,
          shrinkable: false,
        }));
        put(id, [...listOf(id), ...fresh]);
        for (const { picked, key } of taken) void hand(id, key, picked);
        return files.length - taken.length;
      },

      remove(id, key) {
        const found = listOf(id).find((one) => one.key === key);
        const cancel = cancels.get(key);
        cancels.delete(key);
        cancel?.();
        if (found?.file !== null && found?.file !== undefined) dependencies.release(found.file.fileId);
        put(id, listOf(id).filter((one) => one.key !== key));
        dependencies.changed(id);
      },

      move(id, key, by) {
        put(id, moved(listOf(id), key, by));
        dependencies.changed(id);
      },

      setCaption(id, key, caption) {
        change(id, key, (one) => ({ ...one, caption }));
        dependencies.changed(id);
      },

      setAs(id, key, as) {
        change(id, key, (one) => ({ ...one, as }));
        dependencies.changed(id);
      },

      async shrink(id, key) {
        const old = listOf(id).find((one) => one.key === key)?.file;
        if (old === null || old === undefined) return;
        change(id, key, (one) => ({ ...one, state: 'moving', share: 0, problem: null, shrinkable: false }));
        const smaller = await dependencies.shrink(old);
        // It was taken away while the picture was made anew.
        if (!listOf(id).some((one) => one.key === key)) return;
        if (smaller === null) change(id, key, (one) => ({ ...one, state: 'refused', problem: dependencies.words.unreadable }));
        else if ((await hand(id, key, smaller)) !== null) dependencies.release(old.fileId);
      },

      take(id) {
        const list = listOf(id);
        put(id, noAttachments);
        return list;
      },

      giveBack(id, list) {
        put(id, [...list, ...listOf(id)]);
        dependencies.changed(id);
      },
    };
  });
}
