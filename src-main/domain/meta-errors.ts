import type { ErrorCode } from './errors.ts';
import { errorCodes, wordsFor } from './errors.ts';
import { metaErrorTable } from './meta-error-table.ts';

/**
 * What to do about one of Meta's error codes. retry: try again by itself. later: not now. fix: the request is wrong, never
 * repeat it unchanged. account: nobody can send from this number. customer: this customer cannot or will not get it.
 */
export type MetaErrorClass = 'retry' | 'later' | 'fix' | 'account' | 'customer';

/** How far one of Meta's errors reaches: this message, all messages to this customer, or everything from this number. */
export type MetaErrorScope = 'message' | 'conversation' | 'number';

export interface MetaErrorWords {
  /** One sentence for the person: what happened. */
  readonly message: string;
  /** One sentence for the person: what to do now. */
  readonly cure: string;
  /** Whether the same message may be tried again as it is, by a person. */
  readonly canRetry: boolean;
  readonly class: MetaErrorClass;
  readonly scope: MetaErrorScope;
  /** Least time before the next try (milliseconds), where Meta names one. */
  readonly waitMs?: number;
  /** How often to try in all before giving up; only for `retry`. */
  readonly tries?: number;
  /** The access token is the trouble: a new one ends it. */
  readonly token?: true;
}

/**
 * Words, cure and class of one of Meta's error codes, for answers and failed statuses alike (Meta: "Error codes").
 * An unknown code is told with Meta's own `details`; null means that Meta gave none.
 */
export function describeMetaError(code: number | null, details?: string | null): MetaErrorWords {
  const entry = code === null ? undefined : (metaErrorTable.get(code) ?? rangeEntry(code));
  if (entry === undefined) {
    const said = details === undefined || details === null || details.trim() === '' ? null : details.trim();
    return {
      message: said === null ? 'WhatsApp did not accept the message and gave no reason.' : `WhatsApp did not accept the message: ${said}`,
      cure: 'Look at the reason and change the message, or try again.',
      canRetry: true,
      class: 'fix',
      scope: 'message',
    };
  }
  return entry;
}

function rangeEntry(code: number): MetaErrorWords | undefined {
  // Meta: codes 200 to 299 are permissions of the API.
  return code >= 200 && code <= 299 ? metaErrorTable.get(200) : undefined;
}

/**
 * Why an outbound message failed, as `message.failure` keeps it (JSON). `from` tells who said it: the answer of a send, a failed
 * status, or Wicket itself; the latter names its own `reason`.
 */
export interface StoredFailure {
  readonly code: number | null;
  readonly title: string | null;
  readonly details: string | null;
  readonly from: 'answer' | 'status' | 'wicket';
  readonly reason?: ErrorCode | 'no_wamid' | 'unreadable_answer';
  readonly traceId?: string | null;
}

export interface FailureWords {
  readonly metaCode: number | null;
  readonly message: string;
  readonly cure: string;
  readonly details: string | null;
  readonly canRetry: boolean;
}

/** The words, the cure and whether a person may try again, for what `message.failure` keeps. */
export function describeStoredFailure(failure: StoredFailure): FailureWords {
  const { code: metaCode, details } = failure;
  switch (failure.reason) {
    case undefined: {
      const { message, cure, canRetry } = describeMetaError(metaCode, details ?? failure.title);
      return { metaCode, details, message, cure, canRetry };
    }
    case 'no_wamid':
      return {
        metaCode,
        details,
        message: 'WhatsApp answered, but named no message, so it may or may not have gone out.',
        cure: 'Look whether it arrived before trying again: it could arrive twice.',
        canRetry: true,
      };
    case 'unreadable_answer':
      return {
        metaCode,
        details,
        message: 'Something between here and WhatsApp answered in a way that cannot be read.',
        cure: 'Check the Graph address and the network, then try again.',
        canRetry: true,
      };
    case 'text_too_long':
    case 'text_empty':
    case 'bad_input':
      return { metaCode, details, ...wordsFor(failure.reason), canRetry: false };
    default:
      return { metaCode, details, ...wordsFor(failure.reason), canRetry: true };
  }
}

/** Reads `message.failure`. What is not readable gives a failure without a reason instead of none. */
export function parseStoredFailure(json: string | null): StoredFailure | null {
  if (json === null) return null;
  const parsed = readJson(json);
  if (typeof parsed !== 'object' || parsed === null) return { code: null, title: null, details: null, from: 'status' };
  const { code, title, details, from, reason, traceId } = parsed as Record<string, unknown>;
  return {
    code: typeof code === 'number' ? code : null,
    title: typeof title === 'string' ? title : null,
    details: typeof details === 'string' ? details : null,
    from: from === 'answer' || from === 'wicket' ? from : 'status',
    ...(typeof reason === 'string' && isReason(reason) ? { reason } : {}),
    ...(typeof traceId === 'string' ? { traceId } : {}),
  };
}

const reasons = new Set<string>([...errorCodes, 'no_wamid', 'unreadable_answer']);

function isReason(word: string): word is NonNullable<StoredFailure['reason']> {
  return reasons.has(word);
}

function readJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
