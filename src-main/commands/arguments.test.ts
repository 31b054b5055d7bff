import { describe, expect, it } from 'vitest';
import { type CommandSpec, readArguments, usage, UsageError, wholeNumber } from './arguments.ts';

const spec: CommandSpec = {
  name: 'replay',
  summary: 'Posts bodies.',
  positionals: ['PATH'],
  options: {
    to: { value: 'URL', help: 'where to', required: true },
    copies: { value: 'N', help: 'how many' },
    json: { help: 'print JSON' },
  },
  notes: [],
};

describe('the words after a command', () => {
  it('are read into values, flags and positionals', () => {
    const args = readArguments(spec, ['bodies', '--to', 'http://127.0.0.1:1/', '--json', '--copies=3']);
    expect(args.positionals).toEqual(['bodies']);
    expect(args.text('to')).toBe('http://127.0.0.1:1/');
    expect(args.flag('json')).toBe(true);
    expect(wholeNumber(args, 'copies', { min: 1, max: 5 })).toBe(3);
  });

  it.each([
    [['bodies'], '--to is missing.'],
    [['--to', 'x'], 'PATH is missing.'],
    [['a', 'b', '--to', 'x'], '“b” is one argument too many.'],
  ])('are refused with one sentence: %j', (words, sentence) => {
    expect(() => readArguments(spec, words)).toThrow(new UsageError(sentence));
  });

  it('are refused when an option is unknown or lacks its value', () => {
    expect(() => readArguments(spec, ['a', '--to', 'x', '--loud'])).toThrow(UsageError);
    expect(() => readArguments(spec, ['a', '--to'])).toThrow(UsageError);
  });

  it.each(['-1', '6', '1.5', 'many', ''])('take no %j for a number from 1 to 5', (text) => {
    const args = readArguments(spec, ['a', '--to', 'x', `--copies=${text}`]);
    expect(() => wholeNumber(args, 'copies', { min: 1, max: 5 })).toThrow('--copies takes a whole number from 1 to 5.');
  });

  it('are explained by the usage', () => {
    expect(usage(spec)).toContain('Usage: wicket replay PATH --to URL [--copies N] [--json]');
  });
});
