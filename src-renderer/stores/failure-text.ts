import type { Failure } from '../../src-main/domain/errors.ts';
import { t } from '../i18n/index.ts';
import { toast } from './ui.ts';

export type FailureWords = Pick<Failure, 'code' | 'message' | 'cure'>;

/** What happened and what to do now, in one line. */
export function failureText(failure: Pick<Failure, 'code' | 'message' | 'cure'>): string {
  if (failure.code === 'bridge_lost') return t('error.bridge_lost');
  return t('toast.failure', { message: failure.message, cure: failure.cure });
}

/** Tells a failure that has no better place than a toast. */
export function toastFailure(failure: Pick<Failure, 'code' | 'message' | 'cure'>): void {
  toast('bad', failureText(failure));
}
