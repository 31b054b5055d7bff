import type { StatusWord } from '../domain/delivery.ts';
import { problemOf, webhookError } from './graph-error.ts';
import type { GraphProblem } from './graph-error.ts';
import type { Faults } from './faults.ts';
import type { MovableClock } from './movable-clock.ts';
import type { Random } from './random.ts';
import type { CheckedSend } from './rules/index.ts';
import { contactOf, metadata, seconds } from './webhooks/bodies.ts';
import type { Postman } from './webhooks/post.ts';
import type { Persona, World } from './world.ts';

export interface Accepted {
  readonly wamid: string;
  readonly persona: Persona | null;
  readonly send: CheckedSend;
  /** The refusal that comes by webhook, when there is one. */
  readonly problem: GraphProblem | null;
}

/** Tells the business what became of its messages: sent, delivered, read, played, failed, 0.2 to 3 seconds later. */
export interface Statuses {
  plan(accepted: Accepted): void;
  release(): void;
  forget(): void;
}

export interface StatusParts {
  readonly world: World;
  readonly clock: MovableClock;
  readonly random: Random;
  readonly faults: Faults;
  readonly postman: Postman;
  readonly reads: () => boolean;
  /** The persona has the message before them. */
  readonly onSeen: (accepted: Accepted, persona: Persona) => void;
}

export function createStatuses(parts: StatusParts): Statuses {
  const { world, clock, random, faults, postman } = parts;
  let held: (() => void)[] = [];

  const tell = (accepted: Accepted, status: StatusWord, problem?: GraphProblem): void => {
    const { persona, send } = accepted;
    const failedByPhone = status === 'failed' && send.recipient.kind === 'phone';
    const digits = persona === null ? (send.recipient.kind === 'phone' ? send.recipient.digits : null) : persona.waId;
    void postman.send({
      field: 'messages',
      value: {
        ...metadata(world),
        ...(persona === null || status === 'failed' ? {} : { contacts: [contactOf(persona, status === 'sent' ? 'sent' : 'delivered')] }),
        statuses: [
          {
            id: accepted.wamid,
            status,
            timestamp: seconds(clock.now()),
            ...(digits === null ? {} : { recipient_id: digits }),
            ...(persona === null || failedByPhone ? {} : { recipient_user_id: persona.userId }),
            ...(send.callbackData === null ? {} : { biz_opaque_callback_data: send.callbackData }),
            ...(status === 'sent' || status === 'delivered' ? { pricing: pricingOf(send) } : {}),
            ...(problem === undefined ? {} : { errors: [webhookError(problem)] }),
          },
        ],
      },
    });
  };

  const run = (accepted: Accepted, skipDelivered: boolean, reads: boolean, problem: GraphProblem | null): void => {
    const { persona, send } = accepted;
    if (problem !== null) {
      clock.after(random.between(200, 1500), () => tell(accepted, 'failed', problem));
      return;
    }
    clock.after(random.between(200, 700), () => {
      tell(accepted, 'sent');
      if (persona === null || send.type === 'reaction') return;
      clock.after(random.between(200, 900), () => {
        if (!skipDelivered) tell(accepted, 'delivered');
        clock.after(random.between(300, 1400), () => {
          if (reads) tell(accepted, 'read');
          parts.onSeen(accepted, persona);
          const voice = send.type === 'audio' && (send.content as { readonly voice?: unknown }).voice === true;
          if (reads && voice) clock.after(random.between(800, 2000), () => tell(accepted, 'played'));
        });
      });
    });
  };

  return {
    plan: (accepted) => {
      const fault = faults.takeStatus();
      const unknown = accepted.persona === null ? problemOf(131026, 'Message Undeliverable.') : null;
      const scripted = fault?.type === 'fail' ? problemOf(fault.code, fault.details) : null;
      const reads = parts.reads() && fault?.type !== 'never-read';
      const go = (): void => run(accepted, fault?.type === 'skip-delivered', reads, scripted ?? accepted.problem ?? unknown);
      if (fault?.type === 'hold') held.push(go);
      else go();
    },
    release: () => {
      const waiting = held;
      held = [];
      for (const go of waiting) go();
    },
    forget: () => {
      held = [];
    },
  };
}

/** Prices per message, as of the rules of October 2026: service is free within the month's first thousand. */
function pricingOf(send: CheckedSend): object {
  if (send.template === null) {
    return { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' };
  }
  return { billable: true, pricing_model: 'PMP', type: 'regular', category: send.template.category.toLowerCase() };
}
