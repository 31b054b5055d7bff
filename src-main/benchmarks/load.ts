import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { sizedBody } from './bodies.ts';
import { business, seeded } from './business.ts';

/**
 * Posts signed webhooks from a process of its own, over bare sockets and with all requests made beforehand, so that it takes as little as it
 * can of what is measured. One JSON argument; one line of JSON as its answer.
 */
export interface LoadPlan {
  readonly url: string;
  readonly connections: number;
  readonly bytes: number;
  /** Makes this run's bodies unlike all others. */
  readonly prefix: string;
  readonly customers: number;
  readonly requests: number;
  /** Requests a second, sent at their time whether or not answers came; null: each connection posts as soon as it has its answer. */
  readonly rate: number | null;
  /** Ends after this long even when requests are left. */
  readonly forMs: number;
}

export interface LoadResult {
  readonly answered: number;
  readonly tookMs: number;
  /** Milliseconds from the time that the request was due. */
  readonly latencies: readonly number[];
}

const [, , planText] = process.argv;
if (planText === undefined) throw new Error('A plan is needed');
process.stdout.write(`${JSON.stringify(await run(JSON.parse(planText) as LoadPlan))}\n`);

async function run(plan: LoadPlan): Promise<LoadResult> {
  const requests = makeRequests(plan);
  const { hostname, port } = new URL(plan.url);
  const sockets = await Promise.all(Array.from({ length: plan.connections }, () => dial(hostname, Number(port))));
  const latencies: number[] = [];
  const from = performance.now();
  const until = from + plan.forMs;
  const dueAt = (n: number): number => (plan.rate === null ? performance.now() : from + (n / plan.rate) * 1000);
  let next = 0;
  let last = from;
  const idle: Socket[] = [];
  let finished = (): void => undefined;
  const done = new Promise<void>((resolve) => (finished = resolve));
  let underWay = 0;

  function post(socket: Socket): boolean {
    const request = requests[next];
    if (request === undefined || performance.now() >= until) return false;
    const due = dueAt(next);
    if (due > performance.now()) return false;
    next += 1;
    underWay += 1;
    let seen = '';
    socket.once('data', function more(bytes: Buffer) {
      seen += bytes.toString('latin1');
      if (!seen.includes('\r\n\r\n')) {
        socket.once('data', more);
        return;
      }
      if (!seen.startsWith('HTTP/1.1 200')) throw new Error(`Refused: ${seen.slice(0, 40)}`);
      last = performance.now();
      latencies.push(last - due);
      underWay -= 1;
      if (!post(socket)) {
        idle.push(socket);
        if (underWay === 0 && (next >= requests.length || performance.now() >= until)) finished();
      }
    });
    socket.write(request);
    return true;
  }

  for (const socket of sockets) if (!post(socket)) idle.push(socket);
  if (plan.rate !== null) {
    const tick = setInterval(() => {
      for (let socket = idle.shift(); socket !== undefined; socket = idle.shift()) {
        if (post(socket)) continue;
        idle.unshift(socket);
        break;
      }
      if (next < requests.length && performance.now() < until) return;
      clearInterval(tick);
      if (underWay === 0) finished();
    }, 1);
  }
  await done;
  for (const socket of sockets) socket.destroy();
  return { answered: latencies.length, tookMs: last - from, latencies: plan.rate === null ? [] : latencies };
}

function makeRequests({ url, bytes, prefix, customers, requests }: LoadPlan): Buffer[] {
  const { host, pathname } = new URL(url);
  const random = seeded(requests + prefix.length);
  const at = Date.now();
  return Array.from({ length: requests }, (_, n) => {
    const body = Buffer.from(sizedBody({ to: 1 + Math.floor(random() * customers), key: `${prefix}.${n}`, at }, bytes));
    const signature = createHmac('sha256', business.appSecret).update(body).digest('hex');
    const head = [
      `POST ${pathname} HTTP/1.1`, `Host: ${host}`, 'User-Agent: facebookexternalua', 'Accept: */*', 'Content-Type: application/json',
      `X-Hub-Signature-256: sha256=${signature}`, `Content-Length: ${body.length}`, '', '',
    ];
    return Buffer.concat([Buffer.from(head.join('\r\n')), body]);
  });
}

function dial(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}
