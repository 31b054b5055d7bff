import { expect, test } from '../meta.ts';
import { conversationWith } from '../pages/conversation.ts';
import { Inbox } from '../pages/inbox.ts';

test('somebody who hides their number is read, answered and found by name', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Alex', app, meta);
  expect(customer.waId).toBeNull();
  await inbox.send('It is back in stock');
  await expect(inbox.bubble('It is back in stock')).toHaveAccessibleName(/delivered|read/i, { timeout: 20_000 });
  const [sent] = await meta.requests('send');
  expect(sent).toMatchObject({ status: 200, body: { recipient: customer.userId } });
  expect(sent?.body).not.toHaveProperty('to');
  await expect(app.page.getByText('@alex.rivers').first()).toBeVisible();
});

test('a changed number stays the same person in the same conversation', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Emma', app, meta);
  await meta.say(customer, { kind: 'number_change', newWaId: '447700900999' });
  await expect(inbox.bubbles.filter({ hasText: /changed number|number changed/ })).toBeVisible();
  await meta.say(customer, { kind: 'text', text: 'It is me, from the new one' });
  await expect(inbox.bubble('It is me, from the new one')).toBeVisible();
  await expect(inbox.rows).toHaveCount(1);
  await inbox.send('Noted');
  const [sent] = await meta.waitForRequests(1, 'send');
  expect(JSON.stringify(sent?.body)).toContain('447700900999');
});

test('what the phone wrote and what was there before is marked, and raises no alarm', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const { name, waId, userId } = await meta.persona('Lucía');
  const contacts = [{ profile: { name }, wa_id: waId, user_id: userId }];
  const at = (secondsAgo: number): string => String(Math.floor(Date.now() / 1000) - secondsAgo);
  const own = meta.credentials.phone.slice(1);
  await meta.deliver('history', {
    contacts,
    history: [
      {
        metadata: { phase: 0, chunk_order: 1, progress: 100 },
        threads: [
          {
            id: waId,
            messages: [
              { from: waId, id: 'wamid.E2E1', timestamp: at(7200), type: 'text', text: { body: '¿Abrís el lunes?' }, history_context: { status: 'READ' } },
              { from: own, to: waId, id: 'wamid.E2E2', timestamp: at(7100), type: 'text', text: { body: 'Sí, a las diez' }, history_context: { status: 'READ' } },
            ],
          },
        ],
      },
    ],
  });
  await meta.deliver('smb_message_echoes', {
    contacts,
    message_echoes: [{ from: own, to: waId, to_user_id: userId, id: 'wamid.E2E3', timestamp: at(60), type: 'text', text: { body: 'Te esperamos' } }],
  });
  await expect(inbox.rows).toContainText(['Te esperamos']);
  await expect(inbox.rows.first()).not.toContainText('unread');
  await inbox.rows.first().click();
  await expect(inbox.bubble('¿Abrís el lunes?').getByRole('img', { name: 'From before Wicket' })).toBeVisible();
  await expect(inbox.bubble('Sí, a las diez')).toHaveAttribute('data-side', 'out');
  await expect(inbox.bubble('Te esperamos')).toContainText('sent from the phone');
  await expect(app.page.getByRole('separator').filter({ hasText: 'new' })).toHaveCount(0);
  expect(app.outside.filter(({ type }) => type === 'notification')).toEqual([]);
});

test('a group lies apart from its members, tells who wrote, and cannot be written to', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Emma', app, meta);
  await meta.say(customer, { kind: 'raw', message: { type: 'text', text: { body: 'Hello everybody' }, group_id: 'GROUP-e2e' } });
  await expect(inbox.rows).toHaveCount(2);
  await expect(inbox.bubble('Hello everybody')).toHaveCount(0);
  await inbox.rows.filter({ hasText: 'Hello everybody' }).click();
  await expect(inbox.bubble('Hello everybody')).toContainText('Emma');
  await expect(app.page.getByText('Wicket reads groups but does not write into them.')).toBeVisible();
  await expect(inbox.composer).toBeHidden();
});
