import type { PersonView } from '../../src-preload/contract/index.ts';
import { t } from '../i18n/index.ts';

/** How a person or group is called where a name must stand. */
export function personName(person: PersonView): string {
  return person.name ?? (person.isGroup ? t('list.group') : t('list.nobody'));
}
