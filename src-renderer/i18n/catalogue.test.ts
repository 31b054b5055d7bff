import { describe, expect, it } from 'vitest';
import { app } from './en/app.ts';
import { attach } from './en/attach.ts';
import { builder } from './en/builder.ts';
import { closing } from './en/closing.ts';
import { composer } from './en/composer.ts';
import { connection } from './en/connection.ts';
import { content } from './en/content.ts';
import { context } from './en/context.ts';
import { emoji } from './en/emoji.ts';
import { errors } from './en/errors.ts';
import { firstRun } from './en/first-run.ts';
import { health } from './en/health.ts';
import { list } from './en/list.ts';
import { settings } from './en/settings.ts';
import { shortcuts } from './en/shortcuts.ts';
import { thread } from './en/thread.ts';
import { viewer } from './en/viewer.ts';
import { windowWords } from './en/window.ts';
import { en } from './en.ts';

const sources: Record<string, string> = import.meta.glob(['../**/*.{ts,tsx}', '!../**/*.test.ts', '!./en/**'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const code = Object.values(sources).join('\n');
/** Keys put together from a state, as in a template of `composer.blocked.` and the state's word. */
const families = [...code.matchAll(/`([a-zA-Z][\w.]*\.)\$\{[^}`]*\}([\w.]*)`/g)].map(([, start = '', end = '']) => ({ start, end }));

function isUsed(key: string): boolean {
  return code.includes(`'${key}'`) || code.includes(`"${key}"`) || families.some(({ start, end }) => key.startsWith(start) && key.endsWith(end));
}
const subjects = [app, attach, builder, closing, composer, connection, content, context, emoji, errors, firstRun, health, list, settings, shortcuts, thread, viewer, windowWords];

describe('the catalogue', () => {
  it('sees the sources of the page', () => {
    expect(Object.keys(sources).length).toBeGreaterThan(50);
  });

  it('has every key that the page asks for', () => {
    const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    expect(asked.length).toBeGreaterThan(50);
    expect(asked.filter((key) => !(key in en))).toEqual([]);
  });

  it('has no key that nothing uses', () => {
    expect(Object.keys(en).filter((key) => !isUsed(key))).toEqual([]);
  });

  it('has each key in one subject only', () => {
    const keys = subjects.flatMap((subject) => Object.keys(subject));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(keys.toSorted()).toEqual(Object.keys(en).toSorted());
  });

  it('says things plainly: no exclamation marks, no doubled spaces, no empty texts', () => {
    const texts = Object.entries(en).flatMap(([key, message]) =>
      (typeof message === 'string' ? [message] : Object.values(message)).map((text) => ({ key, text: String(text) })),
    );
    expect(texts.filter(({ text }) => text.includes('!') || text.includes('  ') || text.trim() === '')).toEqual([]);
  });
});
