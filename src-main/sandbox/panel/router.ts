import { Router } from 'express';
import { panelPage } from './page.ts';
import { panelScript } from './script.ts';
import { panelStyle } from './style.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The control panel: three small files, nothing from elsewhere. */
export function panelRouter(): Router {
  const router = Router();
  router.use((_req, res, next) => {
    res.set({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    next();
  });
  router.get('/', (_req, res) => void res.type('text/html').send(panelPage));
  router.get('/panel.css', (_req, res) => void res.type('text/css').send(panelStyle));
  router.get('/panel.js', (_req, res) => void res.type('text/javascript').send(panelScript));
  router.use((_req, res) => void res.status(404).type('text/plain').send('Not here.'));
  return router;
}
