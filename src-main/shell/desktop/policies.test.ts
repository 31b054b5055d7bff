import { describe, expect, test } from 'vitest';
import { createFakeWicket } from '../testing/fake-wicket.ts';
import { quietLog } from '../testing/quiet-log.ts';
import { chooseBounds } from './bounds.ts';
import { createCrashPolicy } from './crash.ts';
import { serveCalls } from './ipc.ts';
import { isOwnPage, mayCall, mayHavePermission, mayOpenOutside } from './security.ts';

describe('security', () => {
  test.each([
    ['wicket://app/', true],
    ['wicket://app/index.html?x#y', true],
    ['wicket://other/', false],
    ['https://app/', false],
    ['file:///etc/passwd', false],
    ['', false],
  ])('the own page: %s', (address, own) => expect(isOwnPage(address)).toBe(own));

  test.each([
    ['https://wa.me/1', true],
    ['mailto:a@b.example', true],
    ['tel:+441', true],
    ['file:///bin/sh', false],
    ['javascript:alert(1)', false],
    ['smb://host/share', false],
    ['wicket://app/', false],
    ['https://user:pass@evil.example', false],
    ['not an address', false],
  ])('handed to the system: %s', (address, may) => expect(mayOpenOutside(address)).toBe(may));

  test('only the own page gets permissions, and few', () => {
    expect(mayHavePermission('notifications', 'wicket://app/')).toBe(true);
    expect(mayHavePermission('notifications', 'https://evil.example')).toBe(false);
    expect(mayHavePermission('geolocation', 'wicket://app/')).toBe(false);
    expect(mayHavePermission('openExternal', 'wicket://app/')).toBe(false);
  });

  test('only the own page may hear the microphone, and nobody may see through the camera', () => {
    expect(mayHavePermission('media', 'wicket://app/', ['audio'])).toBe(true);
    expect(mayHavePermission('media', 'https://evil.example', ['audio'])).toBe(false);
    expect(mayHavePermission('media', 'wicket://app/', ['audio', 'video'])).toBe(false);
    expect(mayHavePermission('media', 'wicket://app/', ['video'])).toBe(false);
    expect(mayHavePermission('media', 'wicket://app/')).toBe(false);
  });

  test('frames within the page and strangers may not call', () => {
    expect(mayCall({ url: 'wicket://app/', parent: null })).toBe(true);
    expect(mayCall({ url: 'wicket://app/', parent: {} })).toBe(false);
    expect(mayCall({ url: 'https://evil.example/', parent: null })).toBe(false);
    expect(mayCall(null)).toBe(false);
  });
});

describe('calls', () => {
  type Answering = (event: unknown, name: unknown, input: unknown) => Promise<unknown>;
  const own = { senderFrame: { url: 'wicket://app/', parent: null } };
  function serve() {
    const wicket = createFakeWicket();
    const held: { answering?: Answering } = {};
    serveCalls({ handle: (_channel, handler) => void (held.answering = handler as unknown as Answering) }, (name, input) => wicket.call(name, input), quietLog);
    if (held.answering === undefined) throw new Error('nothing was registered');
    return { wicket, call: held.answering };
  }

  test("a stranger's call never reaches the core", async () => {
    const { wicket, call } = serve();
    expect(await call({ senderFrame: { url: 'https://evil.example', parent: null } }, 'app.state', {})).toMatchObject({ ok: false });
    expect(wicket.calls).toEqual([]);
  });

  test('too much, and a circle, are measured without end', async () => {
    const { call } = serve();
    expect(await call(own, 'app.state', { a: ['x'.repeat(1_100_000)] })).toMatchObject({ ok: false, error: { code: 'too_large' } });
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(await call(own, 'app.state', circle)).toMatchObject({ ok: true });
  });

  test('what the core throws is an answer without its words', async () => {
    const { wicket, call } = serve();
    wicket.answer('app.state', () => Promise.reject(new Error('secret')));
    const answer = await call(own, 'app.state', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

test('the window opens where it was, unless no screen shows that place', () => {
  const screen = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const bounds = { x: 100, y: 50, width: 1000, height: 700 };
  expect(chooseBounds({ bounds, maximized: false }, screen)).toEqual(bounds);
  expect(chooseBounds({ bounds: { ...bounds, x: 4000 }, maximized: false }, screen)).toEqual({ width: 1000, height: 700 });
  expect(chooseBounds({ bounds: { ...bounds, width: 10 }, maximized: false }, screen)).toMatchObject({ width: 760 });
});

test('a page that crashes again soon is not loaded again by itself', () => {
  let now = 0;
  const afterCrash = createCrashPolicy(() => now);
  expect(afterCrash()).toBe('reload');
  now = 60_000;
  expect(afterCrash()).toBe('ask');
  now = 60 * 60_000;
  expect(afterCrash()).toBe('reload');
});
