import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { App } from './drivers/driver.ts';
import { environment, root, startProgram, untilSaid } from './drivers/process.ts';
import { expect, test as base } from './test.ts';

/** The sandbox in a process of its own, in Meta's place: the product connects to it exactly as to Meta. */
export interface Meta {
  readonly credentials: Credentials;
  readonly graphUrl: string;
  /** Connects the product to it, and its webhooks to the product. */
  connect(app: App): Promise<void>;
  /** Points the webhooks at the product again, after it started anew on another port. */
  deliverTo(app: App): Promise<void>;
  personas(): Promise<readonly Persona[]>;
  /** Somebody with a phone number, by name or the first one. */
  persona(name?: string): Promise<Persona>;
  /** Sends as a persona and resolves when the receiver has taken it. */
  say(persona: Persona, message: object): Promise<{ readonly wamid: string; readonly at: number }>;
  /** Any other call of the control API. */
  control(path: string, body?: object): Promise<unknown>;
  /** One change of a webhook as it stands, signed as all are; resolves when the receiver has taken it. */
  deliver(field: string, value: object): Promise<void>;
  /** Takes back all faults that were scripted. */
  heal(): Promise<void>;
  requests(subject: Subject): Promise<readonly SeenRequest[]>;
  waitForRequests(count: number, subject: Subject): Promise<readonly SeenRequest[]>;
  /** Looks a file up by its media id and downloads it, as the customer's phone would. */
  file(mediaId: string): Promise<StoredFile>;
  /** The file of a message that the product sent. */
  sentFile(request: SeenRequest | undefined): Promise<StoredFile & { readonly mediaId: string }>;
}

export interface StoredFile {
  readonly mime: string;
  readonly bytes: Buffer;
}

export type Subject = 'send' | 'receipt' | 'media' | 'other';

export interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly verifyToken: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly phone: string;
}

export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly waId: string | null;
  readonly userId: string;
  readonly username: string | null;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly wamid: string | null;
  readonly body: Readonly<Record<string, unknown>> | null;
}

interface Ready {
  readonly graphUrl: string;
  readonly control: string;
  readonly credentials: Credentials;
}

export const test = base.extend<{ meta: Meta }>({
  meta: async ({}, use, info) => {
    const home = info.outputPath('sandbox');
    const program = startProgram([join(root, 'out', 'main', 'cli.js'), 'sandbox', '--quiet', '--json'], environment(home), false);
    const ready = await untilSaid<Ready>(program, 'the sandbox was ready', (found) => {
      if (program.child.stdout === null) throw new Error('no standard output');
      createInterface({ input: program.child.stdout }).once('line', (line) => found(JSON.parse(line) as Ready));
    });
    await use(metaAt(ready));
    await program.end('SIGTERM');
  },
});

export { expect };
export type { App };

function metaAt({ graphUrl, control: base, credentials }: Ready): Meta {
  async function control(path: string, body?: object): Promise<unknown> {
    const answer = await fetch(new URL(path, base), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`sandbox ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async function taken(): Promise<number> {
    const webhooks = (await control('webhooks')) as readonly { readonly status: number | null }[];
    return webhooks.filter(({ status }) => status === 200).length;
  }

  const meta: Meta = {
    credentials,
    graphUrl,
    control,
    async connect(app) {
      const { accessToken, appSecret, verifyToken, appId, wabaId, phoneNumberId, phone } = credentials;
      const answer = await app.call('connections.save', {
        id: null, name: 'Casa Lumen', phone, phoneNumberId, wabaId, appId, graphUrl, graphVersion: 'v24.0', readReceipts: 'open',
        accessToken, appSecret, verifyToken,
      });
      expect(answer).toMatchObject({ ok: true });
      await meta.deliverTo(app);
    },
    async deliverTo(app) {
      await control('webhook', { url: await app.webhookUrl() });
    },
    personas: async () => (await control('personas')) as readonly Persona[],
    async persona(name) {
      const found = (await meta.personas()).find((persona) => (name === undefined ? persona.waId !== null : persona.name.includes(name)));
      if (found === undefined) throw new Error(`The sandbox has no persona ${name ?? 'with a phone number'}`);
      return found;
    },
    async say(persona, message) {
      const before = await taken();
      const sent = (await control(`personas/${persona.id}/send`, message)) as { wamid: string; at: number };
      await control(`wait/webhooks?count=${before + 1}`);
      return sent;
    },
    async deliver(field, value) {
      const before = await taken();
      const metadata = { display_phone_number: credentials.phone.slice(1), phone_number_id: credentials.phoneNumberId };
      const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
      await control('webhooks/raw', { object: 'whatsapp_business_account', entry: [{ id: credentials.wabaId, changes: [change] }] });
      await control(`wait/webhooks?count=${before + 1}`);
    },
    async heal() {
      const answer = await fetch(new URL('faults', base), { method: 'DELETE' });
      if (!answer.ok) throw new Error(`sandbox faults: ${answer.status}`);
    },
    async file(mediaId) {
      const headers = { authorization: `Bearer ${credentials.accessToken}` };
      const found = (await (await fetch(`${graphUrl}/v24.0/${mediaId}`, { headers })).json()) as { url: string; mime_type: string };
      const answer = await fetch(found.url, { headers });
      if (!answer.ok) throw new Error(`sandbox file ${mediaId}: ${answer.status}`);
      return { mime: found.mime_type, bytes: Buffer.from(await answer.arrayBuffer()) };
    },
    async sentFile(request) {
      const kind = request?.body?.['type'];
      const mediaId = (request?.body?.[String(kind)] as { readonly id?: unknown } | undefined)?.id;
      if (typeof mediaId !== 'string') throw new Error(`That request sent no file: ${JSON.stringify(request)}`);
      return { mediaId, ...(await meta.file(mediaId)) };
    },
    requests: async (subject) => (await control(`requests?subject=${subject}`)) as readonly SeenRequest[],
    waitForRequests: async (count, subject) => (await control(`wait/requests?count=${count}&subject=${subject}`)) as readonly SeenRequest[],
  };
  return meta;
}
