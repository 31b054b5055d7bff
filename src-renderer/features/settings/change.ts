import type { MethodInput } from '../../../src-preload/contract/index.ts';
import { changeSettings } from '../../stores/app.ts';
import { toastFailure } from '../../stores/failure-text.ts';

/** Changes settings; a refusal is told and the old value comes back. */
export async function change(settings: MethodInput<'settings.change'>): Promise<void> {
  const answer = await changeSettings(settings);
  if (!answer.ok) toastFailure(answer.error);
}
