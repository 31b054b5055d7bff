import { describe, expect, test } from 'vitest';
import { type Block, formatText, type Inline, plainText } from './formatting.ts';

/** Writes what was understood in a form that is easy to read. */
function written(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case 'text':
          return node.text;
        case 'code':
          return `<code>${node.text}</code>`;
        case 'link':
          return `<a ${node.host}>${node.text}</a>`;
        case 'phone':
          return `<tel ${node.number}>${node.text}</tel>`;
        default:
          return `<${node.type}>${written(node.children)}</${node.type}>`;
      }
    })
    .join('');
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'code':
      return `code(${block.text})`;
    case 'list':
      return `list(${block.items.map(({ number, children }) => `${number ?? '•'} ${written(children)}`).join(' | ')})`;
    default:
      return `${block.type}(${written(block.children)})`;
  }
}

describe('marks inside a line', () => {
  test.each([
    ['plain words', 'plain words'],
    ['*bold* _italic_ ~gone~', '<bold>bold</bold> <italic>italic</italic> <strike>gone</strike>'],
    ['*_both_*', '<bold><italic>both</italic></bold>'],
    ['(*bold*), *two words*.', '(<bold>bold</bold>), <bold>two words</bold>.'],
    ['2*3*4 and snake_case_name', '2*3*4 and snake_case_name'],
    ['a * not * bold', 'a * not * bold'],
    ['*open', '*open'],
    ['**', '**'],
    ['***', '***'],
    ['*ünïcödé*', '<bold>ünïcödé</bold>'],
    ['*مرحبا*', '<bold>مرحبا</bold>'],
    ['`a*b*c` *x*', '<code>a*b*c</code> <bold>x</bold>'],
    ['say ```mono *x*``` now', 'say <code>mono *x*</code> now'],
    ['*see https://a.example/x_y_z*', '<bold>see <a a.example>https://a.example/x_y_z</a></bold>'],
    ['_https://a.example_', '<italic><a a.example>https://a.example</a></italic>'],
    ['https://a.example/_x_ok_', '<a a.example>https://a.example/_x_ok</a>_'],
    ['call +55 19 90000-0132.', 'call <tel +5519900000132>+55 19 90000-0132</tel>.'],
    ['+1 (202) 555-0147', '<tel +12025550147>+1 (202) 555-0147</tel>'],
    ['order 4471882 on 2026-11-23', 'order 4471882 on 2026-11-23'],
    ['+12', '+12'],
    ['1+23456789', '1+23456789'],
    ['5 > 3', '5 > 3'],
  ])('%s', (text, expected) => {
    expect(formatText(text).map(blockText)).toEqual([`paragraph(${expected})`]);
  });

  test('a mark does not reach over a line break', () => {
    expect(formatText('*a\nb*').map(blockText)).toEqual(['paragraph(*a\nb*)']);
  });
});

describe('blocks', () => {
  test.each([
    ['> said before\nanswer', ['quote(said before)', 'paragraph(answer)']],
    ['> one\n> *two*', ['quote(one\n<bold>two</bold>)']],
    ['- a\n- *b*\nend', ['list(• a | • <bold>b</bold>)', 'paragraph(end)']],
    ['* a\n* b', ['list(• a | • b)']],
    ['1. one\n2. two', ['list(1 one | 2 two)']],
    ['3. third', ['list(3 third)']],
    ['2026. a year', ['paragraph(2026. a year)']],
    ['- a\n1. b', ['list(• a)', 'list(1 b)']],
    ['before\n```\nlet x = *1*\n```\nafter', ['paragraph(before)', 'code(let x = *1*)', 'paragraph(after)']],
    ['```a\nb```', ['code(a\nb)']],
    ['a\n\nb', ['paragraph(a\n\nb)']],
    ['-dash', ['paragraph(-dash)']],
    ['', ['paragraph()']],
  ])('%j', (text, expected) => {
    expect(formatText(text).map(blockText)).toEqual(expected);
  });
});

test('words alone keep everything but the marks', () => {
  expect(plainText('*Hi* _there_\n- ~a~\n> q\n`c`')).toBe('Hi there\n• a\nq\nc');
});

test('a hostile text takes no longer than a friendly one', () => {
  const started = performance.now();
  formatText('*a '.repeat(1300));
  formatText('_*~'.repeat(1300));
  formatText('+1'.repeat(2000));
  expect(performance.now() - started).toBeLessThan(500);
});
