import { expect, test } from '../meta.ts';
import { conversationWith } from '../pages/conversation.ts';

test.describe('what a customer sends without a file', () => {
  test('text keeps its marks, lists, quotes, links and numbers, and a link says where it goes first', async ({ app, meta }) => {
    const { inbox, customer } = await conversationWith('Jonas', app, meta);
    const { page } = app;
    await meta.say(customer, {
      kind: 'text',
      text: '*Bold* and _slanted_ and ~gone~ and `code`\n> as you said\n- one\n- two\nhttps://casalumen.example/arco?x=1 or +49 151 23456789',
    });
    const bubble = inbox.bubble('Bold');
    await expect(bubble.locator('strong')).toHaveText('Bold');
    await expect(bubble.locator('em')).toHaveText('slanted');
    await expect(bubble.locator('s')).toHaveText('gone');
    await expect(bubble.locator('code')).toHaveText('code');
    await expect(bubble.locator('blockquote')).toHaveText('as you said');
    await expect(bubble.getByRole('listitem')).toHaveText([/one/, /two/]);
    await expect(bubble).not.toContainText('*Bold*');

    await bubble.getByRole('link').click();
    const dialog = page.getByRole('dialog', { name: 'Open this address?' });
    await expect(dialog).toContainText('casalumen.example');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await bubble.getByRole('button', { name: '+49 151 23456789' }).click();
    await expect(page.getByRole('dialog', { name: 'What to do with this number?' })).toBeVisible();
    await page.keyboard.press('Escape');

    await meta.say(customer, { kind: 'text', text: '<b onclick="x()">no markup</b> שלום' });
    await expect(inbox.bubble('<b onclick="x()">no markup</b>')).toBeVisible();
    await meta.say(customer, { kind: 'text', text: `Start ${'very long words '.repeat(250)}end of it` });
    const long = inbox.bubble('Start very long');
    const folded = (await long.boundingBox())?.height ?? 0;
    await long.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(async () => (await long.boundingBox())?.height ?? 0).toBeGreaterThan(folded * 1.5);
  });

  test('a location is a drawn card with its coordinates, and contact cards offer a chat', async ({ app, meta }) => {
    const { inbox, customer } = await conversationWith('Jonas', app, meta);
    await meta.say(customer, { kind: 'location', latitude: 52.520008, longitude: 13.404954, name: 'Werkstatt', address: 'Alexanderplatz 1' });
    const place = inbox.bubble('Werkstatt');
    await expect(place).toContainText('Alexanderplatz 1');
    await expect(place).toContainText(/52[.,]52\d*.*13[.,]40\d*/);
    await expect(place.getByRole('link', { name: 'Open a map' })).toHaveAttribute('href', /52\.520008.*13\.404954/);
    await expect(place.locator('img')).toHaveCount(0);
    await expect(inbox.row('Jonas')).toContainText('Werkstatt');

    await meta.say(customer, { kind: 'contacts', names: ['Greta Sommer', 'Seu Jorge'] });
    const cards = inbox.bubble('Greta Sommer');
    await expect(cards.getByRole('listitem')).toHaveCount(2);
    await cards.getByRole('button', { name: 'Start a chat with +55 19 90000-0198' }).click();
    await expect(app.page.getByText('Greta Sommer has not written yet.').first()).toBeVisible();
  });

  test('what was chosen from buttons, lists, forms and templates stands under what it answers', async ({ app, meta }) => {
    const { inbox, customer } = await conversationWith('Jonas', app, meta);
    await inbox.send('Which day suits you?');
    await expect(inbox.bubble('Which day suits you?')).toHaveAccessibleName(/sent|delivered|read/i);
    await meta.say(customer, { kind: 'button_reply', id: 'tue', title: 'Tuesday' });
    const choice = inbox.bubble('Tuesday');
    await expect(choice).toContainText('Pressed a button');
    await expect(choice.getByRole('button', { name: 'Which day suits you?' })).toBeVisible();
    await meta.say(customer, { kind: 'list_reply', id: 'row-2', title: 'Pendant', description: 'Rattan, 40 cm' });
    await expect(inbox.bubble('Pendant')).toContainText(/Chose from the list.*Rattan, 40 cm/s);
    await meta.say(customer, { kind: 'button', text: 'Stop offers', payload: 'STOP' });
    await expect(inbox.bubble('Stop offers')).toContainText('Pressed a template’s button');
    await meta.say(customer, { kind: 'nfm_reply', responseJson: JSON.stringify({ flow_token: 'secret-token', screen_0_Your_name_0: 'Jonas Weber', floors: ['1', '3'] }) });
    const form = inbox.bubble('Jonas Weber');
    await expect(form.getByRole('term')).toHaveText(['Your name', 'Floors']);
    await expect(form.getByRole('definition')).toHaveText(['Jonas Weber', '1, 3']);
    await expect(form).not.toContainText('secret-token');
    await meta.say(customer, { kind: 'order', text: 'For the café' });
    const order = inbox.bubble('rattan-pendant');
    await expect(order.getByRole('row')).toHaveCount(3);
    await expect(order).toContainText(/€\s?294\.00|294[.,]00\s?€/);
    await expect(order).toContainText('For the café');
  });

  test('an ad, a forwarded mark, calls, changed numbers and kinds that nobody knows are told as they are', async ({ app, meta }) => {
    const { inbox, customer } = await conversationWith('Jonas', app, meta);
    const { page } = app;
    await meta.say(customer, { kind: 'text', text: 'Is it still reduced?', fromAd: true });
    const fromAd = inbox.bubble('Is it still reduced?');
    await expect(fromAd).toContainText(/Came from an ad.*Arco, 15% off/s);
    await expect(fromAd.locator('img')).toHaveCount(0);
    await meta.say(customer, { kind: 'text', text: 'See this', forwarded: true });
    await expect(inbox.bubble('See this')).toContainText('Forwarded');
    await meta.say(customer, { kind: 'text', text: 'Everybody must see', forwarded: 'often' });
    await expect(inbox.bubble('Everybody must see')).toContainText('Forwarded many times');
    await meta.say(customer, { kind: 'text', text: 'In stock?', aboutProduct: 'arco-brass' });
    await expect(inbox.bubble('In stock?')).toContainText(/Question about a product.*arco-brass/s);

    await meta.say(customer, { kind: 'unsupported', type: 'poll_creation' });
    const poll = inbox.bubble('A poll. WhatsApp does not pass it on');
    await poll.getByRole('button', { name: 'Show raw' }).click();
    await expect(page.getByRole('dialog', { name: 'Message details' })).toContainText('poll_creation');
    await page.keyboard.press('Escape');
    await meta.say(customer, { kind: 'raw', message: { type: 'hologram', hologram: { colour: 'blue' } } });
    await inbox.bubble('hologram').getByRole('button', { name: 'Show raw' }).click();
    await expect(page.getByRole('dialog', { name: 'Message details' })).toContainText('"colour": "blue"');
    await page.keyboard.press('Escape');

    await meta.say(customer, { kind: 'call', seconds: 65 });
    await expect(inbox.bubble('Call, 1:05')).toBeVisible();
    await meta.say(customer, { kind: 'call' });
    await expect(inbox.bubble('Missed call')).toBeVisible();
    await meta.say(customer, { kind: 'identity_change' });
    await expect(inbox.bubble('security code')).toBeVisible();
    await meta.say(customer, { kind: 'number_change', newWaId: '4915700000999' });
    await expect(inbox.bubbles.filter({ hasText: /changed number|number changed/ })).toBeVisible();
    const health = await app.call('health.get', {});
    expect(health).toMatchObject({ ok: true, value: { journal: { balanced: true, quarantined: 0 } } });
  });
});

