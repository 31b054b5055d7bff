import { WicketError } from '../domain/errors.ts';
import type { Sandbox, SandboxOptions } from './types.ts';

/** Starts a Cloud API on loopback. Rejects with `port_in_use` when the port is taken. */
export function startSandbox(_options: SandboxOptions): Promise<Sandbox> {
  return Promise.reject(new WicketError('internal'));
}
