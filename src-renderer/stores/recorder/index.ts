import { addFile, call } from '../../bridge/inbox.ts';
import { t } from '../../i18n/index.ts';
import { useComposer } from '../composer/index.ts';
import { useThread } from '../thread/index.ts';
import { toVoiceNote, VOICE_MIME } from './convert.ts';
import { openMicrophone } from './device.ts';
import { createRecorderStore } from './store.ts';

export { barsOf } from './levels.ts';
export { LONGEST_NOTE_MS, type RecorderPhase } from './store.ts';

/** The voice note that is being recorded. */
export const useRecorder = createRecorderStore({
  open: openMicrophone,
  convert: toVoiceNote,
  urlOf: ({ bytes }) => URL.createObjectURL(new Blob([bytes], { type: VOICE_MIME })),
  forgetUrl: (url) => URL.revokeObjectURL(url),
  deliver: async (id, { bytes }, progress) => {
    const handed = await addFile(new Blob([bytes], { type: VOICE_MIME }), t('recorder.fileName'), progress).grant;
    if (!handed.ok) return handed.error;
    const { reply } = useComposer.getState().drafts[id] ?? { reply: null };
    const file = handed.value;
    const failure = await useThread.getState().send(id, { type: 'voice', fileId: file.fileId, caption: null }, { reply, file });
    if (failure === null) {
      if (reply !== null) useComposer.getState().quote(id, null);
      return null;
    }
    void call('files.release', { fileId: file.fileId });
    return failure;
  },
  now: () => performance.now(),
  words: { unusable: { code: 'internal', message: t('recorder.unusable'), cure: t('recorder.unusable.cure') } },
});
