import type { PersonView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';

/** How the other side is called in a sentence. */
export function personName(person: PersonView): string {
  return person.name ?? (person.isGroup ? t('list.group') : t('list.nobody'));
}
