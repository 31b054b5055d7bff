import type { MediaView } from '../../../../src-preload/contract/index.ts';
import { moment, t } from '../../../i18n/index.ts';

export interface MediaWords {
  readonly title: string;
  readonly detail: string;
  /** Whether it makes sense to ask for it again now. */
  readonly canFetch: boolean;
}

/** Why a file is not shown and until when it can still be had; null when its bytes are here. */
export function mediaWords(media: MediaView | null, now: number): MediaWords | null {
  if (media === null) return { title: t('content.media.none'), detail: t('content.media.none.cure'), canFetch: false };
  const deadline = media.deadlineAt === null || media.deadlineAt <= now ? '' : t('content.media.deadline', { time: moment(media.deadlineAt, now) });
  switch (media.state) {
    case 'stored':
      return media.url === null ? { title: t('content.media.waiting'), detail: '', canFetch: false } : null;
    case 'downloading':
      return { title: t('content.media.downloading'), detail: '', canFetch: false };
    case 'waiting': {
      const next = media.nextTryAt === null || media.nextTryAt <= now ? '' : t('content.media.nextTry', { time: moment(media.nextTryAt, now) });
      return { title: t('content.media.waiting'), detail: sentences(next, deadline), canFetch: true };
    }
    case 'failed':
      return {
        title: media.failure?.message ?? t('content.media.failed'),
        detail: sentences(media.failure?.cure ?? '', deadline),
        canFetch: true,
      };
    case 'gone':
      return { title: media.failure?.message ?? t('content.media.gone'), detail: media.failure?.cure ?? t('content.media.gone.cure'), canFetch: false };
  }
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