test.describe('what changes after it was sent', () => {
  test('a reaction hangs on its message, changes with it and goes again', async ({ app, meta }) => {
    const { inbox, customer, wamid } = await conversationWith('Emma', app, meta);
    const bubble = inbox.bubble('Hello');
    // WhatsApp tells whole seconds: within one of them nobody knows which came last.
    const second = (count: number): { readonly at: number } => ({ at: Date.now() + (count - 4) * 1000 });
    await meta.say(customer, { kind: 'reaction', messageId: wamid, emoji: '❤️', ...second(1) });
    await expect(bubble.getByRole('img', { name: 'Customer reacted ❤️' })).toBeVisible();
    await meta.say(customer, { kind: 'reaction', messageId: wamid, emoji: '👍', ...second(2) });
    await expect(bubble.getByRole('img', { name: 'Customer reacted 👍' })).toBeVisible();
    await expect(bubble.getByRole('img', { name: 'Customer reacted ❤️' })).toHaveCount(0);
    await meta.say(customer, { kind: 'reaction', messageId: wamid, emoji: '', ...second(3) });
    await expect(bubble.getByRole('img')).toHaveCount(0);
    await expect(inbox.bubbles).toHaveCount(1);
  });

  test('a reply shows what it answers and leads to it', async ({ app, meta }) => {
    const { inbox, customer, wamid } = await conversationWith('Emma', app, meta);
    const start = Date.now();
    for (let line = 1; line <= 30; line += 1) await meta.say(customer, { kind: 'text', text: `Line ${line}`, at: start + line * 1000 });
    await meta.say(customer, { kind: 'text', text: 'Answering the first', replyTo: wamid, at: start + 31_000 });
    const reply = inbox.bubble('Answering the first');
    // The reply says "Hello" too, in its quote; only the first one begins with it.
    const answered = inbox.bubbles.filter({ hasText: /^Hello/ });
    await expect(answered).not.toBeInViewport();
    await reply.getByRole('button', { name: 'Hello' }).click();
    await expect(answered).toBeInViewport();
  });

  test('an edit shows the new text and keeps the old one in the details', async ({ app, meta }) => {
    const { inbox, customer } = await conversationWith('Emma', app, meta);
    const { wamid } = await meta.say(customer, { kind: 'text', text: 'At fife' });
    await expect(inbox.bubble('At fife')).toBeVisible();
    await meta.say(customer, { kind: 'edit', messageId: wamid, text: 'At five' });
    await expect(inbox.bubble('At five')).toContainText('edited');
    await expect(inbox.bubble('At fife')).toHaveCount(0);
    await expect(inbox.row('Emma')).toContainText('At five');
    await inbox.bubble('At five').getByRole('button', { name: 'edited' }).click();
    await expect(app.page.getByRole('dialog', { name: 'Message details' })).toContainText('At fife');
  });

  test('what a customer deletes is hidden, and shown again only where the setting keeps it', async ({ app, meta }) => {
    const { inbox, customer } = await conversationWith('Emma', app, meta);
    const { wamid } = await meta.say(customer, { kind: 'text', text: 'My card is 4111' });
    await expect(inbox.bubble('My card is 4111')).toBeVisible();
    await meta.say(customer, { kind: 'revoke', messageId: wamid });
    const deleted = inbox.bubble('Deleted by the customer');
    await expect(deleted).toBeVisible();
    await expect(app.page.getByText('My card is 4111')).toHaveCount(0);
    await expect(deleted.getByRole('button', { name: 'Show' })).toHaveCount(0);

    const { page } = app;
    await inbox.go('Settings');
    await page.getByRole('button', { name: 'Journal and receiver' }).click();
    await page.getByRole('switch', { name: 'Keep what customers delete' }).click();
    await inbox.go('All');
    await inbox.open('Emma');
    await deleted.getByRole('button', { name: 'Show' }).click();
    await expect(inbox.bubble('My card is 4111')).toContainText('Deleted by the customer');
  });
});
