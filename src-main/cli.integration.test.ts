import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The command line as a person or a script uses it: real processes, a real folder, the sandbox in Meta's place. */

const cli = join(import.meta.dirname, 'cli.ts');
const home = mkdtempSync(join(tmpdir(), 'wicket-cli-'));
const data = join(home, 'data');
const running: Running[] = [];

interface Running {
  readonly ready: Record<string, unknown>;
  end(): Promise<number | null>;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

interface Credentials {
  readonly appId: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly verifyToken: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  readonly phone: string;
}

const environment = { PATH: process.env['PATH'] ?? '', HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_DATA_HOME: join(home, 'share') };

function start(words: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [cli, ...words], { env: { ...environment, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function wicket(words: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = start(words, env);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** Starts a command that stays, and waits for its one line of JSON. */
async function stay(words: readonly string[]): Promise<Running> {
  const child = start([...words, '--json']);
  let err = '';
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', resolve);
    child.once('close', () => reject(new Error(`It ended before it was ready: ${err}`)));
  });
  const process = {
    ready: JSON.parse(line) as Record<string, unknown>,
    end: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
  running.push(process);
  return process;
}

function json(ended: Ended): Record<string, unknown> {
  return JSON.parse(ended.out) as Record<string, unknown>;
}

let sandbox: Running;
let credentials: Credentials;
let host: Running;
const secrets = (): Record<string, string> => ({
  WICKET_ACCESS_TOKEN: credentials.accessToken,
  WICKET_APP_SECRET: credentials.appSecret,
  WICKET_VERIFY_TOKEN: credentials.verifyToken,
});

async function control(path: string, body?: object): Promise<unknown> {
  const answer = await fetch(`${String(sandbox.ready['control'])}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function connectWords(...more: string[]): string[] {
  return [
    'connect', '--data', data, '--phone-number-id', credentials.phoneNumberId, '--waba-id', credentials.wabaId,
    '--phone', credentials.phone, '--graph-url', String(sandbox.ready['graphUrl']), '--json', ...more,
  ];
}

beforeAll(async () => {
  sandbox = await stay(['sandbox', '--quiet']);
  credentials = sandbox.ready['credentials'] as Credentials;
}, 30_000);

afterAll(async () => {
  await Promise.all(running.map((process) => process.end()));
  rmSync(home, { recursive: true, force: true });
}, 30_000);

describe('the command line', { timeout: 60_000 }, () => {
  it('explains itself and refuses wrong calls with 2 and the right usage', async () => {
    expect(await wicket(['--help'])).toMatchObject({ code: 0, err: '' });
    expect((await wicket(['export', '--help'])).out).toContain('Usage: wicket export');
    const unknown = await wicket(['exprot']);
    expect(unknown).toMatchObject({ code: 2, out: '' });
    const missing = await wicket(['send', '--to', '+447700900123', '--json']);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toContain('One of --text, --file, --location and --reaction is missing.');
    expect(missing.err).toContain('Usage: wicket send');
  });

  it('says what is wrong with a folder that is not there, and makes none', async () => {
    const ended = await wicket(['doctor', '--data', join(home, 'nowhere'), '--json']);
    expect(ended.code).toBe(1);
    expect(json(ended)).toMatchObject({ ok: false, code: 'not_found' });
    expect(readdirSync(home)).not.toContain('nowhere');
  });

  it('connects offline, and stores no secret in clear', async () => {
    const ended = await wicket(connectWords('--name', 'Lamps'), secrets());
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(json(ended)).toMatchObject({ ok: true, connection: { name: 'Lamps', tokenState: 'ok' } });
    for (const name of readdirSync(data)) {
      if (!statSync(join(data, name)).isFile()) continue;
      const bytes = readFileSync(join(data, name));
      for (const secret of Object.values(secrets())) expect(bytes.includes(secret)).toBe(false);
    }
    for (const secret of Object.values(secrets())) expect(ended.out).not.toContain(secret);
  });

  it('takes several commands on one folder at once: each waits for the one before', async () => {
    const folder = join(home, 'together');
    const ended = await Promise.all(
      ['1', '2', '3'].map((last) =>
        wicket(
          ['connect', '--data', folder, '--phone-number-id', `10000000000000${last}`, '--waba-id', '200000000000001', '--phone', `+1555010099${last}`, '--json'],
          { WICKET_ACCESS_TOKEN: `EAAtoken-of-number-${last}` },
        ),
      ),
    );
    expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(json(await wicket(['doctor', '--data', folder, '--json']))).toMatchObject({ ok: true, database: { connections: 3 } });
  });

  it('refuses a number that cannot be one', async () => {
    const ended = await wicket(connectWords().map((word) => (word === credentials.phone ? '+12' : word)), secrets());
    expect(ended.code).toBe(1);
    expect(json(ended)).toMatchObject({ ok: false, code: 'bad_phone_number' });
  });

  it('hosts, and says in one line when it is ready', async () => {
    host = await stay(['host', '--data', data, '--webhook-port', '0']);
    expect(host.ready).toMatchObject({ event: 'ready', sandbox: null });
    expect(host.ready['ui']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(host.ready['webhook']).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/webhook\/whatsapp$/);
  });

  it('changes a connection while the host runs, and keeps a second owner out', async () => {
    expect(json(await wicket(connectWords('--name', 'Casa Lumen')))).toMatchObject({ ok: true, connection: { name: 'Casa Lumen', tokenState: 'ok' } });
    const second = await wicket(['host', '--data', data, '--webhook-port', '0', '--json']);
    expect(second.code).toBe(1);
    expect(json(second)).toMatchObject({ ok: false, code: 'folder_locked' });
  });

  it('receives from the sandbox and sends through the running host', async () => {
    await control('webhook', { url: host.ready['webhook'] });
    const personas = (await control('personas')) as { id: string; waId: string | null; name: string }[];
    const persona = personas.find(({ waId }) => waId !== null);
    if (persona === undefined) throw new Error('The sandbox has nobody with a phone number.');
    const { wamid } = (await control(`personas/${persona.id}/send`, { kind: 'text', text: 'Is the lamp here?' })) as { wamid: string };
    await control('wait/webhooks?count=1');

    const words = ['send', '--data', data, '--to', `+${persona.waId}`, '--text', 'Yes, since today.', '--reply-to', wamid, '--json'];
    const sent = await wicket([...words, '--wait', 'delivered']);
    expect(sent).toMatchObject({ code: 0, err: '' });
    expect(json(sent)).toMatchObject({ ok: true, wamid: expect.stringMatching(/^wamid\./) });
    expect(['delivered', 'read']).toContain(json(sent)['state']);

    const out = join(home, 'history.jsonl');
    expect((await wicket(['export', '--data', data, '--format', 'jsonl', '--out', out])).code).toBe(0);
    const messages = readFileSync(out, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>).filter(({ type }) => type === 'message');
    expect(messages).toHaveLength(2);
    expect(messages[0]).toMatchObject({ direction: 'in', text: 'Is the lamp here?', contact: { waId: persona.waId, name: persona.name }, raw: { id: wamid } });
    expect(messages[1]).toMatchObject({ direction: 'out', text: 'Yes, since today.', replyTo: wamid, source: 'api' });
  });

  it('sends files, places, buttons and reactions through the running host', async () => {
    const personas = (await control('personas')) as { id: string; waId: string | null }[];
    const waId = personas.find((persona) => persona.waId !== null)?.waId ?? '';
    const to = ['send', '--data', data, '--to', `+${waId}`, '--json'];
    writeFileSync(join(home, 'notes.txt'), 'Delivery on Tuesday.');
    const sent = [
      await wicket([...to, '--file', join(home, 'notes.txt'), '--caption', 'The notes']),
      await wicket([...to, '--location', '51.5034,-0.1276,Casa Lumen']),
      await wicket([...to, '--text', 'Is Tuesday fine?', '--buttons', 'Yes|No']),
    ];
    for (const one of sent) expect(one).toMatchObject({ code: 0, err: '' });
    const { wamid } = json(sent[2] ?? { out: '', err: '', code: 1 }) as { wamid: string };
    expect(json(await wicket([...to, '--reaction', '👍', '--on', wamid]))).toMatchObject({ ok: true, wamid, state: 'accepted' });
    const wrong = await wicket([...to, '--file', join(home, 'notes.txt'), '--voice']);
    expect([wrong.code, json(wrong)['code']]).toEqual([1, 'bad_input']);
    expect(await wicket([...to, '--location', 'here'])).toMatchObject({ code: 2, out: '' });
    expect(await wicket([...to, '--text', 'a', '--file', 'b'])).toMatchObject({ code: 2, out: '' });
  });

  it('refuses into a closed window with 1, the code and the cure', async () => {
    const ended = await wicket(['send', '--data', data, '--to', '+447700900999', '--text', 'Hello', '--json']);
    expect(ended.code).toBe(1);
    expect(json(ended)).toMatchObject({ ok: false, code: 'window_closed', cure: expect.any(String) });
  });

  it('replays stored bodies with the ids and secret of a folder, and the journal balances', async () => {
    const body = {
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field: 'messages', value: {
        messaging_product: 'whatsapp', metadata: { display_phone_number: '1', phone_number_id: '2' },
        contacts: [{ profile: { name: 'Zoë 🌵' }, wa_id: '447700900777' }],
        messages: [{ from: '447700900777', id: 'wamid.REPLAYED', timestamp: '1795000123', type: 'text', text: { body: 'Grüße / Olá' } }],
      } }] }],
    };
    writeFileSync(join(home, 'body.json'), JSON.stringify(body));
    const ended = await wicket(['replay', join(home, 'body.json'), '--to', String(host.ready['webhook']), '--adopt', data, '--duplicate', '3', '--json']);
    expect(json(ended)).toMatchObject({ ok: true, posted: 3, accepted: 3 });
    const report = json(await wicket(['doctor', '--data', data, '--json']));
    expect(report).toMatchObject({ ok: true, problems: [] });
    const { received, applied, duplicate, ignored, waiting, quarantined } = report['journal'] as Record<string, number>;
    expect(received).toBe((applied ?? 0) + (duplicate ?? 0) + (ignored ?? 0) + (waiting ?? 0) + (quarantined ?? 0));
  });

  it('tells when a replay is refused', async () => {
    const ended = await wicket(['replay', join(home, 'body.json'), '--to', String(host.ready['webhook']), '--json'], { WICKET_APP_SECRET: 'wrong' });
    expect(ended.code).toBe(1);
    expect(json(ended)).toMatchObject({ ok: false, posted: 1, accepted: 0, refused: [{ status: 401 }] });
  });

  it('ends cleanly when told to, and sends by itself without a host', async () => {
    expect(await host.end()).toBe(0);
    const personas = (await control('personas')) as { waId: string | null }[];
    const waId = personas.find((persona) => persona.waId !== null)?.waId ?? '';
    const sent = await wicket(['send', '--data', data, '--to', `+${waId}`, '--text', 'See you soon.', '--json']);
    expect(json(sent)).toMatchObject({ ok: true, state: 'accepted' });
    expect((await wicket(['doctor', '--data', data])).out).toContain('All is well.');
  });
});
