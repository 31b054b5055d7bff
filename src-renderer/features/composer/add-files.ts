import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { MAX_ATTACHMENTS } from '../../../src-preload/contract/limits.ts';
import { t } from '../../i18n/index.ts';
import { useAttachments } from '../../stores/attachments/index.ts';
import { useComposer } from '../../stores/composer/index.ts';
import { toast } from '../../stores/ui.ts';

/** Puts files above the text of a conversation and the caret into it. Nothing is sent. */
export function addFiles(id: ConversationId, files: readonly File[]): void {
  if (files.length === 0) return;
  const left = useAttachments.getState().add(id, files);
  if (left > 0) toast('bad', t('attach.tooMany', { count: left, limit: MAX_ATTACHMENTS }));
  useComposer.getState().askFocus();
}

/** Files on the clipboard. A copied table or paragraph carries a picture of itself too: there the text is meant. */
export function pastedFiles(data: DataTransfer): readonly File[] {
  if (data.getData('text/plain') !== '') return [];
  return [...data.files];
}
