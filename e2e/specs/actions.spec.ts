import { png } from '../files.ts';
import { expect, type Meta, test } from '../meta.ts';
import { conversationWith } from '../pages/conversation.ts';

/** The bodies that were sent, in order, once there are so many. */
async function bodies(meta: Meta, count: number): Promise<readonly unknown[]> {
  return (await meta.waitForRequests(count, 'send')).map(({ body }) => body);
}

test('an agent reacts, reacts otherwise and takes it back', async ({ app, meta }) => {
  const { inbox, wamid } = await conversationWith('Emma', app, meta);
  const { page } = app;
  const bubble = inbox.bubble('Hello');
  await inbox.act(bubble, 'React');
  await page.getByRole('toolbar', { name: 'React' }).getByRole('button', { name: 'React with 👍' }).click();
  await expect(bubble.getByRole('img', { name: 'You reacted 👍' })).toBeVisible();
  expect(await bodies(meta, 1)).toMatchObject([{ type: 'reaction', reaction: { message_id: wamid, emoji: '👍' } }]);
  await inbox.act(bubble, 'React');
  await page.getByRole('toolbar', { name: 'React' }).getByRole('button', { name: 'React with ❤️' }).click();
  await expect(bubble.getByRole('img', { name: 'You reacted ❤️' })).toBeVisible();
  await expect(bubble.getByRole('img')).toHaveCount(1);
  await inbox.act(bubble, 'React');
  await page.getByRole('button', { name: 'Take back ❤️' }).click();
  await expect(bubble.getByRole('img')).toHaveCount(0);
  expect((await bodies(meta, 3))[2]).toMatchObject({ type: 'reaction', reaction: { message_id: wamid, emoji: '' } });
});

test('a message with a file is sent on to another conversation', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Emma', app, meta);
  const jonas = await meta.persona('Jonas');
  await meta.say(jonas, { kind: 'text', text: 'Guten Tag' });
  await meta.say(customer, { kind: 'document', filename: 'plan.pdf', caption: 'The plan' });
  const bubble = inbox.bubble('The plan');
  await expect(bubble.getByRole('link', { name: 'Save plan.pdf' })).toBeVisible();
  await inbox.act(bubble, 'Send on…');
  const dialog = app.page.getByRole('dialog', { name: 'Send on to' });
  await dialog.getByRole('checkbox', { name: 'Jonas' }).click();
  await dialog.getByRole('button', { name: 'Send to 1' }).click();
  await expect(dialog).toBeHidden();
  const [sent] = await bodies(meta, 1);
  expect(sent).toMatchObject({ type: 'document', document: { filename: 'plan.pdf', id: expect.stringMatching(/^\d+$/) } });
  await inbox.open('Jonas');
  await expect(inbox.bubble('plan.pdf')).toHaveAccessibleName(/sent|delivered|read/i);
});

test('a message that was refused can be taken away, and a file whose handing over fails goes out later by itself', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  await meta.control('faults/requests', { type: 'error', code: 131009 });
  await inbox.send('Lost words');
  const bubble = inbox.bubble('Lost words');
  await expect(bubble).toContainText('Not sent.', { timeout: 20_000 });
  await inbox.act(bubble, 'Remove from this computer');
  await expect(bubble).toHaveCount(0);
  await expect(inbox.row('Emma')).not.toContainText('Lost words');

  await meta.control('faults/requests', { type: 'status', status: 500, on: 'media', times: 20 });
  await inbox.picker.setInputFiles(png('lamp.png'));
  await expect(inbox.files).toContainText('Picture');
  await inbox.send('With a lamp');
  await meta.waitForRequests(1, 'media');
  expect(await bodies(meta, 1)).toHaveLength(1);
  await meta.heal();
  await expect(inbox.bubble('With a lamp')).toHaveAccessibleName(/delivered|read/i, { timeout: 40_000 });
});

test('trying a failed message again is a message of its own, with its own history', async ({ app, meta }) => {
  const { inbox } = await conversationWith('Emma', app, meta);
  const { page } = app;
  await meta.control('faults/statuses', { type: 'fail', code: 131000 });
  await inbox.send('Second try');
  await expect(inbox.bubble('Second try')).toContainText('Not sent.', { timeout: 20_000 });
  await inbox.bubble('Second try').getByRole('button', { name: 'Try again' }).click();
  await expect(inbox.bubble('Second try')).toHaveCount(2);
  expect((await bodies(meta, 2)).map((body) => (body as { text: object }).text)).toEqual([{ body: 'Second try' }, { body: 'Second try' }]);
  const second = inbox.bubble('Second try').last();
  await expect(second).toHaveAccessibleName(/delivered|read/i, { timeout: 20_000 });
  await expect(inbox.bubble('Second try').first()).toHaveAccessibleName(/not sent/i);
  await inbox.act(second, 'Message details');
  await expect(page.getByRole('dialog', { name: 'Message details' })).toContainText('Attempts to send');
  await expect(page.getByRole('dialog', { name: 'Message details' })).not.toContainText('131000');
});

