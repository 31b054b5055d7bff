import { describe, expect, it } from 'vitest';
import { messageToken } from './wamid.ts';

const scoped = (scope: string, token: string) =>
  `wamid.${Buffer.concat([
    Buffer.from([0x1c, 0x18, scope.length]),
    Buffer.from(scope),
    Buffer.from([0x15, 0x02, 0x00, 0x12, 0x18, token.length]),
    Buffer.from(token),
    Buffer.from([0x00]),
  ]).toString('base64')}`;

describe('messageToken', () => {
  it('is the same whatever scope the id has', () => {
    const token = '3A160462C59F4571A732';
    expect(messageToken(scoped('5511987654321', token))).toBe(token);
    expect(messageToken(scoped('BR.482139', token))).toBe(token);
  });

  it.each(['', 'wamid.', 'wamid.%%%', 'wamid.AAAA', 'something else', `wamid.${'A'.repeat(300)}`])('is null for %j', (wamid) => {
    expect(messageToken(wamid)).toBeNull();
  });
});
