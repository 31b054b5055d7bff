import type { RequestFault, RequestSubject, StatusFault, WebhookFault } from './types.ts';

/** Scripted faults, taken in the order in which they were asked for. */
export interface Faults {
  addRequest(fault: RequestFault): void;
  addWebhook(fault: WebhookFault): void;
  addStatus(fault: StatusFault): void;
  takeRequest(subject: RequestSubject): RequestFault | null;
  takeWebhook(): WebhookFault | null;
  takeStatus(): StatusFault | null;
  /** How many of each still wait. */
  waiting(): { readonly requests: number; readonly webhooks: number; readonly statuses: number };
  clear(): void;
}

export function createFaults(): Faults {
  const requests: RequestFault[] = [];
  const webhooks: WebhookFault[] = [];
  const statuses: StatusFault[] = [];
  return {
    addRequest: (fault) => void requests.push(...repeat(fault)),
    // A batch or a reordering is one fault over several events, not several faults.
    addWebhook: (fault) => void webhooks.push(...(fault.type === 'batch' || fault.type === 'reorder' ? [fault] : repeat(fault))),
    addStatus: (fault) => void statuses.push(...repeat(fault)),
    takeRequest: (subject) => {
      const index = requests.findIndex(({ on = 'send' }) => on === 'any' || on === subject);
      return index < 0 ? null : (requests.splice(index, 1)[0] ?? null);
    },
    takeWebhook: () => webhooks.shift() ?? null,
    takeStatus: () => statuses.shift() ?? null,
    waiting: () => ({ requests: requests.length, webhooks: webhooks.length, statuses: statuses.length }),
    clear: () => {
      requests.length = 0;
      webhooks.length = 0;
      statuses.length = 0;
    },
  };
}

function repeat<T extends { readonly times?: number }>(fault: T): T[] {
  return Array.from({ length: Math.min(fault.times ?? 1, 10_000) }, () => fault);
}
