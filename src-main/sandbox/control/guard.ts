import { timingSafeEqual } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

/** Refuses requests for another host name: a page that rebinds its own name to this address gets nothing. */
export function ownHostOnly(port: () => number): RequestHandler {
  return (req: Request, res: Response, next: NextFunction) => {
    const host = req.headers.host ?? '';
    if (host === `127.0.0.1:${port()}` || host === `localhost:${port()}`) next();
    else res.status(421).type('text/plain').send('This is the Wicket sandbox; it answers to 127.0.0.1 only.');
  };
}

/** The key in the path must fit, and a browser must not have been sent here by another site. */
export function keyOnly(key: string): RequestHandler {
  const expected = Buffer.from(key, 'utf8');
  return (req: Request, res: Response, next: NextFunction) => {
    const told = Buffer.from(String(req.params['key'] ?? ''), 'utf8');
    const fits = told.length === expected.length && timingSafeEqual(told, expected);
    const origin = req.headers.origin;
    const foreign = origin !== undefined && origin !== `http://${req.headers.host ?? ''}`;
    const site = req.headers['sec-fetch-site'];
    // A link in a mail or a terminal has the value "none"; the panel's own requests have "same-origin". The inbox's page in a
    // browser stands on another port of this computer ("same-site"): it may open the panel in a tab, nothing else.
    const opensTab = site === 'same-site' && req.method === 'GET' && req.headers['sec-fetch-mode'] === 'navigate' && req.headers['sec-fetch-dest'] === 'document';
    const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none' && !opensTab;
    if (fits && !foreign && !crossSite) next();
    else res.status(403).type('text/plain').send('Open the address that the sandbox printed when it started.');
  };
}
