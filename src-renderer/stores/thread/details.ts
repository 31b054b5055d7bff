import { create } from 'zustand';
import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { FailureView, MessageDetails } from '../../../src-preload/contract/index.ts';
import { call } from '../../bridge/inbox.ts';

interface DetailsState {
  readonly messageId: MessageId | null;
  readonly details: MessageDetails | null;
  readonly failure: FailureView | null;
}

const closed: DetailsState = { messageId: null, details: null, failure: null };

/** The message whose details are open. */
export const useMessageDetails = create<DetailsState>()(() => closed);

export async function openDetails(messageId: MessageId): Promise<void> {
  useMessageDetails.setState({ messageId, details: null, failure: null });
  const answer = await call('messages.details', { id: messageId });
  if (useMessageDetails.getState().messageId !== messageId) return;
  useMessageDetails.setState(answer.ok ? { details: answer.value } : { failure: answer.error });
}

export function closeDetails(): void {
  useMessageDetails.setState(closed);
}
