import { randomBytes } from 'node:crypto';
import type { ParsedInput } from '../../../src-preload/contract/methods.ts';
import type { ConnectionView } from '../../../src-preload/contract/views.ts';
import { WicketError } from '../../domain/errors.ts';
import type { ConnectionId, PhoneNumberId, WabaId } from '../../domain/ids.ts';
import { cleanTypedNumber } from '../../domain/phone.ts';
import type { Graph } from '../../graph/types.ts';
import type { Clock } from '../../ports.ts';
import type { Storage, Transaction } from '../../storage/storage.ts';
import type { Handlers } from '../rpc.ts';
import type { Secrets } from '../secrets.ts';
import { graphError } from './graph-error.ts';
import { checkedGraphUrl } from './graph-address.ts';
import { connectionView } from './connection-view.ts';

export interface ConnectionHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly secrets: Pick<Secrets, 'get' | 'set'>;
  readonly graph: Pick<Graph, 'phoneNumber'>;
  readonly clock: Clock;
  /** A number was connected or changed: what waited for it is looked at again, and the outbox may go on. */
  readonly onSaved: (connection: { readonly id: ConnectionId; readonly phoneNumberId: PhoneNumberId }) => Promise<void> | void;
}

type Form = ParsedInput<'connections.save'>;

export function createConnectionHandlers({
  storage,
  secrets,
  graph,
  clock,
  onSaved,
}: ConnectionHandlersParts): Pick<Handlers, 'connections.save' | 'connections.check' | 'connections.newVerifyToken'> {
  async function view(id: ConnectionId): Promise<ConnectionView> {
    const row = await storage.read.connections.byId(id);
    if (row === undefined) throw new WicketError('not_found');
    return connectionView(row, await storage.read.secrets.statuses());
  }

  /** A stored token goes to the host that it was entered for: a form that only changes the address must not carry it to another. */
  async function refuseMovedToken(id: ConnectionId, graphUrl: string): Promise<void> {
    const row = await storage.read.connections.byId(id);
    if (row === undefined || new URL(row.graph_url).origin === new URL(graphUrl).origin) return;
    const stored = (await storage.read.secrets.statuses()).some((secret) => secret.connection_id === id && secret.kind === 'access_token');
    if (!stored) return;
    throw new WicketError('bad_input', {
      message: 'The Graph address changes, so the access token is needed again: it would be sent to another host.',
      cure: 'Enter the access token together with the new address.',
      detail: { path: 'accessToken' },
    });
  }

  return {
    async 'connections.save'(form) {
      const facts = connectionFacts(form);
      if (form.id !== null && form.accessToken === undefined) await refuseMovedToken(form.id, facts.graph_url);
      const id = await storage.write((tx) => saveRow(tx, form.id, facts, clock.now()));
      const given = secretsOf(form);
      if (Object.keys(given).length > 0) await secrets.set(id, given);
      if (typeof form.accessToken === 'string') await forgiveToken(storage, id);
      await onSaved({ id, phoneNumberId: facts.phone_number_id });
      return { connection: await view(id) };
    },

    async 'connections.check'({ id }) {
      const row = await storage.read.connections.byId(id);
      if (row === undefined) throw new WicketError('not_found');
      const result = await graph.phoneNumber({
        connectionId: id,
        phoneNumberId: row.phone_number_id,
        wabaId: row.waba_id,
        graphUrl: row.graph_url,
        graphVersion: row.graph_version,
        token: async () => secrets.get(id, 'access_token'),
      });
      await noteToken(storage, id, result.ok ? null : result.failure.reason === 'token' ? clock.now() : undefined);
      if (!result.ok) throw graphError(result.failure);
      const { displayPhone, verifiedName, quality, status } = result.value;
      return { displayPhone, verifiedName, quality, status };
    },

    async 'connections.newVerifyToken'({ id }) {
      await view(id);
      const known = secrets.get(id, 'verify_token');
      const verifyToken = known ?? randomBytes(24).toString('base64url');
      if (known === null) await secrets.set(id, { verify_token: verifyToken });
      return { verifyToken, connection: await view(id) };
    },
  };
}

interface ConnectionFacts {
  readonly name: string;
  readonly phone: string;
  readonly phone_number_id: PhoneNumberId;
  readonly waba_id: WabaId;
  readonly app_id: string | null;
  readonly graph_url: string;
  readonly graph_version: string;
  readonly read_receipts: Form['readReceipts'];
  readonly typing_indicator: 0 | 1;
}

function connectionFacts(form: Form): ConnectionFacts {
  const digits = cleanTypedNumber(form.phone);
  if (digits === null) throw new WicketError('bad_phone_number', { detail: { path: 'phone' } });
  return {
    name: form.name,
    phone: `+${digits}`,
    phone_number_id: form.phoneNumberId as PhoneNumberId,
    waba_id: form.wabaId as WabaId,
    app_id: form.appId,
    graph_url: checkedGraphUrl(form.graphUrl),
    graph_version: form.graphVersion,
    read_receipts: form.readReceipts,
    typing_indicator: form.typingIndicator ? 1 : 0,
  };
}

async function saveRow(tx: Transaction, id: ConnectionId | null, facts: ConnectionFacts, now: number): Promise<ConnectionId> {
  const holder = await tx.connections.byPhoneNumberId(facts.phone_number_id);
  if (holder !== undefined && holder.id !== id) throw new WicketError('number_already_connected', { detail: { connectionId: holder.id } });
  tx.changed({ type: 'connections' });
  tx.changed({ type: 'health' });
  if (id === null) return await tx.connections.insert({ ...facts, created_at: now });
  if (!(await tx.connections.update(id, facts, now))) throw new WicketError('not_found');
  return id;
}

/** What the form says about secrets: undefined leaves what is stored, null clears it. */
function secretsOf({ accessToken, appSecret, verifyToken }: Form) {
  return {
    ...(accessToken === undefined ? {} : { access_token: accessToken }),
    ...(appSecret === undefined ? {} : { app_secret: appSecret }),
    ...(verifyToken === undefined ? {} : { verify_token: verifyToken }),
  };
}

/** A new token deserves a new try. */
async function forgiveToken(storage: Pick<Storage, 'write'>, id: ConnectionId): Promise<void> {
  await storage.write(async (tx) => {
    await tx.connections.setTokenRefused(id, null);
    await tx.connections.setPaused(id, null);
    tx.changed({ type: 'connections' });
  });
}

/** Notes whether Meta takes the token; undefined when the answer said nothing about it. */
async function noteToken(storage: Pick<Storage, 'write'>, id: ConnectionId, refusedAt: number | null | undefined): Promise<void> {
  if (refusedAt === undefined) return;
  await storage.write(async (tx) => {
    if (await tx.connections.setTokenRefused(id, refusedAt)) tx.changed({ type: 'connections' });
  });
}
