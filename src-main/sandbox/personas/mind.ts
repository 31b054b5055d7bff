import type { MovableClock } from '../movable-clock.ts';
import type { Random } from '../random.ts';
import type { Accepted } from '../statuses.ts';
import type { Persona, World } from '../world.ts';
import type { Mouth } from './mouth.ts';
import { replyTo } from './reply.ts';

/** Nobody writes more than this without an answer. */
const PATIENCE = 3;

/** Lets personas begin by themselves, and answer what they were told after a human delay. */
export interface Mind {
  /** Starts the schedule; the histories come first, where there are none yet. */
  wake(withHistories: boolean): Promise<void>;
  seen(accepted: Accepted, persona: Persona): void;
  sleep(): void;
}

export function createMind(world: World, clock: MovableClock, random: Random, mouth: Mouth): Mind {
  const unanswered = new Map<Persona, number>();
  const thinking = new Map<Persona, () => void>();
  let stopSchedule: (() => void) | null = null;
  let awake = false;

  const sendOpening = (): void => {
    stopSchedule = null;
    const talkative = world.personas.filter(
      (persona) => !persona.blocked && (unanswered.get(persona) ?? 0) < PATIENCE && persona.said < persona.script.openings.length,
    );
    const [first, ...more] = talkative;
    if (first !== undefined) {
      const persona = random.pick([first, ...more]);
      const line = persona.script.openings[persona.said];
      persona.said += 1;
      unanswered.set(persona, (unanswered.get(persona) ?? 0) + 1);
      if (line !== undefined) mouth.say(persona, line);
    }
    if (talkative.length > 0) schedule(random.between(40_000, 110_000));
  };

  const schedule = (ms: number): void => {
    stopSchedule?.();
    if (awake) stopSchedule = clock.after(ms, sendOpening, 'background');
  };

  return {
    wake: async (withHistories) => {
      awake = true;
      if (withHistories) await tellHistories(world, clock, mouth, () => awake);
      if (!awake) return;
      schedule(random.between(4_000, 9_000));
    },
    seen: (accepted, persona) => {
      if (!awake) return;
      unanswered.set(persona, 0);
      if (stopSchedule === null) schedule(random.between(40_000, 110_000));
      // Several messages in a row get one answer, to the newest.
      thinking.get(persona)?.();
      const cancel = clock.after(random.between(2_500, 9_000), () => {
        thinking.delete(persona);
        if (!awake || persona.blocked) return;
        const line = replyTo(persona.script, accepted.send, accepted.wamid, random);
        if (line !== null) mouth.say(persona, line);
      });
      thinking.set(persona, cancel);
    },
    sleep: () => {
      awake = false;
      stopSchedule?.();
      stopSchedule = null;
      for (const cancel of thinking.values()) cancel();
      thinking.clear();
    },
  };
}

/** The last day, oldest first, one webhook after the other. */
async function tellHistories(world: World, clock: MovableClock, mouth: Mouth, goOn: () => boolean): Promise<void> {
  const now = clock.now();
  const past = world.personas
    .flatMap((persona) => persona.script.past.map((line) => ({ persona, ...line })))
    .toSorted((one, other) => other.minutesAgo - one.minutesAgo);
  for (const { persona, minutesAgo, from, line } of past) {
    if (!goOn()) return;
    const at = now - minutesAgo * 60_000;
    if (from === 'out') await mouth.echo(persona, typeof line === 'string' ? line : '', at);
    else await mouth.say(persona, typeof line === 'string' ? { kind: 'text', text: line, at } : { ...line, at }).delivered;
  }
}
