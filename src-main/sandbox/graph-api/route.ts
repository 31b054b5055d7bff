import type { Limits } from '../limits.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Statuses } from '../statuses.ts';
import type { RequestSubject, SandboxSettings } from '../types.ts';
import type { StoredMedia, World } from '../world.ts';

/** A Graph request after the version was taken off its path. */
export interface GraphRequest {
  readonly method: string;
  /** Path without version, in pieces. */
  readonly segments: readonly string[];
  readonly version: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** The parsed JSON body; undefined when there is none or it is not JSON. */
  readonly body: unknown;
  readonly token: string | null;
}

/** What an endpoint answers: JSON, with a wamid where a message went out. */
export interface GraphAnswer {
  readonly body: object;
  readonly status?: number;
  readonly wamid?: string;
  readonly subject?: RequestSubject;
}

/** What endpoints work with. */
export interface GraphWorld {
  readonly world: World;
  readonly clock: MovableClock;
  readonly limits: Limits;
  readonly statuses: Statuses;
  readonly settings: () => SandboxSettings;
  readonly baseUrl: () => string;
  readonly mediaUrl: (media: StoredMedia) => string;
  readonly subscription: { attached: boolean };
  readonly webhookAddress: () => string | null;
  readonly setWebhook: (url: string, verifyToken: string) => Promise<boolean>;
  /** Something worth keeping in the state file changed. */
  readonly changed: () => void;
}
