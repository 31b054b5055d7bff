import { describe, expect, it } from 'vitest';
import { findCommand, isSingleKey, type Press, strokeOf } from './keys.ts';

const press = (key: string, modifiers: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

describe('writing a press as a stroke', () => {
  it('writes plain keys as they are', () => {
    expect(strokeOf(press('j'), false)).toBe('j');
    expect(strokeOf(press('Enter'), false)).toBe('Enter');
    expect(strokeOf(press('F6'), false)).toBe('F6');
  });

  it('takes Ctrl as Mod, and ⌘ on macOS', () => {
    expect(strokeOf(press('k', { ctrlKey: true }), false)).toBe('Mod+k');
    expect(strokeOf(press('k', { metaKey: true }), true)).toBe('Mod+k');
    expect(strokeOf(press('k', { ctrlKey: true }), true)).toBeNull();
    expect(strokeOf(press('k', { metaKey: true }), false)).toBeNull();
  });

  it('takes signs by what they print, wherever the keyboard has them', () => {
    expect(strokeOf(press('?', { shiftKey: true }), false)).toBe('?');
    expect(strokeOf(press('/', { shiftKey: true }), false)).toBe('/');
    expect(strokeOf(press('[', { altKey: true }), true)).toBe('[');
  });

  it('keeps a capital apart from its small letter', () => {
    expect(strokeOf(press('U', { shiftKey: true }), false)).toBe('Shift+u');
    expect(strokeOf(press('U'), false)).toBe('u');
    expect(strokeOf(press('V', { shiftKey: true, ctrlKey: true }), false)).toBe('Mod+Shift+v');
    expect(strokeOf(press('F6', { shiftKey: true }), false)).toBe('Shift+F6');
  });

  it('ignores modifiers alone', () => {
    expect(strokeOf(press('Shift', { shiftKey: true }), false)).toBeNull();
  });

  it('knows which strokes are single keys', () => {
    expect(isSingleKey('j')).toBe(true);
    expect(isSingleKey('?')).toBe(true);
    expect(isSingleKey('Enter')).toBe(false);
    expect(isSingleKey('Mod+k')).toBe(false);
  });
});

describe('finding the command', () => {
  const next = { id: 'next', keys: ['j', 'ArrowDown'] };
  const health = { id: 'health', keys: ['g h'] };
  const settings = { id: 'settings', keys: ['g s'] };

  it('finds it by any of its keys', () => {
    expect(findCommand([next, health], [], 'ArrowDown').command).toBe(next);
  });

  it('waits for the rest of a sequence', () => {
    const begun = findCommand([next, health, settings], [], 'g');
    expect(begun).toEqual({ command: null, pending: ['g'] });
    expect(findCommand([next, health, settings], begun.pending, 's')).toEqual({ command: settings, pending: [] });
  });

  it('takes a stroke that does not go on with the sequence by itself', () => {
    expect(findCommand([next, health], ['g'], 'j').command).toBe(next);
    expect(findCommand([health], ['g'], 'x')).toEqual({ command: null, pending: [] });
  });

  it('lets the later one go first, and the earlier one when that is not possible now', () => {
    let open = true;
    const close = { id: 'close', keys: ['j'], when: () => open };
    expect(findCommand([next, close], [], 'j').command).toBe(close);
    open = false;
    expect(findCommand([next, close], [], 'j').command).toBe(next);
  });
});
