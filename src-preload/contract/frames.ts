import type { Wire } from './bridge.ts';

/** What travels over the WebSocket between a page and the headless host: one JSON text per frame. */

/** Page to host: one call. `id` is the page's own, unique on its connection. */
export interface CallFrame {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/** Host to page. `beat` tells a page that the line lives even when nothing happens. */
export type HostFrame =
  | { readonly type: 'answer'; readonly id: number; readonly answer: Wire<unknown> }
  | { readonly type: 'event'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'beat' };

/** Milliseconds between two beats of the host; a page that hears nothing for three of them dials anew. */
export const beatMs = 10_000;
/** Largest frame that a host takes from a page, in bytes. */
export const maxCallBytes = 1024 * 1024;
/** Where the WebSocket is. */
export const linePath = '/line';
/** Answers 204 to a page that is signed in and 401 to others; a browser does not tell why a WebSocket was refused. */
export const sessionPath = '/session';
/** Where a file is handed over: `POST` with `?name=`, the bytes as body, a `Wire<FileGrant>` as answer. */
export const filesPath = '/files';
