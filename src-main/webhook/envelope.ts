/** What a rightly signed body is, before anything of it is stored. */
export type Envelope = 'not_json' | 'foreign' | 'empty' | 'webhook';

/** Looks at the envelope only: what the changes hold is for ingest, which keeps even what it does not know. */
export function inspectEnvelope(body: Buffer): Envelope {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return 'not_json';
  }
  if (!isRecord(parsed) || parsed['object'] !== 'whatsapp_business_account') return 'foreign';
  const entries = parsed['entry'];
  if (!Array.isArray(entries)) return 'empty';
  return entries.some(hasChange) ? 'webhook' : 'empty';
}

function hasChange(entry: unknown): boolean {
  return isRecord(entry) && Array.isArray(entry['changes']) && entry['changes'].length > 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
