import { expect, test } from 'vitest';
import type { InboxEvent } from '../../compose.ts';
import { WicketError } from '../../domain/errors.ts';
import { createFakeWicket, type FakeWicket } from '../testing/fake-wicket.ts';
import { createHostSwitch, type World } from './host-switch.ts';

function cores() {
  const opened: { world: World; wicket: FakeWicket }[] = [];
  const open = (world: World): Promise<FakeWicket> => {
    const wicket = createFakeWicket({ sandbox: world === 'sandbox' });
    opened.push({ world, wicket });
    return Promise.resolve(wicket);
  };
  return { opened, open };
}

test('entering the sandbox closes the real core, opens the other and tells the page', async () => {
  const { opened, open } = cores();
  const host = await createHostSwitch(open, 'real');
  const events: InboxEvent[] = [];
  host.onEvent((event) => void events.push(event));
  expect(await host.call('sandbox.enter', {})).toEqual({ ok: true, value: { done: true } });
  expect(opened.map(({ world, wicket }) => [world, wicket.closed])).toEqual([
    ['real', true],
    ['sandbox', false],
  ]);
  expect(events).toEqual([{ name: 'app.reset', payload: { sandbox: true } }]);
  expect(host.current()?.sandbox).toBe(true);
  await host.call('sandbox.leave', {});
  expect(host.current()?.sandbox).toBe(false);
});

test('entering twice is entering once', async () => {
  const { opened, open } = cores();
  const host = await createHostSwitch(open, 'real');
  await Promise.all([host.call('sandbox.enter', {}), host.call('sandbox.enter', {})]);
  expect(opened).toHaveLength(2);
});

test('calls made during the exchange reach the new core, and events come from it alone', async () => {
  const { opened, open } = cores();
  const host = await createHostSwitch(open, 'real');
  const entering = host.call('sandbox.enter', {});
  const call = host.call('app.state', {});
  await entering;
  expect((await call).ok).toBe(true);
  expect(opened[1]?.wicket.calls).toEqual([{ name: 'app.state', input: {} }]);
  const told: string[] = [];
  host.onEvent((event) => void told.push(event.name));
  opened[0]?.wicket.emit({ name: 'clock', payload: { now: 1 } });
  opened[1]?.wicket.emit({ name: 'clock', payload: { now: 1 } });
  expect(told).toEqual(['clock']);
});

test('when the sandbox does not open, the real core comes back and the call says why', async () => {
  const { open } = cores();
  const host = await createHostSwitch(
    (world) => (world === 'sandbox' ? Promise.reject(new WicketError('folder_locked')) : open(world)),
    'real',
  );
  expect(await host.call('sandbox.enter', {})).toMatchObject({ ok: false, error: { code: 'folder_locked' } });
  expect(host.current()?.sandbox).toBe(false);
  expect((await host.call('app.state', {})).ok).toBe(true);
});
