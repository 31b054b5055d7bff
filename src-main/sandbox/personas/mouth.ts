import { WicketError } from '../../domain/errors.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Random } from '../random.ts';
import type { PersonaMessage, SentByPersona } from '../types.ts';
import { contactOf, metadata } from '../webhooks/bodies.ts';
import type { Postman } from '../webhooks/post.ts';
import type { Persona, StoredMedia, World } from '../world.ts';
import { composeCall, composeMessage, opensWindow } from './compose.ts';
import type { Line } from './script.ts';

/** Sends what personas say, and what the shop's own phone said, as webhooks. */
export interface Mouth {
  say(persona: Persona, line: Line): SentByPersona & { readonly delivered: Promise<void> };
  /** A message written on the shop's phone (`smb_message_echoes`). */
  echo(persona: Persona, text: string, at: number): Promise<void>;
}

export interface MouthParts {
  readonly world: World;
  readonly clock: MovableClock;
  readonly random: Random;
  readonly postman: Postman;
  readonly mediaUrl: (media: StoredMedia, dead?: boolean) => string;
  /** A window or a number changed: worth keeping. */
  readonly changed: () => void;
}

export function createMouth(parts: MouthParts): Mouth {
  const { world, clock, postman } = parts;
  return {
    say: (persona, line) => {
      if (persona.blocked) throw new WicketError('bad_input', { message: 'The business blocked this persona, so nothing arrives.' });
      const message: PersonaMessage = typeof line === 'string' ? { kind: 'text', text: line } : line;
      const at = Math.floor((message.at ?? clock.now()) / 1000) * 1000;
      if (message.kind === 'call') return call(persona, message.seconds, at);
      const wamid = idOf(message) ?? world.newWamid(persona.waId ?? persona.userId, 'in');
      const item = composeMessage(parts, persona, message, wamid, at);
      const fromSystem = item['type'] === 'system';
      const contacts = fromSystem ? {} : { contacts: [contactOf(persona)] };
      if (fromSystem) followNumberChange(persona, item['system']);
      world.remember({ wamid, personaId: persona.script.id, direction: 'in', kind: String(item['type']), at });
      if (opensWindow(message)) persona.lastInboundAt = Math.max(persona.lastInboundAt ?? 0, at);
      parts.changed();
      const delivered = postman.send({ field: 'messages', value: { ...metadata(world), ...contacts, messages: [item] } });
      return { wamid, at, delivered };
    },
    echo: (persona, text, at) => {
      const wamid = world.newWamid(persona.waId ?? persona.userId, 'out');
      const time = Math.floor(at / 1000);
      world.remember({ wamid, personaId: persona.script.id, direction: 'out', kind: 'text', at: time * 1000 });
      const to = persona.waId === null ? {} : { to: persona.waId };
      const echo = { from: world.credentials.phone.slice(1), ...to, to_user_id: persona.userId, id: wamid, timestamp: String(time), type: 'text', text: { body: text } };
      return postman.send({ field: 'smb_message_echoes', value: { ...metadata(world), contacts: [contactOf(persona)], message_echoes: [echo] } });
    },
  };

  function call(persona: Persona, lastedSeconds: number | undefined, at: number): SentByPersona & { readonly delivered: Promise<void> } {
    const id = `wacid.${parts.random.hex(24)}`;
    const told = composeCall(world, persona, lastedSeconds, id, at).map((item) =>
      postman.send({ field: 'calls', value: { ...metadata(world), contacts: [contactOf(persona)], calls: [item] } }),
    );
    return { wamid: id, at, delivered: Promise.all(told).then(() => undefined) };
  }

  function idOf(message: PersonaMessage): string | null {
    const id = message.kind === 'raw' ? message.message['id'] : undefined;
    return typeof id === 'string' ? id : null;
  }
}

function followNumberChange(persona: Persona, system: unknown): void {
  const told = system as { readonly type?: unknown; readonly wa_id?: unknown; readonly user_id?: unknown };
  if (told.type !== 'user_changed_number') return;
  if (typeof told.wa_id === 'string') persona.waId = told.wa_id;
  if (typeof told.user_id === 'string') persona.userId = told.user_id;
}
