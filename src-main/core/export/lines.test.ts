import { describe, expect, it } from 'vitest';
import type { ExportedRow } from '../../storage/repositories/history-export.ts';
import { messageLine } from './lines.ts';

const row = {
  id: 7, wamid: 'wamid.A', connection_id: 1, conversation_id: 2, contact_id: 3, display_name: 'Nora Vale', direction: 0, source: 1,
  kind: 'text', text: 'Hello', sort_at: 1000, received_at: 2000, state: null, accepted_at: null, sent_at: null, delivered_at: null,
  read_at: null, played_at: null, failed_at: null, failure: null, reply_to: null, forwarded: 0, author: null, content: null, delivery_id: 1, item_ordinal: 0,
} as unknown as ExportedRow;

const around = {
  identities: [
    { kind: 'user_id', value: 'GB.48213907715520346', username: 'nora.vale' },
    { kind: 'wa_id', value: '447700900123', username: null },
    { kind: 'wa_id', value: '447700900000', username: null },
  ],
  reactions: [{ from: 'out' as const, emoji: '👍', at: 3000 }],
  edits: [],
  deleted: null,
  file: null,
  raw: { id: 'wamid.A' },
};

describe('a message line', () => {
  it('names the contact by newest identity, the source and the raw item', () => {
    expect(messageLine(row, around)).toMatchObject({
      type: 'message',
      contact: { waId: '447700900123', userId: 'GB.48213907715520346', username: 'nora.vale', name: 'Nora Vale' },
      direction: 'in',
      source: 'customer',
      status: null,
      content: { body: 'Hello' },
      reactions: [{ from: 'out', emoji: '👍', at: 3000 }],
      raw: { id: 'wamid.A' },
    });
  });

  it('carries state, times and failure of what was sent', () => {
    const failed = { ...row, direction: 1, source: 8, state: 'failed', failed_at: 5000, failure: '{"code":131026}' } as ExportedRow;
    expect(messageLine(failed, { ...around, raw: null })).toMatchObject({
      direction: 'out', source: 'api', status: 'failed', statusTimes: { failedAt: 5000 }, error: { code: 131026 }, raw: null,
    });
  });

  it('keeps a damaged cell as the text that it is', () => {
    expect(messageLine({ ...row, content: '{"half":' } as ExportedRow, around)).toMatchObject({ content: '{"half":' });
  });
});
