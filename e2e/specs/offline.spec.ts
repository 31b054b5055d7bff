import { expect, test } from '../meta.ts';
import { Inbox } from '../pages/inbox.ts';

test('with nothing to talk to, all that is stored is readable, found by name, and nothing hangs', async ({ app, meta }) => {
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  await meta.say(await meta.persona('Lucía'), { kind: 'text', text: 'Hola, ¿hay luz?' });
  await meta.say(await meta.persona('Jonas'), { kind: 'text', text: 'Guten Tag' });
  await expect(inbox.rows).toHaveCount(2);

  // Meta is gone: connections to it are refused from now on.
  await meta.control('faults/requests', { type: 'cut-before-body', times: 1000, on: 'any' });
  await app.page.getByPlaceholder('Search people and numbers').fill('lucia');
  await expect(inbox.rows).toHaveCount(1);
  await inbox.open('Lucía');
  await expect(inbox.bubble('Hola, ¿hay luz?')).toBeVisible();

  await inbox.send('Sí, mañana.');
  await expect(inbox.bubble('Sí, mañana.')).toBeVisible();
  const health = await app.call('health.get', {});
  expect(health).toMatchObject({ ok: true, value: { journal: { balanced: true } } });
});

test('a lost line to the host heals by itself with nothing missing', async ({ app, meta }) => {
  test.skip(app.shell === 'desktop', 'the desktop page has no line to lose: it shares the process’s life');
  await meta.connect(app);
  const inbox = new Inbox(app.page);
  const jonas = await meta.persona('Jonas');
  await meta.say(jonas, { kind: 'text', text: 'Erste' });
  await inbox.open('Jonas');
  await expect(inbox.bubble('Erste')).toBeVisible();

  await app.kill();
  await inbox.composer.fill('Ein Entwurf bleibt');
  await app.restart();
  await meta.deliverTo(app);
  await meta.say(jonas, { kind: 'text', text: 'Zweite' });
  await expect(inbox.bubble('Zweite')).toBeVisible({ timeout: 20_000 });
  await expect(inbox.bubble('Erste')).toHaveCount(1);
  await expect(inbox.composer).toHaveValue('Ein Entwurf bleibt');
  app.problems.splice(0, app.problems.length, ...app.problems.filter((line) => !/WebSocket|ERR_CONNECTION/.test(line)));
});
