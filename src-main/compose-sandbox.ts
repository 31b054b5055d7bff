import { join } from 'node:path';
import type { MethodInput, MethodOutput } from '../src-preload/contract/methods.ts';
import type { MethodName } from '../src-preload/contract/names.ts';
import type { ComposeOptions } from './compose.ts';
import type { CorrectedClock } from './core/clock.ts';
import type { Secrets } from './core/secrets.ts';
import type { ConnectionId } from './domain/ids.ts';
import { type Sandbox, sandboxPhoneNumberId, type SandboxSecrets, startSandbox } from './sandbox/index.ts';
import type { SecretKind } from './storage/tables.ts';

/** Starts the sandbox of this folder and connects its number as a person would connect one at Meta. */
export async function startOwnSandbox(
  { ports, sandboxPort = 0 }: ComposeOptions,
  clock: CorrectedClock,
  secrets: Secrets,
  webhookUrl: string | null,
  call: <N extends MethodName>(name: N, input: MethodInput<N>) => Promise<MethodOutput<N>>,
): Promise<Sandbox> {
  const { connections } = await call('app.state', {});
  const known = connections.find(({ phoneNumberId }) => phoneNumberId === sandboxPhoneNumberId);
  const kept = known === undefined ? null : keptSecrets(secrets, known.id);
  const sandbox = await startSandbox({
    port: sandboxPort,
    log: ports.log,
    clock: ports.clock,
    stateFile: join(ports.paths.data, 'sandbox.json'),
    ...(kept === null ? {} : { secrets: kept }),
  });
  clock.follow(sandbox);
  sandbox.onClockMoved(() => clock.moved());
  const { credentials } = sandbox;
  await call('connections.save', {
    id: known?.id ?? null,
    name: 'Casa Lumen',
    phone: credentials.phone,
    phoneNumberId: credentials.phoneNumberId,
    wabaId: credentials.wabaId,
    appId: credentials.appId,
    graphUrl: sandbox.baseUrl,
    graphVersion: 'v24.0',
    readReceipts: known?.readReceipts ?? 'open',
    typingIndicator: known?.typingIndicator ?? false,
    accessToken: credentials.accessToken,
    appSecret: credentials.appSecret,
    verifyToken: credentials.verifyToken,
  });
  if (webhookUrl !== null && !(await sandbox.setWebhook(webhookUrl))) ports.log.warn('sandbox.handshake_failed');
  return sandbox;
}

/** What the sandbox was connected with before; null where that cannot be opened, and new secrets take its place. */
function keptSecrets(secrets: Secrets, id: ConnectionId): SandboxSecrets | null {
  const read = (kind: SecretKind): string | null => (secrets.status(id, kind).readable ? secrets.get(id, kind) : null);
  const accessToken = read('access_token');
  const appSecret = read('app_secret');
  const verifyToken = read('verify_token');
  return accessToken === null || appSecret === null || verifyToken === null ? null : { accessToken, appSecret, verifyToken };
}
