import type { ConversationRow } from '../../src-preload/contract/index.ts';
import { type PlainKey, t } from '../i18n/index.ts';

type Preview = NonNullable<ConversationRow['preview']>;

/** What line 2 of a row starts with; the first that fits wins. */
export type Marker = 'draft' | 'failed' | 'unsure' | 'tick' | 'none';

export interface RowPreview {
  readonly marker: Marker;
  /** Meta's word for the kind where an icon stands before the text, else null. */
  readonly iconKind: string | null;
  readonly text: string;
  /** Whether the text is the customer's or agent's own, so that it brings its own direction. */
  readonly spoken: boolean;
}

const kindNames: Readonly<Record<string, PlainKey>> = {
  image: 'kind.image',
  video: 'kind.video',
  audio: 'kind.audio',
  voice: 'kind.voice',
  document: 'kind.document',
  sticker: 'kind.sticker',
  location: 'kind.location',
  contacts: 'kind.contacts',
  interactive: 'kind.interactive',
  button: 'kind.button',
  order: 'kind.order',
  reaction: 'kind.reaction',
  template: 'kind.template',
  system: 'kind.system',
  call: 'kind.call',
  revoke: 'kind.deleted',
  deleted: 'kind.deleted',
  edit: 'kind.edit',
  unsupported: 'kind.unsupported',
};

/** Name of a kind of message: "Photo", "Voice message"; a sentence for kinds that are not known. */
export function kindName(kind: string): string {
  return t(kindNames[kind] ?? 'kind.unknown');
}

/** What line 2 of a list row shows. */
export function rowPreview(row: Pick<ConversationRow, 'draft' | 'preview'>): RowPreview {
  if (row.draft !== null && row.draft.trim() !== '') return { marker: 'draft', iconKind: null, text: row.draft, spoken: true };
  const { preview } = row;
  if (preview === null) return { marker: 'none', iconKind: null, text: t('list.noMessages'), spoken: false };
  return { marker: markerOf(preview), ...textOf(preview) };
}

function markerOf(preview: Preview): Marker {
  if (preview.direction === 'in' || preview.state === null) return 'none';
  if (preview.state === 'failed') return 'failed';
  if (preview.state === 'unsure') return 'unsure';
  return 'tick';
}

function textOf(preview: Preview): Omit<RowPreview, 'marker'> {
  const said = preview.text?.trim() ?? '';
  if (preview.kind === 'reaction' && said !== '') return { iconKind: null, text: t('kind.reactedTo', { emoji: said }), spoken: false };
  const iconKind = preview.kind === 'text' || preview.kind === 'reaction' ? null : preview.kind;
  return said === '' ? { iconKind, text: kindName(preview.kind), spoken: false } : { iconKind, text: said, spoken: true };
}
