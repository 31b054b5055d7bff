import {
  CircleHelp,
  ContactRound,
  FileText,
  Image,
  Info,
  LayoutTemplate,
  type LucideIcon,
  MapPin,
  Mic,
  MousePointerClick,
  Music,
  PackageOpen,
  Pencil,
  Phone,
  ShoppingBag,
  SmilePlus,
  Sticker,
  Trash2,
  Video,
} from 'lucide-react';
import { type PlainKey, t } from '../../i18n/index.ts';

interface KindWords {
  readonly icon: LucideIcon;
  readonly key: PlainKey;
}

const kinds: Readonly<Record<string, KindWords>> = {
  image: { icon: Image, key: 'kind.image' },
  video: { icon: Video, key: 'kind.video' },
  audio: { icon: Music, key: 'kind.audio' },
  voice: { icon: Mic, key: 'kind.voice' },
  document: { icon: FileText, key: 'kind.document' },
  sticker: { icon: Sticker, key: 'kind.sticker' },
  location: { icon: MapPin, key: 'kind.location' },
  contacts: { icon: ContactRound, key: 'kind.contacts' },
  interactive: { icon: MousePointerClick, key: 'kind.interactive' },
  button: { icon: MousePointerClick, key: 'kind.button' },
  order: { icon: ShoppingBag, key: 'kind.order' },
  template: { icon: LayoutTemplate, key: 'kind.template' },
  system: { icon: Info, key: 'kind.system' },
  reaction: { icon: SmilePlus, key: 'kind.reaction' },
  unsupported: { icon: PackageOpen, key: 'kind.unsupported' },
  call: { icon: Phone, key: 'thread.kind.call' },
  ephemeral: { icon: CircleHelp, key: 'thread.kind.ephemeral' },
  request_welcome: { icon: MousePointerClick, key: 'thread.kind.welcome' },
  revoke: { icon: Trash2, key: 'thread.kind.deleted' },
  deleted: { icon: Trash2, key: 'thread.kind.deleted' },
  edit: { icon: Pencil, key: 'thread.kind.edited' },
};
const unknown: KindWords = { icon: CircleHelp, key: 'kind.unknown' };

/** Icon and plain words of a kind of message that has no rendering of its own. */
export function kindWords(kind: string): { readonly icon: LucideIcon; readonly words: string; readonly isKnown: boolean } {
  const found = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  const { icon, key } = found ?? unknown;
  return { icon, words: t(key), isKnown: found !== undefined };
}
