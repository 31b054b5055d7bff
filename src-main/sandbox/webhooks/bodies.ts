import type { Persona, World } from '../world.ts';

/** One `changes[]` item on its way out. */
export interface Change {
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Meta's envelope around one or more changes. */
export function envelope(world: World, changes: readonly Change[]): object {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: world.credentials.wabaId, changes: changes.map(({ field, value }) => ({ value, field })) }],
  };
}

/** The first keys of every `messages` value: which of our numbers. */
export function metadata(world: World): Readonly<Record<string, unknown>> {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: world.credentials.phone.slice(1), phone_number_id: world.credentials.phoneNumberId },
  };
}

export function contactOf(persona: Persona, parts: 'full' | 'sent' | 'delivered' = 'full'): object {
  const username = persona.script.username;
  const profile = {
    ...(parts === 'full' ? { name: persona.script.name } : {}),
    ...(username !== null && parts !== 'sent' ? { username } : {}),
  };
  return {
    ...(Object.keys(profile).length > 0 ? { profile } : {}),
    ...(persona.waId === null ? {} : { wa_id: persona.waId }),
    user_id: persona.userId,
  };
}

/** Whole seconds as text, as Meta writes times. */
export function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}
