import type { ContactId } from '../../src-main/domain/ids.ts';
import type { FailureView } from '../../src-preload/contract/index.ts';
import { call } from '../bridge/inbox.ts';
import { useApp } from './app.ts';
import { useThread } from './thread/index.ts';
import { goTo, selectConversation } from './ui.ts';

/** Sets the name that only this team sees; null takes it away. Gives the reason when it did not work. */
export async function renameContact(id: ContactId, localName: string | null): Promise<FailureView | null> {
  const answer = await call('contacts.rename', { id, localName });
  if (!answer.ok) return answer.error;
  const { conversation } = useThread.getState();
  if (conversation?.contact.id === id) {
    const { contact } = answer.value;
    useThread.setState({ conversation: { ...conversation, contact, person: contact.person } });
  }
  return null;
}

export async function undoJoin(joinId: number): Promise<FailureView | null> {
  const answer = await call('contacts.undoJoin', { joinId });
  return answer.ok ? null : answer.error;
}

/** Opens the conversation with a number, over the connection of the conversation that is open; makes it where there is none. */
export async function startChat(phone: string, name: string | null): Promise<FailureView | null> {
  const connectionId = useThread.getState().conversation?.connectionId ?? useApp.getState().connections[0]?.id;
  if (connectionId === undefined) return null;
  const answer = await call('conversations.start', { connectionId, phone, name: name === null ? null : name.slice(0, 120) });
  if (!answer.ok) return answer.error;
  goTo('all');
  selectConversation(answer.value.conversationId, { focus: true });
  return null;
}
