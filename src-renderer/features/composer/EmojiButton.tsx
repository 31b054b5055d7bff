import { Smile } from 'lucide-react';
import { type ReactNode, type RefObject, useState } from 'react';
import { IconButton, Popover } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';

/** Draws the picker; given by the app, because features do not know each other. */
export type EmojiSlot = (onPick: (emoji: string) => void) => ReactNode;

export interface EmojiButtonProps {
  readonly slot: EmojiSlot;
  readonly onPick: (emoji: string) => void;
  /** Where the caret goes back to. */
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
}

export function EmojiButton({ slot, onPick, fieldRef }: EmojiButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} label={t('emoji.open')} finalFocus={fieldRef} trigger={<IconButton icon={Smile} label={t('emoji.open')} on={open} />}>
      {slot(onPick)}
    </Popover>
  );
}
