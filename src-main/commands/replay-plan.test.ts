import { describe, expect, it } from 'vitest';
import { adopt, plan } from './replay-plan.ts';

const ids = { phoneNumberId: '590011223344556', wabaId: '720099887766554', phoneDigits: '15550100999' };

describe('adopting a stored body', () => {
  it('writes the own account, number id and number, and keeps the customer', () => {
    const body = {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '1',
          changes: [
            {
              field: 'smb_message_echoes',
              value: {
                metadata: { display_phone_number: '+1 999', phone_number_id: '2' },
                message_echoes: [{ from: '1999', to: '447700900123', id: 'wamid.A' }],
              },
            },
          ],
        },
      ],
    };
    expect(adopt(body, ids)).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '720099887766554',
          changes: [
            {
              field: 'smb_message_echoes',
              value: {
                metadata: { display_phone_number: '15550100999', phone_number_id: '590011223344556' },
                message_echoes: [{ from: '15550100999', to: '447700900123', id: 'wamid.A' }],
              },
            },
          ],
        },
      ],
    });
  });

  it.each([[{ object: 'x', entry: {} }], [null], [{ entry: ['odd', { changes: 'odd' }, { changes: [{ value: 3 }] }] }]])(
    'leaves other shapes for the receiver to judge: %j',
    (body) => {
      expect(() => adopt(body, ids)).not.toThrow();
    },
  );
});

describe('the order of a replay', () => {
  it('keeps the files in order, each as often as asked', () => {
    expect(plan(['a', 'b'], { copies: 2, seed: null })).toEqual(['a', 'a', 'b', 'b']);
  });

  it('is shuffled alike for the same seed, and loses nothing', () => {
    const all = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = plan(all, { copies: 1, seed: 7 });
    expect(shuffled).toEqual(plan(all, { copies: 1, seed: 7 }));
    expect(shuffled).not.toEqual(all);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(all);
  });
});
