import { describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../src-preload/contract/index.ts';
import { rowPreview } from './row-preview.ts';
import { sampleRow } from './sample-rows.test-support.ts';

type Preview = NonNullable<ConversationRow['preview']>;
const row = (preview: Partial<Preview> | null, draft: string | null = null) => ({
  draft,
  preview: preview === null ? null : ({ ...sampleRow(1, 1).preview, ...preview } as Preview),
});

describe('line 2 of a list row', () => {
  it('shows a draft before anything else', () => {
    expect(rowPreview(row({ direction: 'out', state: 'failed' }, 'Almost done'))).toEqual({ marker: 'draft', iconKind: null, text: 'Almost done', spoken: true });
    expect(rowPreview(row({ text: 'Hi' }, '  ')).marker).toBe('none');
  });

  it('marks what failed, what is unsure, and else the tick of our own', () => {
    expect(rowPreview(row({ direction: 'out', state: 'failed' })).marker).toBe('failed');
    expect(rowPreview(row({ direction: 'out', state: 'unsure' })).marker).toBe('unsure');
    expect(rowPreview(row({ direction: 'out', state: 'read' })).marker).toBe('tick');
    expect(rowPreview(row({ direction: 'in' })).marker).toBe('none');
  });

  it('names media without text and keeps captions', () => {
    expect(rowPreview(row({ kind: 'image', text: null }))).toMatchObject({ iconKind: 'image', text: 'Photo', spoken: false });
    expect(rowPreview(row({ kind: 'image', text: 'Chegou assim' }))).toMatchObject({ iconKind: 'image', text: 'Chegou assim', spoken: true });
  });

  it.each([['call', 'Call'], ['revoke', 'Deleted message'], ['location', 'Location'], ['contacts', 'Contact card'], ['order', 'Order'], ['sticker', 'Sticker']])('has an icon and words for %s', (kind, words) => {
    expect(rowPreview(row({ kind, text: null }))).toMatchObject({ iconKind: kind, text: words });
  });

  it('says what was reacted with', () => {
    expect(rowPreview(row({ kind: 'reaction', text: '👍' }))).toMatchObject({ text: 'Reacted 👍', iconKind: null });
  });

  it('says so when it does not know the kind', () => {
    expect(rowPreview(row({ kind: 'hologram', text: null })).text).toBe('A kind of message Wicket does not know yet');
  });

  it('has words for a conversation without messages', () => {
    expect(rowPreview(row(null)).text).toBe('No messages yet');
  });
});
