import { textParts } from './text-parts.ts';

/** A run of words as WhatsApp's marks make it. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string; readonly host: string }
  | { readonly type: 'phone'; readonly text: string; readonly number: string };

/** A block of lines. Items of a numbered list keep the number that was typed. */
export type Block =
  | { readonly type: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly type: 'quote'; readonly children: readonly Inline[] }
  | { readonly type: 'list'; readonly items: readonly { readonly number: number | null; readonly children: readonly Inline[] }[] }
  | { readonly type: 'code'; readonly text: string };

interface Span {
  readonly from: number;
  readonly to: number;
  readonly node: Inline;
}

const FENCE = /```\n?([\s\S]+?)\n?```/g;
const CODE = /```([^\n]+?)```|`([^`\n]+)`/g;
/** International numbers only: a bare row of digits is as often an order or a date. */
const PHONE = /(?<![\p{L}\p{N}])\+\d[\d \u00A0().-]{5,20}\d(?![\p{L}\p{N}])/gu;
const QUOTE = /^> ?(\S.*)$/;
const BULLET = /^[*-] (\S.*)$/;
const NUMBER = /^(\d{1,3})\. (\S.*)$/;
const WORD = /[\p{L}\p{N}]/u;
const marks: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = { '*': 'bold', _: 'italic', '~': 'strike' };
const PLAIN = /^[^*_~`>+\n-]*$/;
const MAX_DEPTH = 8;

/** Takes a message's text apart the way WhatsApp shows it: *bold*, _italic_, ~strike~, `code`, ```mono```, quotes, lists, links, numbers. */
export function formatText(text: string): readonly Block[] {
  if (PLAIN.test(text) && !/www\.|https?:|^\d/im.test(text)) return [{ type: 'paragraph', children: [{ type: 'text', text }] }];
  const blocks: Block[] = [];
  let done = 0;
  for (const match of text.matchAll(FENCE)) {
    const code = match[1] ?? '';
    // On one line it is a run of words inside its paragraph.
    if (!match[0].includes('\n')) continue;
    blocks.push(...lineBlocks(withoutEdgeBreaks(text.slice(done, match.index), done > 0, true)));
    blocks.push({ type: 'code', text: code });
    done = match.index + match[0].length;
  }
  blocks.push(...lineBlocks(withoutEdgeBreaks(text.slice(done), done > 0, false)));
  return blocks;
}

/** The words alone, for lists and labels: marks are left out where they format. */
export function plainText(text: string): string {
  return formatText(text)
    .map((block) => {
      if (block.type === 'code') return block.text;
      if (block.type !== 'list') return plain(block.children);
      return block.items.map(({ number, children }) => `${number === null ? '•' : `${number}.`} ${plain(children)}`).join('\n');
    })
    .join('\n');
}

function plain(children: readonly Inline[]): string {
  return children.map((node) => ('children' in node ? plain(node.children) : node.text)).join('');
}

/** The line breaks around a block of code belong to the block. */
function withoutEdgeBreaks(text: string, afterCode: boolean, beforeCode: boolean): string {
  const started = afterCode && text.startsWith('\n') ? text.slice(1) : text;
  return beforeCode && started.endsWith('\n') ? started.slice(0, -1) : started;
}

function lineBlocks(text: string): readonly Block[] {
  if (text === '') return [];
  const blocks: Block[] = [];
  let lines: string[] = [];
  const endParagraph = (): void => {
    if (lines.length > 0) blocks.push({ type: 'paragraph', children: inline(lines.join('\n'), 0) });
    lines = [];
  };
  for (const line of text.split('\n')) {
    const quote = QUOTE.exec(line)?.[1];
    const bullet = BULLET.exec(line)?.[1];
    const [, number, numbered] = NUMBER.exec(line) ?? [];
    if (quote === undefined && bullet === undefined && numbered === undefined) {
      lines.push(line);
      continue;
    }
    endParagraph();
    const last = blocks.at(-1);
    if (quote !== undefined) {
      const children = inline(quote, 0);
      if (last?.type === 'quote') blocks[blocks.length - 1] = { type: 'quote', children: [...last.children, { type: 'text', text: '\n' }, ...children] };
      else blocks.push({ type: 'quote', children });
      continue;
    }
    const item = { number: number === undefined ? null : Number(number), children: inline(bullet ?? numbered ?? '', 0) };
    const continues = last?.type === 'list' && (last.items[0]?.number === null) === (item.number === null);
    if (continues) blocks[blocks.length - 1] = { type: 'list', items: [...last.items, item] };
    else blocks.push({ type: 'list', items: [item] });
  }
  endParagraph();
  return blocks;
}

function inline(text: string, depth: number): readonly Inline[] {
  const spans = spansOf(text);
  const nodes: Inline[] = [];
  let words = '';
  const endWords = (): void => {
    if (words !== '') nodes.push({ type: 'text', text: words });
    words = '';
  };
  let at = 0;
  while (at < text.length) {
    const span = spans.find(({ from }) => from === at);
    if (span !== undefined) {
      endWords();
      nodes.push(span.node);
      at = span.to;
      continue;
    }
    const mark = text[at] ?? '';
    const end = marks[mark] === undefined || depth >= MAX_DEPTH ? -1 : closing(text, at, spans);
    const type = marks[mark];
    if (end === -1 || type === undefined) {
      words += mark;
      at += 1;
      continue;
    }
    endWords();
    nodes.push({ type, children: inline(text.slice(at + 1, end), depth + 1) });
    at = end + 1;
  }
  endWords();
  return nodes;
}

/** Where the mark at `at` is closed, or -1 when it is only a character. Marks stand at the edges of words and on one line. */
function closing(text: string, at: number, spans: readonly Span[]): number {
  const mark = text[at] ?? '';
  const before = text[at - 1];
  const after = text[at + 1];
  if (before !== undefined && (WORD.test(before) || before === mark)) return -1;
  if (after === undefined || /\s/.test(after) || after === mark) return -1;
  for (let end = at + 2; end < text.length; end += 1) {
    const character = text[end];
    if (character === '\n') return -1;
    if (character !== mark) continue;
    if (spans.some(({ from, to }) => end >= from && end < to)) continue;
    const next = text[end + 1];
    if (/\s/.test(text[end - 1] ?? ' ')) continue;
    if (next === undefined || !(WORD.test(next) || next === mark)) return end;
  }
  return -1;
}

/** What no mark may cut: code, links and phone numbers, in order and without overlaps. */
function spansOf(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const match of text.matchAll(CODE)) {
    found.push({ from: match.index, to: match.index + match[0].length, node: { type: 'code', text: match[1] ?? match[2] ?? '' } });
  }
  let offset = 0;
  for (const part of textParts(text)) {
    if (part.type === 'link') found.push({ from: offset, to: offset + part.text.length, node: part });
    offset += part.text.length;
  }
  for (const match of text.matchAll(PHONE)) {
    const digits = match[0].replace(/\D/g, '');
    if (digits.length < 8 || digits.length > 15) continue;
    found.push({ from: match.index, to: match.index + match[0].length, node: { type: 'phone', text: match[0], number: `+${digits}` } });
  }
  const free: Span[] = [];
  for (const span of found) {
    if (!free.some(({ from, to }) => span.from < to && from < span.to)) free.push(span);
  }
  return free.toSorted((a, b) => a.from - b.from);
}
