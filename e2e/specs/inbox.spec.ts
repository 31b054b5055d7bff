import { expect, test } from '../meta.ts';
import { Inbox } from '../pages/inbox.ts';

test('a customer writes, an agent answers, and the ticks and the clock tell the truth', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona('Mariana');

  await meta.say(customer, { kind: 'text', text: 'Oi, a luminária chegou?' });
  await expect(inbox.row('Mariana')).toContainText('Oi, a luminária chegou?');
  await inbox.open('Mariana');
  await expect(inbox.bubble('Oi, a luminária chegou?')).toBeVisible();
  await expect(app.page.getByText(/23 h 5\d min left|24 h left/).first()).toBeVisible();

  await inbox.send('Chegou, sai hoje.');
  await expect(inbox.bubble('Chegou, sai hoje.')).toBeVisible();
  await expect(inbox.composer).toHaveValue('');
  await expect(inbox.bubble('Chegou, sai hoje.')).toHaveAccessibleName(/read/i, { timeout: 20_000 });
  expect(await meta.requests('send')).toMatchObject([{ status: 200, body: { text: { body: 'Chegou, sai hoje.' } } }]);
});

test('a reply quotes the message that it answers', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona('Jonas');
  const { wamid } = await meta.say(customer, { kind: 'text', text: 'Wann kommt die Lampe?' });
  await inbox.open('Jonas');
  await inbox.bubble('Wann kommt die Lampe?').dblclick();
  await inbox.send('Morgen früh.');
  const [sent] = await meta.waitForRequests(1, 'send');
  expect(sent?.body).toMatchObject({ context: { message_id: wamid }, text: { body: 'Morgen früh.' } });
  await expect(inbox.bubble('Morgen früh.')).toContainText('Wann kommt die Lampe?');
});

test('the customer hears that a message was read only after it was looked at', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona('Jonas');
  const { wamid } = await meta.say(customer, { kind: 'text', text: 'Hallo?' });
  await expect(inbox.row('Jonas')).toContainText('Hallo?');
  expect(await meta.requests('receipt')).toEqual([]);
  await inbox.open('Jonas');
  const [receipt] = await meta.waitForRequests(1, 'receipt');
  expect(receipt?.body).toMatchObject({ status: 'read', message_id: wamid });
});

test('the window closes while typing: the composer changes, the text stays, and nothing can be sent into it', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona('Jonas');
  await meta.say(customer, { kind: 'text', text: 'Noch da?', at: Date.now() - 24 * 3_600_000 + 75_000 });
  await inbox.open('Jonas');
  await inbox.composer.fill('Ja, einen Moment');
  // The page learns Meta's time from the next answer of Graph.
  await meta.control('clock', { advanceMs: 120_000 });
  const { value } = (await app.call('app.state', {})) as { value: { connections: { id: number }[] } };
  await app.call('connections.check', { id: value.connections[0]?.id as never });
  await expect(app.page.getByText(/templates only/i).first()).toBeVisible();
  await expect(inbox.composer).toBeHidden();
  await expect(app.page.getByText('Ja, einen Moment').first()).toBeVisible();
  expect(await meta.requests('send')).toEqual([]);
});

test('a line that breaks after the body left makes the message unsure, and it is never sent again by itself', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona('Emma');
  await meta.say(customer, { kind: 'text', text: 'Any news?' });
  await inbox.open('Emma');
  await meta.control('faults/statuses', { type: 'hold', times: 5 });
  await meta.control('faults/requests', { type: 'cut-after-accepted' });
  await inbox.send('It left this morning.');
  await expect(app.page.getByText('Outcome unknown.')).toBeVisible();
  expect(await meta.requests('send')).toHaveLength(1);

  await meta.control('statuses/release', {});
  await expect(app.page.getByText('Outcome unknown.')).toBeHidden();
  await expect(inbox.bubble('It left this morning.')).toHaveAccessibleName(/delivered|read/i, { timeout: 20_000 });
  expect(await meta.requests('send')).toHaveLength(1);
});

test('a refused message says why and what to do', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const customer = await meta.persona('Emma');
  await meta.say(customer, { kind: 'text', text: 'Hello' });
  await inbox.open('Emma');
  await meta.control('faults/statuses', { type: 'fail', code: 131026 });
  await inbox.send('Hello Emma');
  await expect(app.page.getByText('Not sent.').first()).toBeVisible({ timeout: 20_000 });
  await expect(inbox.row('Emma')).toContainText('Not sent');
});

test('everything survives a power cut in the middle', async ({ app, meta }) => {
  await meta.connect(app);
  const customer = await meta.persona('Lucía');
  await meta.say(customer, { kind: 'text', text: 'Primero' });
  await app.kill();
  await app.restart();
  await meta.deliverTo(app);
  await meta.say(customer, { kind: 'text', text: 'Segundo' });
  const inbox = new Inbox(app.page);
  await expect(inbox.row('Lucía')).toContainText('Segundo');
  await inbox.open('Lucía');
  await expect(inbox.bubble('Primero')).toBeVisible();
  await expect(inbox.bubble('Segundo')).toBeVisible();
  app.problems.splice(0, app.problems.length, ...app.problems.filter((line) => !/WebSocket|ERR_CONNECTION/.test(line)));
});
