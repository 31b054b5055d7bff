import type { FailureView } from '../../../src-preload/contract/index.ts';
import { call } from '../../bridge/inbox.ts';

/** Asks for a file again that could not be had; gives the reason when that is not possible. */
export async function fetchMedia(mediaId: number): Promise<FailureView | null> {
  const answer = await call('media.retry', { mediaId });
  return answer.ok ? null : answer.error;
}
