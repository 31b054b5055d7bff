import type { ConnectionView } from '../../../src-preload/contract/views.ts';
import { formatNumber } from '../../domain/phone.ts';
import type { ConnectionRow } from '../../storage/repositories/connections.ts';
import type { SecretStatus } from '../../storage/repositories/secrets.ts';
import type { Storage } from '../../storage/storage.ts';

/** A connection as the page may see it: of its secrets only that they are there, and the last four characters. */
export function connectionView(row: ConnectionRow, secrets: readonly SecretStatus[]): ConnectionView {
  const status = (kind: SecretStatus['kind']) => {
    const found = secrets.find((secret) => secret.connection_id === row.id && secret.kind === kind);
    return { present: found !== undefined, lastFour: found?.last_four ?? null };
  };
  const accessToken = status('access_token');
  return {
    id: row.id,
    name: row.name,
    phone: row.phone,
    phoneFormatted: formatNumber(row.phone.replace(/^\+/u, '')),
    phoneNumberId: row.phone_number_id,
    wabaId: row.waba_id,
    appId: row.app_id,
    graphUrl: row.graph_url,
    graphVersion: row.graph_version,
    answeredVersion: row.answered_version,
    readReceipts: row.read_receipts,
    typingIndicator: row.typing_indicator === 1,
    tokenState: !accessToken.present ? 'missing' : row.token_refused_at === null ? 'ok' : 'refused',
    secrets: { accessToken, appSecret: status('app_secret'), verifyToken: status('verify_token') },
  };
}

/** All connections, oldest first. */
export async function readConnections(read: Pick<Storage['read'], 'connections' | 'secrets'>): Promise<ConnectionView[]> {
  const secrets = await read.secrets.statuses();
  return (await read.connections.list()).map((row) => connectionView(row, secrets));
}
