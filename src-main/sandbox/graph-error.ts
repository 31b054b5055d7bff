/** A refusal in Meta's words, on its way to the answer or into a failed status. */
export interface GraphProblem {
  readonly code: number;
  readonly status: number;
  readonly title: string;
  readonly type: 'OAuthException' | 'GraphMethodException';
  readonly subcode?: number;
  readonly details?: string;
  readonly transient?: boolean;
  readonly retryAfterSeconds?: number;
}

/** Thrown by rules and endpoints, turned into Meta's JSON at the border. */
export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal';
  readonly problem: GraphProblem;

  constructor(problem: GraphProblem) {
    super(`(#${problem.code}) ${problem.title}`);
    this.problem = problem;
  }
}

interface Entry {
  readonly status: number;
  readonly title: string;
  readonly transient?: true;
}

/** HTTP status and title per code, from Meta's error page; what is not listed answers 400. */
const known: ReadonlyMap<number, Entry> = new Map<number, Entry>([
  [0, { status: 401, title: 'AuthException' }],
  [1, { status: 400, title: 'API Unknown' }],
  [2, { status: 503, title: 'API Service', transient: true }],
  [3, { status: 500, title: 'API Method' }],
  [4, { status: 400, title: 'Application request limit reached', transient: true }],
  [10, { status: 403, title: 'Application does not have permission for this action' }],
  [33, { status: 400, title: 'Parameter value is not valid' }],
  [100, { status: 400, title: 'Invalid parameter' }],
  [190, { status: 401, title: 'Invalid OAuth access token - Cannot parse access token' }],
  [200, { status: 403, title: 'You do not have the necessary permissions to send messages on behalf of this WhatsApp Business Account' }],
  [368, { status: 403, title: 'Temporarily blocked for policies violations' }],
  [613, { status: 400, title: 'Calls to this api have exceeded the rate limit.', transient: true }],
  [803, { status: 404, title: 'Some of the aliases you requested do not exist' }],
  [2500, { status: 400, title: 'An active access token must be used to query information about the current user.' }],
  [80007, { status: 400, title: 'Rate limit issues', transient: true }],
  [130403, { status: 400, title: 'User is blocked by the business' }],
  [130429, { status: 400, title: 'Rate limit hit', transient: true }],
  [130472, { status: 400, title: "User's number is part of an experiment" }],
  [130497, { status: 403, title: 'Business account is restricted from messaging users in this country.' }],
  [131000, { status: 500, title: 'Something went wrong' }],
  [131005, { status: 403, title: 'Access denied' }],
  [131008, { status: 400, title: 'Required parameter is missing' }],
  [131009, { status: 400, title: 'Parameter value is not valid' }],
  [131016, { status: 500, title: 'Service unavailable', transient: true }],
  [131021, { status: 400, title: 'Recipient cannot be sender' }],
  [131026, { status: 400, title: 'Message undeliverable' }],
  [131030, { status: 400, title: 'Recipient phone number not in allowed list' }],
  [131031, { status: 403, title: 'Account has been locked' }],
  [131037, { status: 400, title: 'WhatsApp provided number needs display name approval before message can be sent.' }],
  [131042, { status: 400, title: 'Business eligibility payment issue' }],
  [131047, { status: 400, title: 'Re-engagement message' }],
  [131048, { status: 400, title: 'Spam rate limit hit' }],
  [131049, { status: 400, title: 'This message was not delivered to maintain healthy ecosystem engagement.' }],
  [131050, { status: 400, title: 'User has stopped receiving marketing messages' }],
  [131051, { status: 400, title: 'Unsupported message type' }],
  [131052, { status: 400, title: 'Media download error' }],
  [131053, { status: 400, title: 'Media upload error' }],
  [131056, { status: 400, title: '(Business Account, Consumer Account) pair rate limit hit', transient: true }],
  [131057, { status: 500, title: 'Business Account is in maintenance mode', transient: true }],
  [131059, { status: 400, title: 'Invalid paging cursor' }],
  [131060, { status: 400, title: 'This message is currently unavailable.' }],
  [131062, { status: 400, title: 'Business-scoped user ID recipients are not supported for this message' }],
  [132000, { status: 400, title: 'Number of parameters does not match the expected number of params' }],
  [132001, { status: 404, title: 'Template name does not exist in the translation' }],
  [132005, { status: 400, title: 'Translated text too long' }],
  [132007, { status: 400, title: 'Template format character policy violated' }],
  [132012, { status: 400, title: 'Parameter format does not match format in the created template' }],
  [132015, { status: 400, title: 'Template is paused' }],
  [132016, { status: 400, title: 'Template is disabled' }],
  [132018, { status: 400, title: 'There is an issue with the template parameters' }],
  [133004, { status: 503, title: 'Server temporarily unavailable', transient: true }],
  [133010, { status: 400, title: 'Phone number is not registered' }],
  [135000, { status: 400, title: 'Generic user error' }],
  [137000, { status: 400, title: 'Recipient identity key hash mismatch' }],
  [139100, { status: 400, title: 'Failed to block/unblock some users' }],
  [139103, { status: 400, title: 'Internal error' }],
]);

/** The problem of a code, with the sentence that says what exactly is wrong. */
export function problemOf(code: number, details?: string, more: Partial<GraphProblem> = {}): GraphProblem {
  const entry = known.get(code);
  return {
    code,
    status: entry?.status ?? 400,
    title: entry?.title ?? 'Unknown error',
    type: 'OAuthException',
    ...(entry?.transient ? { transient: true } : {}),
    ...(details === undefined ? {} : { details }),
    ...more,
  };
}

export function refuse(code: number, details?: string, more: Partial<GraphProblem> = {}): never {
  throw new GraphRefusal(problemOf(code, details, more));
}

/** Meta's answer for a Graph id that this token cannot see. */
export function unknownObject(method: string, id: string): GraphProblem {
  return problemOf(100, undefined, {
    subcode: 33,
    type: 'GraphMethodException',
    title:
      `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, ` +
      'or does not support this operation',
  });
}

/** The body of a refused call. */
export function errorBody(problem: GraphProblem, traceId: string): object {
  const bare = problem.code === 190 || problem.code === 2500 || problem.subcode === 33;
  return {
    error: {
      message: bare ? problem.title : `(#${problem.code}) ${problem.title}`,
      type: problem.type,
      code: problem.code,
      ...(problem.subcode === undefined ? {} : { error_subcode: problem.subcode }),
      ...(problem.details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: problem.details } }),
      ...(problem.transient ? { is_transient: true } : {}),
      fbtrace_id: traceId,
    },
  };
}

/** The same problem as it stands in `errors[]` of a webhook. */
export function webhookError(problem: GraphProblem): object {
  return {
    code: problem.code,
    title: problem.title,
    message: problem.title,
    error_data: { details: problem.details ?? problem.title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
