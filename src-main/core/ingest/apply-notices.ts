import { asObject, canonicalJson, contentHash, metaTime } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';
import type { ApplyContext, Verdict } from './apply.ts';
import { userIdUpdateSighting } from './sighting.ts';

/** Keeps what Meta tells about account, number, template or customer. Identities that a notice ties together are learnt. */
export async function applyNotice(context: ApplyContext, item: WebhookItem, receivedAt: number): Promise<Verdict> {
  const at = metaTime(asObject(item.value)?.['timestamp']) ?? metaTime(item.entryTime) ?? receivedAt;
  if (item.field === 'user_id_update') {
    const sighting = userIdUpdateSighting(item.value);
    if (sighting !== null) await context.people.learn(sighting, at);
  }
  const isNew = await context.tx.notices.put({
    key: contentHash([item.field, item.phoneNumberId, item.wabaId, item.value]),
    phoneNumberId: item.phoneNumberId,
    wabaId: item.wabaId,
    field: item.field,
    at,
    content: canonicalJson(item.value),
  });
  return { outcome: isNew ? 'applied' : 'duplicate' };
}
