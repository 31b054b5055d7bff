import { create } from 'zustand';
import type { ContactId, ConversationId } from '../../src-main/domain/ids.ts';
import type { ContactView, FailureView, OutgoingContent } from '../../src-preload/contract/index.ts';
import { call } from '../bridge/inbox.ts';
import { useComposer } from './composer/index.ts';
import { useThread } from './thread/index.ts';

export const builderKinds = ['location', 'contacts', 'buttons', 'list', 'link', 'location_request'] as const;
export type BuilderKind = (typeof builderKinds)[number];

interface BuilderState {
  /** What is being put together, and for which conversation; null when nothing is. */
  readonly open: { readonly kind: BuilderKind; readonly conversationId: ConversationId } | null;
}

export const useBuilder = create<BuilderState>()(() => ({ open: null }));

export function openBuilder(kind: BuilderKind, conversationId: ConversationId): void {
  useBuilder.setState({ open: { kind, conversationId } });
}

export function closeBuilder(): void {
  useBuilder.setState({ open: null });
}

/** Queues what was put together, as an answer to what the composer quotes. Null when it was taken. */
export async function sendBuilt(id: ConversationId, content: OutgoingContent): Promise<FailureView | null> {
  const { reply } = useComposer.getState().drafts[id] ?? { reply: null };
  const failure = await useThread.getState().send(id, content, { reply });
  if (failure === null && reply !== null) useComposer.getState().quote(id, null);
  return failure;
}

/** A contact with all its identities; null when it cannot be read. */
export async function readContactCard(id: ContactId): Promise<ContactView | null> {
  const answer = await call('contacts.get', { id });
  return answer.ok ? answer.value.contact : null;
}
