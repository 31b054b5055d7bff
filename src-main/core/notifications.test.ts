import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../ports.ts';
import type { ConversationId, MessageId, Wamid } from '../domain/ids.ts';
import { createNotifications, type Notifications } from './notifications.ts';
import { createTestClock, createTestLog, openTestFolder, type TestFolder, type SeedMessage, type TestClock } from './read-side.test-support.ts';
import { createSettings, createSettingsHandlers } from './settings.ts';

describe('desktop notices', () => {
  let folder: TestFolder;
  let clock: TestClock;
  let notices: Notice[];
  let notifications: Notifications;
  let conversationId: ConversationId;
  const log = createTestLog();

  beforeEach(async () => {
    clock = createTestClock();
    folder = await openTestFolder();
    notices = [];
    const { storage } = folder;
    const settings = createSettings({ storage, log });
    notifications = createNotifications({ storage, settings, notifier: { show: (notice) => notices.push(notice) }, clock, log });
    conversationId = folder.conversation(folder.connection({}), folder.contact({ waId: '447700900123', profileName: 'Nora Vale' }));
  });

  afterEach(async () => {
    notifications.stop();
    await folder.close();
  });

  /** A message is stored and announced; resolves when the notices for it are settled. */
  async function arrives(message: SeedMessage, announced = 1): Promise<void> {
    const [id] = folder.messages(conversationId, [{ unread: 1, wamid: `wamid.${Math.random()}` as Wamid, ...message }]);
    for (let n = 0; n < announced; n += 1) {
      await folder.storage.write(async (tx) => tx.changed({ type: 'message', id: id as MessageId, conversationId }));
    }
    await notifications.settled();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  }

  it('say who wrote what, once, and where to go', async () => {
    await arrives({ at: clock.now(), text: 'Hello?' }, 3);
    expect(notices).toEqual([{ title: 'Nora Vale', body: 'Hello?', conversationId }]);
  });

  it('say the kind of what has no words', async () => {
    await arrives({ at: clock.now(), kind: 'image', text: null, content: '{"id":"1","mime_type":"image/jpeg"}' });
    expect(notices.map(({ body }) => body)).toEqual(['Photo']);
  });

  it('are for a conversation that nobody looks at', async () => {
    notifications.onFocus({ conversationId, focused: true });
    await arrives({ at: clock.now(), text: 'seen at once' });
    notifications.onFocus({ conversationId, focused: false });
    await arrives({ at: clock.now(), text: 'not seen' });
    expect(notices.map(({ body }) => body)).toEqual(['not seen']);
  });

  it('are not for our own messages, old ones, imported ones or those that were read', async () => {
    await arrives({ at: clock.now(), direction: 1, source: 8, state: 'sent', unread: 0, text: 'ours' });
    await arrives({ at: clock.now() - 3 * 60_000, text: 'old' });
    await arrives({ at: clock.now(), source: 2, unread: 0, text: 'imported' });
    await arrives({ at: clock.now(), unread: 0, text: 'read' });
    await arrives({ at: clock.now(), text: 'new' });
    expect(notices.map(({ body }) => body)).toEqual(['new']);
  });

  it('can be switched off', async () => {
    await createSettingsHandlers({ storage: folder.storage, log })['settings.change']({ notifications: false });
    await arrives({ at: clock.now(), text: 'quiet' });
    await createSettingsHandlers({ storage: folder.storage, log })['settings.change']({ notifications: true });
    await arrives({ at: clock.now(), text: 'loud' });
    expect(notices.map(({ body }) => body)).toEqual(['loud']);
  });
});
