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
  ShoppingBag,
  Sticker,
  Video,
} from 'lucide-react';
import { Icon } from '../../components/index.ts';
import styles from './ConversationItem.module.css';

const icons: Readonly<Record<string, LucideIcon>> = {
  image: Image,
  video: Video,
  audio: Mic,
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
};

/** The icon before the words of a message that is more than text. */
export function KindIcon({ kind }: { readonly kind: string }) {
  return <Icon of={icons[kind] ?? MessageSquareWarning} size="s" className={styles.kind} />;
}
