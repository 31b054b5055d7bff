import type { ContactId, IdentityId } from '../../domain/ids.ts';
import type { Transaction } from '../../storage/storage.ts';
import { createPeople } from './people.ts';
import { sightingOf } from './sighting.ts';

/**
 * Takes in who is who from the answer to a send: the number as typed or stored, the `wa_id` and the user id that Meta gave for it. Answers whose it
 * is, or null when nothing was named. `at` is epoch ms.
 */
export async function learnPeople(
  tx: Transaction,
  told: { readonly userId: string | null; readonly numbers: readonly string[] },
  at: number,
): Promise<{ readonly contactId: ContactId; readonly identityId: IdentityId } | null> {
  const sighting = sightingOf({ users: [told.userId], numbers: told.numbers });
  if (sighting === null) return null;
  const people = createPeople({ tx, now: at, beforeRegroup: async () => {}, afterRegroup: () => {} });
  const leader = await people.learn(sighting, at);
  const contactId = await people.contactFor(leader, at);
  await people.flush();
  return { contactId, identityId: leader.id };
}
