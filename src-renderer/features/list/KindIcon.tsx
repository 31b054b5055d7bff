import {
  ContactRound,
  FileText,
  Image,
  Info,
  LayoutTemplate,
  type LucideIcon,
  MapPin,
  MessageSquareReply,
  MessageSquareWarning,
  Mic,
  Music,
  Pencil,
  Phone,
  ShoppingBag,
  Sticker,
  Trash2,
  Video,
} from 'lucide-react';
import { Icon } from '../../components/index.ts';
import styles from './ConversationItem.module.css';

const icons: Readonly<Record<string, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: Music,
  voice: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contacts: ContactRound,
  interactive: MessageSquareReply,
  button: MessageSquareReply,
  order: ShoppingBag,
  template: LayoutTemplate,
  system: Info,
  call: Phone,
  revoke: Trash2,
  deleted: Trash2,
  edit: Pencil,
};

/** The icon before the words of a message that is more than text. */
export function KindIcon({ kind }: { readonly kind: string }) {
  return <Icon of={icons[kind] ?? MessageSquareWarning} size="s" className={styles.kind} />;
}