test('a location, contact cards, buttons, a list, a link and a request go out from their builders', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Emma', app, meta);
  const { page } = app;
  const dialog = page.getByRole('dialog');
  const send = async (): Promise<void> => {
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(dialog).toBeHidden();
  };

  await inbox.attach('Location…');
  await dialog.getByRole('textbox', { name: 'Coordinates' }).fill('nowhere');
  // Told as not ready to be pressed, but it can be: the press says what is missing.
  await dialog.getByRole('button', { name: 'Send', exact: true }).click({ force: true });
  await expect(dialog).toContainText('No place can be read from this.');
  await dialog.getByRole('textbox', { name: 'Coordinates' }).fill('51.50335, -0.07941');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Workshop');
  await send();
  expect((await bodies(meta, 1))[0]).toMatchObject({ type: 'location', location: { latitude: 51.50335, longitude: -0.07941, name: 'Workshop' } });
  await expect(inbox.bubble('Workshop')).toBeVisible();

  await inbox.attach('Contact card…');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Greta Sommer');
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill('+49 151 23456789');
  await send();
  expect((await bodies(meta, 2))[1]).toMatchObject({ type: 'contacts', contacts: [{ name: { formatted_name: 'Greta Sommer' }, phones: [{ phone: expect.stringContaining('151') }] }] });
  await expect(inbox.bubble('Greta Sommer')).toBeVisible();

  await inbox.attach('Buttons…');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Shall we deliver?');
  await dialog.getByRole('textbox', { name: 'Button 1' }).fill('Yes, please');
  await dialog.getByRole('textbox', { name: 'Button 2' }).fill('A title that is far too long');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click({ force: true });
  await expect(dialog.getByRole('textbox', { name: 'Button 2' })).toHaveAttribute('aria-invalid', 'true');
  expect(await bodies(meta, 2)).toHaveLength(2);
  await dialog.getByRole('textbox', { name: 'Button 2' }).fill('Later');
  await send();
  expect((await bodies(meta, 3))[2]).toMatchObject({
    type: 'interactive',
    interactive: { type: 'button', body: { text: 'Shall we deliver?' }, action: { buttons: [{ reply: { title: 'Yes, please' } }, { reply: { title: 'Later' } }] } },
  });
  const asked = inbox.bubble('Shall we deliver?').first();
  await expect(asked).toHaveAccessibleName(/delivered|read/i, { timeout: 20_000 });
  await meta.say(customer, { kind: 'button_reply', id: 'button-1', title: 'Yes, please' });
  await expect(inbox.bubble('Pressed a button')).toContainText('Shall we deliver?');

  await inbox.attach('List…');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Pick a time');
  await dialog.getByRole('textbox', { name: 'Button that opens the list' }).fill('Times');
  await dialog.getByRole('textbox', { name: 'Row 1' }).fill('09:00');
  await send();
  expect((await bodies(meta, 4))[3]).toMatchObject({
    interactive: { type: 'list', body: { text: 'Pick a time' }, action: { button: 'Times', sections: [{ rows: [{ title: '09:00' }] }] } },
  });
  await expect(inbox.bubble('Pick a time')).toContainText('09:00');

  await inbox.attach('Link button…');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('See the lamp');
  await dialog.getByRole('textbox', { name: 'Words on the button' }).fill('Open shop');
  await dialog.getByRole('textbox', { name: 'Address' }).fill('https://casalumen.example/arco');
  await send();
  expect((await bodies(meta, 5))[4]).toMatchObject({ interactive: { type: 'cta_url', action: { parameters: { display_text: 'Open shop', url: 'https://casalumen.example/arco' } } } });

  await inbox.attach('Ask for the location…');
  await dialog.getByRole('textbox', { name: 'Text' }).fill('Where are you?');
  await send();
  expect((await bodies(meta, 6))[5]).toMatchObject({ interactive: { type: 'location_request_message', body: { text: 'Where are you?' } } });
  for (const { status } of await meta.requests('send')) expect(status).toBe(200);
});

test('the customer sees typing only where the setting says so', async ({ app, meta }) => {
  const { inbox, wamid } = await conversationWith('Emma', app, meta);
  const { page } = app;
  await meta.waitForRequests(1, 'receipt');
  await inbox.composer.pressSequentially('Not told');
  await inbox.composer.fill('');

  await inbox.go('Settings');
  await page.getByRole('button', { name: 'Window and replies' }).click();
  const typing = page.getByRole('switch', { name: /Typing/ });
  await expect(typing).not.toBeChecked();
  await typing.click();
  await expect(typing).toBeChecked();
  await inbox.go('All');
  await inbox.open('Emma');
  await inbox.composer.pressSequentially('Told once, however much is typed');
  const receipts = await meta.waitForRequests(2, 'receipt');
  expect(receipts.map(({ body }) => body?.['typing_indicator'] ?? null)).toEqual([null, { type: 'text' }]);
  expect(receipts[1]?.body).toMatchObject({ status: 'read', message_id: wamid });
});

test('a customer is blocked and unblocked at WhatsApp', async ({ app, meta }) => {
  const { inbox, customer } = await conversationWith('Emma', app, meta);
  const { page } = app;
  const asked = async (method: string): Promise<number> => (await meta.requests('other')).filter((request) => request.path.endsWith('/block_users') && request.method === method).length;
  await page.getByRole('button', { name: 'Block at WhatsApp…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Block', exact: true }).click();
  await expect(page.getByText('You have blocked this customer.')).toBeVisible();
  await expect(inbox.composer).toBeHidden();
  expect(await asked('POST')).toBe(1);
  expect((await meta.personas()).find(({ id }) => id === customer.id)).toMatchObject({ blocked: true });
  await page.getByRole('button', { name: 'Unblock' }).first().click();
  await expect(inbox.composer).toBeVisible();
  expect(await asked('DELETE')).toBe(1);
  await meta.say(customer, { kind: 'text', text: 'Friends again' });
  await expect(inbox.bubble('Friends again')).toBeVisible();
});
