import { t } from '../../i18n/index.ts';
import { toast } from '../../stores/ui.ts';

/** Puts words on the clipboard and says whether that worked. */
export async function copyText(text: string): Promise<void> {
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  if (copied) toast('ok', t('thread.copied'));
  else toast('bad', t('thread.copyFailed'));
}
