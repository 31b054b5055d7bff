import type { ContactId } from '../../src-main/domain/ids.ts';
import type { FailureView } from '../../src-preload/contract/index.ts';
import { call } from '../bridge/inbox.ts';
import { useThread } from './thread/index.ts';

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
