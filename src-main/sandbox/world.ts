import { createHash } from 'node:crypto';
import { WINDOW_MS } from '../domain/service-window.ts';
import type { MovableClock } from './movable-clock.ts';
import type { PersonaScript } from './personas/script.ts';
import { cast } from './personas/cast.ts';
import type { Random } from './random.ts';
import type { KnownMessage, RuleContext } from './rules/context.ts';
import { templates } from './templates.ts';
import type { PersonaView, SandboxCredentials } from './types.ts';

/** Meta keeps a business's media for 30 days, a customer's for 7. */
const OWN_MEDIA_LIFE_MS = 30 * 24 * 60 * 60 * 1000;
const CUSTOMER_MEDIA_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
const MEDIA_BYTES_KEPT = 256 * 1024 * 1024;
const MESSAGES_REMEMBERED = 20_000;

export interface StoredMedia {
  readonly id: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
  readonly sha256: Buffer;
  readonly filename: string | null;
  readonly diesAt: number;
}

export interface Persona {
  readonly script: PersonaScript;
  /** Both change when the person takes a new number. */
  waId: string | null;
  userId: string;
  lastInboundAt: number | null;
  blocked: boolean;
  /** How many of the openings were used. */
  said: number;
}

export type PersonaMemory = Omit<Persona, 'script'> & { readonly id: string };


export interface WorldMemory {
  readonly personas: readonly PersonaMemory[];
  readonly messages: readonly KnownMessage[];
}

/** Everything that the sandbox knows: people, windows, messages, media. */
export interface World {
  readonly credentials: SandboxCredentials;
  readonly personas: readonly Persona[];
  persona(id: string): Persona | null;
  byPhone(digits: string): Persona | null;
  byUserId(userId: string): Persona | null;
  view(persona: Persona): PersonaView;
  windowOpen(persona: Persona): boolean;
  remember(message: KnownMessage): void;
  lastFrom(direction: 'in' | 'out', personaId: string): KnownMessage | null;
  newWamid(party: string, direction: 'in' | 'out'): string;
  storeMedia(bytes: Uint8Array, mimeType: string, filename: string | null, owner: 'business' | 'customer'): StoredMedia;
  media(id: string): StoredMedia | null;
  dropMedia(id: string): boolean;
  rules(): RuleContext;
  memory(): WorldMemory;
  recall(memory: WorldMemory): void;
  forget(): void;
}

export function createWorld(clock: MovableClock, random: Random, credentials: SandboxCredentials): World {
  const personas: Persona[] = cast.map((script) => ({ script, waId: script.waId, userId: script.userId, lastInboundAt: null, blocked: false, said: 0 }));
  const messages = new Map<string, KnownMessage>();
  const media = new Map<string, StoredMedia>();
  let mediaBytes = 0;

  const dropMedia = (id: string): boolean => {
    mediaBytes -= media.get(id)?.bytes.byteLength ?? 0;
    return media.delete(id);
  };
  const windowOpen = (persona: Persona): boolean => persona.lastInboundAt !== null && clock.now() - persona.lastInboundAt < WINDOW_MS;

  const world: World = {
    credentials,
    personas,
    persona: (id) => personas.find((candidate) => candidate.script.id === id) ?? null,
    byPhone: (digits) =>
      personas.find((candidate) => candidate.waId === digits) ??
      personas.find((candidate) => candidate.waId === candidate.script.waId && candidate.script.alsoDialled.includes(digits)) ??
      null,
    byUserId: (userId) => personas.find((candidate) => candidate.userId === userId) ?? null,
    windowOpen,
    view: (persona) => ({
      id: persona.script.id,
      name: persona.script.name,
      language: persona.script.language,
      waId: persona.waId,
      userId: persona.userId,
      username: persona.script.username,
      story: persona.script.story,
      lastInboundAt: persona.lastInboundAt,
      windowOpen: windowOpen(persona),
      blocked: persona.blocked,
    }),
    remember: (message) => {
      messages.set(message.wamid, message);
      if (messages.size > MESSAGES_REMEMBERED) {
        for (const oldest of messages.keys()) {
          messages.delete(oldest);
          break;
        }
      }
    },
    lastFrom: (direction, personaId) =>
      [...messages.values()].findLast((message) => message.direction === direction && message.personaId === personaId && message.kind !== 'reaction') ?? null,
    newWamid: (party, direction) => {
      const name = Buffer.from(party, 'ascii');
      const token = Buffer.from(random.hex(20).toUpperCase(), 'ascii');
      const middle = Buffer.from([0x15, 0x02, 0x00, direction === 'in' ? 0x12 : 0x11, 0x18, token.length]);
      return `wamid.${Buffer.concat([Buffer.from([0x1d, 0x18, name.length]), name, middle, token, Buffer.from([0])]).toString('base64')}`;
    },
    storeMedia: (bytes, mimeType, filename, owner) => {
      const stored: StoredMedia = {
        id: random.digits(16),
        mimeType,
        bytes,
        sha256: createHash('sha256').update(bytes).digest(),
        filename,
        diesAt: clock.now() + (owner === 'business' ? OWN_MEDIA_LIFE_MS : CUSTOMER_MEDIA_LIFE_MS),
      };
      media.set(stored.id, stored);
      mediaBytes += bytes.byteLength;
      for (const id of media.keys()) {
        if (mediaBytes <= MEDIA_BYTES_KEPT || id === stored.id) break;
        dropMedia(id);
      }
      return stored;
    },
    media: (id) => media.get(id) ?? null,
    dropMedia,
    rules: () => ({
      now: clock.now(),
      message: (wamid) => messages.get(wamid) ?? null,
      media: (id) => {
        const stored = media.get(id);
        return stored === undefined ? null : { mimeType: stored.mimeType, size: stored.bytes.byteLength, expired: stored.diesAt <= clock.now() };
      },
      templates,
    }),
    memory: () => ({
      personas: personas.map(({ script, ...rest }) => ({ id: script.id, ...rest })),
      messages: [...messages.values()].slice(-2000),
    }),
    recall: (memory) => {
      for (const known of memory.personas) {
        const persona = world.persona(known.id);
        if (persona === null) continue;
        persona.waId = known.waId;
        persona.userId = known.userId;
        persona.lastInboundAt = known.lastInboundAt;
        persona.blocked = known.blocked;
        persona.said = known.said;
      }
      for (const message of memory.messages) messages.set(message.wamid, message);
    },
    forget: () => {
      messages.clear();
      media.clear();
      mediaBytes = 0;
      for (const persona of personas) {
        persona.waId = persona.script.waId;
        persona.userId = persona.script.userId;
        persona.lastInboundAt = null;
        persona.blocked = false;
        persona.said = 0;
      }
    },
  };
  return world;
}
