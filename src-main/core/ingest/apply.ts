import type { ConnectionId, DeliveryId, PhoneNumberId } from '../../domain/ids.ts';
import type { Transaction } from '../../storage/storage.ts';
import type { ItemOutcome } from '../../storage/tables.ts';
import type { WebhookItem } from '../../wire/split.ts';
import { applyCall } from './apply-calls.ts';
import { applyMessage } from './apply-messages.ts';
import { applyNotice } from './apply-notices.ts';
import { applyStatus } from './apply-statuses.ts';
import type { People } from './people.ts';
import type { Workspace } from './workspace.ts';

/** What every item is applied with, for one transaction. */
export interface ApplyContext {
  readonly tx: Transaction;
  readonly people: People;
  readonly workspace: Workspace;
  readonly connections: ReadonlyMap<PhoneNumberId, ConnectionId>;
  /** Marks callback data of this data folder; null while none was ever sent. */
  readonly folderTag: string | null;
}

/** What became of an item. */
export interface Verdict {
  readonly outcome: Extract<ItemOutcome, 'applied' | 'duplicate' | 'ignored'>;
  readonly reason?: string;
}

/** Where an item lies in the journal. */
export interface ItemPlace {
  readonly deliveryId: DeliveryId;
  readonly receivedAt: number;
}

/** Applies one item. Throws only where the database or the program fails; odd shapes are ignored with a reason. */
export async function applyItem(context: ApplyContext, item: WebhookItem, place: ItemPlace): Promise<Verdict> {
  if (item.kind === 'empty') return { outcome: 'ignored', reason: 'empty' };
  if (item.phoneNumberId === null) {
    // Without a number of ours there is nowhere to put a message; notices of the account name none.
    if (item.kind === 'notice' || item.kind === 'error') return applyNotice(context, item, place.receivedAt);
    return { outcome: 'ignored', reason: 'no_number' };
  }
  const connectionId = context.connections.get(item.phoneNumberId as PhoneNumberId);
  if (connectionId === undefined) return { outcome: 'ignored', reason: 'unknown_number' };
  switch (item.kind) {
    case 'message':
    case 'echo':
    case 'history':
      return applyMessage(context, item, connectionId, place);
    case 'status':
      return applyStatus(context, item, connectionId, place.receivedAt);
    case 'call':
      return applyCall(context, item, connectionId, place);
    case 'notice':
    case 'error':
      return applyNotice(context, item, place.receivedAt);
  }
}
