import { assertNever } from './assert-never.ts';

/**
 * Every way a call can be refused. A code is stable (the command line prints it, the page looks its words up by it);
 * the sentence and the cure are for the person.
 */
export const errorCodes = [
  'bad_input',
  'unknown_method',
  'too_large',
  'not_found',
  'window_closed',
  'no_connection',
  'number_already_connected',
  'secret_missing',
  'secret_unreadable',
  'token_refused',
  'graph_refused',
  'graph_throttled',
  'graph_unreachable',
  'outcome_unknown',
  'not_cancellable',
  'not_retryable',
  'ambiguous_recipient',
  'bad_phone_number',
  'text_too_long',
  'text_empty',
  'reply_target_unknown',
  'contact_blocked',
  'file_missing',
  'folder_locked',
  'folder_unusable',
  'database_newer',
  'database_damaged',
  'disk_full',
  'port_in_use',
  'port_refused',
  'timed_out',
  'not_in_sandbox',
  'sandbox_folder_mixed',
  'session_expired',
  'bridge_lost',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Data that helps to understand one failure: ids, Meta's code, trace id. Never texts, tokens or whole phone numbers. */
export type ErrorDetail = Readonly<Record<string, string | number | boolean | null>>;

/** A failure as data: what crosses the bridge, what the command line prints. */
export interface Failure {
  readonly code: ErrorCode;
  /** One sentence for the person: what happened. */
  readonly message: string;
  /** One sentence for the person: what to do now. */
  readonly cure: string;
  readonly detail?: ErrorDetail;
}

/** A failure on its way up to the border where it becomes data. */
export class WicketError extends Error {
  override readonly name = 'WicketError';
  readonly code: ErrorCode;
  readonly cure: string;
  readonly detail: ErrorDetail | undefined;

  constructor(code: ErrorCode, options: { message?: string; cure?: string; detail?: ErrorDetail; cause?: unknown } = {}) {
    const words = wordsFor(code);
    super(options.message ?? words.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.cure = options.cure ?? words.cure;
    this.detail = options.detail;
  }
}

/** Turns anything thrown into data. What is not ours becomes `internal`, and its own text stays out of the answer. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof WicketError) {
    return {
      code: thrown.code,
      message: thrown.message,
      cure: thrown.cure,
      ...(thrown.detail === undefined ? {} : { detail: thrown.detail }),
    };
  }
  return { code: 'internal', ...wordsFor('internal') };
}

/** The plain sentence and the cure of a code, where nothing more exact is known. */
export function wordsFor(code: ErrorCode): { readonly message: string; readonly cure: string } {
  switch (code) {
    case 'bad_input':
      return { message: 'Something in the request is not right.', cure: 'Check what was entered and try again.' };
    case 'unknown_method':
      return { message: 'The page asked for something this version does not know.', cure: 'Reload the page.' };
    case 'too_large':
      return { message: 'That is too large.', cure: 'Send less at once.' };
    case 'not_found':
      return { message: 'That is not here (any more).', cure: 'Go back and open it again.' };
    case 'window_closed':
      return {
        message: 'The customer service window is closed, so WhatsApp takes approved templates only.',
        cure: 'Send a template, or wait until the customer writes again.',
      };
    case 'no_connection':
      return { message: 'No WhatsApp number is connected yet.', cure: 'Connect a number first.' };
    case 'number_already_connected':
      return { message: 'That number is connected already.', cure: 'Change the existing connection instead.' };
    case 'secret_missing':
      return { message: 'A secret of this connection is not set.', cure: 'Enter it in Settings.' };
    case 'secret_unreadable':
      return {
        message: 'The stored secrets cannot be opened with the key of this device.',
        cure: 'Enter them again in Settings, or give the passphrase.',
      };
    case 'token_refused':
      return {
        message: 'Meta no longer accepts the access token. Receiving still works.',
        cure: 'Replace the access token in Settings.',
      };
    case 'graph_refused':
      return { message: 'WhatsApp did not accept the message.', cure: 'Look at the reason, change it and try again.' };
    case 'graph_throttled':
      return { message: 'WhatsApp asks to go slower.', cure: 'Nothing to do: it is tried again by itself.' };
    case 'graph_unreachable':
      return { message: 'WhatsApp cannot be reached.', cure: 'Check the network; it is tried again by itself.' };
    case 'outcome_unknown':
      return {
        message: 'The line broke while sending, so the outcome is unknown.',
        cure: "Wait for WhatsApp's word, or send it again and accept that it may arrive twice.",
      };
    case 'not_cancellable':
      return { message: 'The message has left already.', cure: 'It can no longer be cancelled.' };
    case 'not_retryable':
      return { message: 'Only a failed message can be tried again.', cure: 'Write a new message.' };
    case 'ambiguous_recipient':
      return { message: 'More than one conversation fits that recipient.', cure: 'Name the conversation by its id.' };
    case 'bad_phone_number':
      return {
        message: 'That is not a possible phone number.',
        cure: 'Write it with + and the country code, for example +447700900123.',
      };
    case 'text_too_long':
      return { message: 'The text is longer than the 4,096 characters that WhatsApp takes.', cure: 'Shorten it or send it in parts.' };
    case 'text_empty':
      return { message: 'There is no text to send.', cure: 'Write something first.' };
    case 'reply_target_unknown':
      return { message: 'The quoted message is not in this conversation.', cure: 'Send without the quote, or quote another message.' };
    case 'contact_blocked':
      return { message: 'You blocked this customer.', cure: 'Unblock the customer to write again.' };
    case 'file_missing':
      return { message: 'The file is not stored here (any more).', cure: 'Choose the file again.' };
    case 'folder_locked':
      return {
        message: 'Another Wicket is using this data folder.',
        cure: 'Close the other one, or use a different folder.',
      };
    case 'folder_unusable':
      return { message: 'The data folder cannot be used.', cure: 'Check that it exists and may be written to.' };
    case 'database_newer':
      return { message: 'The data folder was written by a newer Wicket.', cure: 'Update Wicket, then open it again.' };
    case 'database_damaged':
      return { message: 'The database file is damaged.', cure: 'Restore the latest backup of the data folder.' };
    case 'disk_full':
      return { message: 'The disk is full.', cure: 'Free some space; Meta keeps what it cannot deliver and sends it later.' };
    case 'port_in_use':
      return { message: 'Another program uses that port.', cure: 'Choose another port, or end the other program.' };
    case 'port_refused':
      return { message: 'This computer does not allow that port.', cure: 'Choose a port above 1023.' };
    case 'timed_out':
      return { message: 'It took too long.', cure: 'Try again.' };
    case 'not_in_sandbox':
      return { message: 'That works in the sandbox only.', cure: 'Start the sandbox first.' };
    case 'sandbox_folder_mixed':
      return {
        message: 'Sandbox data and real data are kept in separate folders.',
        cure: 'Use another data folder.',
      };
    case 'session_expired':
      return { message: 'This page is not signed in to the host.', cure: 'Open the link that the host printed when it started.' };
    case 'bridge_lost':
      return { message: 'The connection to Wicket was lost.', cure: 'It reconnects by itself; what you typed is kept.' };
    case 'internal':
      return { message: 'Something went wrong inside Wicket.', cure: 'Try again. The log says more.' };
    default:
      return assertNever(code);
  }
}
