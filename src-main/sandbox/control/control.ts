import { WicketError } from '../../domain/errors.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Mouth } from '../personas/mouth.ts';
import type { Statuses } from '../statuses.ts';
import type { PersonaMessage, SandboxControl, SandboxSettings } from '../types.ts';
import type { Postman } from '../webhooks/post.ts';
import type { Persona, World } from '../world.ts';

const PATIENCE_MS = 10_000;

export interface ControlParts {
  readonly world: World;
  readonly clock: MovableClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly postman: Postman;
  readonly statuses: Statuses;
  readonly mouth: Mouth;
  readonly settings: () => SandboxSettings;
  readonly change: (settings: Partial<SandboxSettings>) => void;
  readonly reset: () => void;
}

/** The control API as functions; `control/api.ts` gives the same over HTTP. */
export function createControl(parts: ControlParts): SandboxControl {
  const { world, clock, journal, faults, postman, statuses, mouth } = parts;
  const known = (id: string): Persona => {
    const persona = world.persona(id);
    if (persona === null) throw new WicketError('not_found', { message: 'There is no such persona.' });
    return persona;
  };
  return {
    personas: () => world.personas.map((persona) => world.view(persona)),
    send: (personaId, message) => {
      const persona = known(personaId);
      const sent = mouth.say(persona, withTarget(world, personaId, message));
      return { wamid: sent.wamid, at: sent.at };
    },
    sendNext: (personaId) => {
      const persona = known(personaId);
      const { openings } = persona.script;
      const line = openings[persona.said % openings.length] ?? '👋';
      persona.said += 1;
      const sent = mouth.say(persona, line);
      return { wamid: sent.wamid, at: sent.at };
    },
    sendRawBody: (body) => void postman.sendBody(body),
    failRequests: (fault) => faults.addRequest(fault),
    failWebhooks: (fault) => faults.addWebhook(fault),
    failStatuses: (fault) => faults.addStatus(fault),
    clearFaults: () => {
      faults.clear();
      postman.releaseCollected();
    },
    releaseStatuses: () => statuses.release(),
    settings: parts.settings,
    change: parts.change,
    requests: (filter) => journal.requests(filter),
    webhooks: (filter) => journal.webhooks(filter),
    waitForRequests: (count, filter, timeoutMs = PATIENCE_MS) =>
      journal.waitFor(() => enough(journal.requests(filter), count), timeoutMs),
    waitForWebhooks: (count, filter, timeoutMs = PATIENCE_MS) =>
      journal.waitFor(() => enough(journal.webhooks(filter).filter((entry) => entry.status === 200), count), timeoutMs),
    idle: (timeoutMs = PATIENCE_MS) => journal.waitFor(() => (postman.open() === 0 && clock.pending() === 0 ? true : null), timeoutMs).then(() => undefined),
    setClock: (at) => clock.moveBy(at - clock.now()),
    reset: parts.reset,
  };
}

function enough<T>(entries: readonly T[], count: number): readonly T[] | null {
  return entries.length >= count ? entries : null;
}

/** A `messageId` of `last` means: the agent's newest message for a reaction, the persona's own for an edit or a deletion. */
function withTarget(world: World, personaId: string, message: PersonaMessage): PersonaMessage {
  if (message.kind !== 'reaction' && message.kind !== 'edit' && message.kind !== 'revoke') return message;
  if (message.messageId !== 'last') return message;
  const target = world.lastFrom(message.kind === 'reaction' ? 'out' : 'in', personaId);
  if (target === null) throw new WicketError('bad_input', { message: 'There is no message yet that this could be about.' });
  return { ...message, messageId: target.wamid };
}
