import type { DeliveryId } from '../../domain/ids.ts';
import type { Storage } from '../../storage/storage.ts';
import { parseBody, splitBody } from '../../wire/split.ts';

/** One item of a webhook body as Meta gave it; null when the journal no longer keeps the body. */
export async function readRawItem(read: Pick<Storage['read'], 'journal'>, deliveryId: DeliveryId, ordinal: number): Promise<unknown> {
  const body = await read.journal.body(deliveryId);
  if (body === null) return null;
  return splitBody(parseBody(body))[ordinal]?.value ?? null;
}
