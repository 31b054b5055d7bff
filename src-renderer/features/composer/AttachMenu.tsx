import { Link2, List, MapPin, MapPinned, Paperclip, RectangleEllipsis, SquareUserRound, Upload } from 'lucide-react';
import { useRef } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { IconButton, Menu } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { openBuilder } from '../../stores/builder.ts';
import { addFiles } from './add-files.ts';

/** All that can be sent besides text. */
export function AttachMenu({ conversationId: id }: { readonly conversationId: ConversationId }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu
        label={t('attach.menu')}
        trigger={<IconButton icon={Paperclip} label={t('attach.menu')} />}
        entries={[
          { key: 'files', icon: Upload, label: t('attach.files'), onSelect: () => picker.current?.click() },
          { key: 'location', icon: MapPin, label: t('attach.location'), apart: true, onSelect: () => openBuilder('location', id) },
          { key: 'contacts', icon: SquareUserRound, label: t('attach.contacts'), onSelect: () => openBuilder('contacts', id) },
          { key: 'buttons', icon: RectangleEllipsis, label: t('attach.buttons'), apart: true, onSelect: () => openBuilder('buttons', id) },
          { key: 'list', icon: List, label: t('attach.listMessage'), onSelect: () => openBuilder('list', id) },
          { key: 'link', icon: Link2, label: t('attach.link'), onSelect: () => openBuilder('link', id) },
          { key: 'request', icon: MapPinned, label: t('attach.locationRequest'), onSelect: () => openBuilder('location_request', id) },
        ]}
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('attach.files')}
        onChange={(event) => {
          addFiles(id, [...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again.
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}
