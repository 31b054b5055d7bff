import { Router, json } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { z } from 'zod';
import { toFailure, WicketError } from '../../domain/errors.ts';
import type { Sandbox, SandboxControl } from '../types.ts';
import { clockMove, personaMessage, requestFault, settingsChange, statusFault, waiting, webhookAddress, webhookFault, withoutGaps } from './inputs.ts';

export interface ControlApiParts {
  readonly control: SandboxControl;
  readonly sandbox: Pick<Sandbox, 'now' | 'advance' | 'setWebhook'>;
  readonly state: () => object;
  /** Resolves with the log after `after` as soon as it holds something. */
  readonly news: (after: number, timeoutMs: number) => Promise<object>;
}

/** The control API: JSON in, JSON out, errors as data. Whoever gets here has shown the key already. */
export function controlApi(parts: ControlApiParts): Router {
  const { control, sandbox } = parts;
  const router = Router();
  router.use(json({ limit: '32mb' }));

  router.get('/state', (_req, res) => void res.json(parts.state()));
  router.get('/personas', (_req, res) => void res.json(control.personas()));
  router.post('/personas/:id/send', (req, res) => {
    const sent = control.send(String(req.params['id']), withoutGaps(parse(personaMessage, req.body)));
    res.json(sent);
  });
  router.post('/personas/:id/next', (req, res) => void res.json(control.sendNext(String(req.params['id']))));
  router.post('/webhooks/raw', (req, res) => {
    control.sendRawBody(req.body);
    done(res);
  });
  router.post('/webhook', async (req, res) => {
    const passed = await sandbox.setWebhook(parse(webhookAddress, req.body).url);
    if (!passed) throw new WicketError('bad_input', { message: 'The address did not pass the handshake.', cure: 'Check address and verify token.' });
    done(res);
  });
  router.post('/clock', (req, res) => {
    const move = parse(clockMove, req.body);
    if ('at' in move) control.setClock(move.at);
    else sandbox.advance(move.advanceMs);
    res.json({ now: sandbox.now() });
  });

  router.post('/faults/requests', (req, res) => {
    control.failRequests(withoutGaps(parse(requestFault, req.body)));
    done(res);
  });
  router.post('/faults/webhooks', (req, res) => {
    control.failWebhooks(withoutGaps(parse(webhookFault, req.body)));
    done(res);
  });
  router.post('/faults/statuses', (req, res) => {
    control.failStatuses(withoutGaps(parse(statusFault, req.body)));
    done(res);
  });
  router.delete('/faults', (_req, res) => {
    control.clearFaults();
    done(res);
  });
  router.post('/statuses/release', (_req, res) => {
    control.releaseStatuses();
    done(res);
  });

  router.get('/settings', (_req, res) => void res.json(control.settings()));
  router.post('/settings', (req, res) => {
    control.change(withoutGaps(parse(settingsChange, req.body)));
    res.json(control.settings());
  });
  router.post('/reset', (_req, res) => {
    control.reset();
    done(res);
  });

  router.get('/requests', (req, res) => {
    const { after, subject } = parse(waiting, req.query);
    res.json(control.requests({ after, ...(subject === undefined ? {} : { subject }) }));
  });
  router.get('/webhooks', (req, res) => void res.json(control.webhooks({ after: parse(waiting, req.query).after })));
  router.get('/wait/requests', async (req, res) => {
    const { count, after, subject, timeoutMs } = parse(waiting, req.query);
    res.json(await control.waitForRequests(count, { after, ...(subject === undefined ? {} : { subject }) }, timeoutMs));
  });
  router.get('/wait/webhooks', async (req, res) => {
    const { count, after, timeoutMs } = parse(waiting, req.query);
    res.json(await control.waitForWebhooks(count, { after }, timeoutMs));
  });
  router.get('/wait/idle', async (req, res) => {
    await control.idle(parse(waiting, req.query).timeoutMs);
    done(res);
  });
  router.get('/wait/news', async (req, res) => {
    const { after, timeoutMs } = parse(waiting, req.query);
    res.json(await parts.news(after, timeoutMs));
  });

  router.use((_req, _res) => {
    throw new WicketError('not_found');
  });
  router.use((thrown: unknown, _req: Request, res: Response, _next: NextFunction) => {
    const unreadable = thrown instanceof Error && 'status' in thrown && (thrown.status === 400 || thrown.status === 413);
    const failure = toFailure(unreadable ? new WicketError('bad_input') : thrown);
    const status = failure.code === 'not_found' ? 404 : failure.code === 'bad_input' ? 400 : failure.code === 'timed_out' ? 408 : 500;
    res.status(status).json({ ok: false, ...failure });
  });
  return router;
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value ?? {});
  if (!read.success) throw new WicketError('bad_input', { message: z.prettifyError(read.error) });
  return read.data;
}

function done(res: Response): void {
  res.json({ ok: true });
}
