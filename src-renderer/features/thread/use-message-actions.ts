import { useCallback, useMemo, useState } from 'react';
import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { FailureView, MessageView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';
import { attachmentOf, useAttachments } from '../../stores/attachments/index.ts';
import { useComposer } from '../../stores/composer/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { openDetails, type Outgoing, useThread } from '../../stores/thread/index.ts';
import { toast } from '../../stores/ui.ts';
import type { MessageActions } from './MessageRow.tsx';
import { quoteOf } from './message-words.ts';

export interface MessageActionsState {
  readonly actions: MessageActions;
  /** Messages whose long text is shown whole. */
  readonly unfolded: ReadonlySet<MessageId>;
  /** The unsure message that the person is asked about. */
  readonly asking: MessageView | null;
  readonly closeAsking: () => void;
  readonly repeatOutgoing: (outgoing: Outgoing) => void;
  readonly takeBackOutgoing: (outgoing: Outgoing) => void;
}

const tell = (failure: FailureView | null): void => {
  if (failure !== null) toastFailure(failure);
};

/** What a person can do with a message of the open conversation. */
export function useMessageActions(): MessageActionsState {
  const [unfolded, setUnfolded] = useState<ReadonlySet<MessageId>>(new Set());
  const [asking, setAsking] = useState<MessageView | null>(null);
  const actions = useMemo<MessageActions>(
    () => ({
      reply: (message) => {
        const quote = quoteOf(message);
        if (quote !== null) useComposer.getState().quote(message.conversationId, { id: message.id, quote });
      },
      jump: (message) => {
        const target = message.quote?.messageId ?? null;
        if (target === null) toast('info', t('thread.quote.missing'));
        else void useThread.getState().jumpTo(target).then(tell);
      },
      details: (message) => void openDetails(message.id),
      retry: (message) => void useThread.getState().retry(message.id).then(tell),
      sendAgain: (message) => setAsking(message),
      cancel: (message) => void useThread.getState().cancel(message.id).then(tell),
      unfold: (message) => setUnfolded((known) => new Set([...known, message.id])),
    }),
    [],
  );
  const closeAsking = useCallback(() => setAsking(null), []);
  const repeatOutgoing = useCallback((outgoing: Outgoing) => void useThread.getState().repeatOutgoing(outgoing.clientKey).then(tell), []);
  const takeBackOutgoing = useCallback((outgoing: Outgoing) => {
    const { conversationId, discardOutgoing } = useThread.getState();
    const taken = discardOutgoing(outgoing.clientKey);
    if (conversationId === null || taken === null) return;
    const reply = taken.replyTo === null || taken.quote === null ? null : { id: taken.replyTo, quote: taken.quote };
    const { content, file } = taken;
    useComposer.getState().giveBack(conversationId, { text: content.type === 'text' ? content.body : '', reply });
    if (file === null || !('fileId' in content)) return;
    useAttachments.getState().giveBack(conversationId, [attachmentOf({ file, caption: content.caption ?? '', as: content.type })]);
  }, []);
  return { actions, unfolded, asking, closeAsking, repeatOutgoing, takeBackOutgoing };
}
