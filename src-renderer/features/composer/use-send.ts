import { useState } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FailureView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';
import { type Attachment, captionProblem, noAttachments, planSending, type Planned, useAttachments } from '../../stores/attachments/index.ts';
import { type Draft, emptyDraft, splitText, TEXT_LIMIT, textLength, useComposer } from '../../stores/composer/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { useThread } from '../../stores/thread/index.ts';

export interface Sending {
  /** Why nothing goes now; null when it may. */
  readonly hindrance: string | null;
  /** Said once Send was pressed in vain. */
  readonly told: string | null;
  readonly clearTold: () => void;
  /** Sends text and files in order; the answer says whether something went. */
  readonly send: () => Promise<boolean>;
  /** Sends a text that is too long in parts; the person has agreed to that. */
  readonly sendInParts: () => Promise<boolean>;
}

/** Sending what the composer of a conversation holds. */
export function useSend(id: ConversationId): Sending {
  const length = useComposer((composer) => textLength((composer.drafts[id] ?? emptyDraft).text.trim()));
  const attachments = useAttachments((state) => state.byConversation[id] ?? noAttachments);
  const [told, setTold] = useState<string | null>(null);
  const files = filesHindrance(attachments);
  const hindrance = length > TEXT_LIMIT ? t('composer.tooLong', { count: length - TEXT_LIMIT }) : length === 0 && attachments.length === 0 ? t('composer.empty') : files;

  const run = async (plan: (text: string, list: readonly Attachment[]) => readonly Planned[]): Promise<boolean> => {
    const draft = useComposer.getState().take(id);
    const list = useAttachments.getState().take(id);
    const planned = plan(draft.text, list);
    let reply = draft.reply;
    for (const [index, { content, attachment }] of planned.entries()) {
      const failure: FailureView | null = await useThread.getState().send(id, content, { reply, file: attachment?.file ?? null });
      if (failure !== null) {
        giveBack(id, planned.slice(index), reply);
        toastFailure(failure);
        return index > 0;
      }
      // Only the first one answers what was quoted.
      reply = null;
    }
    return planned.length > 0;
  };

  return {
    hindrance,
    told,
    clearTold: () => setTold(null),
    send: async () => {
      if (hindrance !== null) {
        setTold(hindrance);
        return false;
      }
      return run(planSending);
    },
    sendInParts: async () => {
      if (files !== null) {
        setTold(files);
        return false;
      }
      return run((text, list) => [...splitText(text, TEXT_LIMIT).map((body): Planned => ({ content: { type: 'text', body }, attachment: null })), ...planSending('', list)]);
    },
  };
}

/** What did not go comes back as it was: texts into the field, files above it. */
function giveBack(id: ConversationId, rest: readonly Planned[], reply: Draft['reply']): void {
  const texts = rest.flatMap(({ content }) => (content.type === 'text' ? [content.body] : []));
  const list = rest.flatMap(({ content, attachment }) => {
    if (attachment === null) return [];
    return ['caption' in content ? { ...attachment, caption: content.caption ?? '' } : attachment];
  });
  useAttachments.getState().giveBack(id, list);
  useComposer.getState().giveBack(id, { text: texts.join('\n\n'), reply });
}

function filesHindrance(attachments: readonly Attachment[]): string | null {
  const bad = attachments.filter(({ state }) => state === 'refused' || state === 'failed').length;
  if (bad > 0) return t('attach.hinder.bad', { count: bad });
  const moving = attachments.filter(({ state }) => state === 'moving').length;
  if (moving > 0) return t('attach.hinder.moving', { count: moving });
  const long = attachments.filter((attachment) => captionProblem(attachment) !== null).length;
  return long > 0 ? t('attach.hinder.caption', { count: long }) : null;
}
