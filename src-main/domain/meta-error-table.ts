import type { MetaErrorClass, MetaErrorScope, MetaErrorWords } from './meta-errors.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

interface More {
  readonly waitMs?: number;
  readonly tries?: number;
  readonly canRetry?: boolean;
  readonly scope?: MetaErrorScope;
  readonly token?: true;
}

const retryableByHand: Readonly<Record<MetaErrorClass, boolean>> = {
  retry: true,
  later: true,
  fix: false,
  account: true,
  customer: false,
};

function row(kind: MetaErrorClass, message: string, cure: string, more: More = {}): MetaErrorWords {
  return {
    message,
    cure,
    canRetry: more.canRetry ?? retryableByHand[kind],
    class: kind,
    scope: more.scope ?? (kind === 'account' ? 'number' : 'message'),
    ...(more.waitMs === undefined ? {} : { waitMs: more.waitMs }),
    ...(kind === 'retry' ? { tries: more.tries ?? 5 } : {}),
    ...(more.token === undefined ? {} : { token: more.token }),
  };
}

const token = row(
  'account',
  'Meta no longer accepts the access token. Receiving still works.',
  'Replace the access token in Settings.',
  { token: true },
);
const permission = row(
  'account',
  'The access token lacks the permission to send from this number.',
  'Give the system user the number and the WhatsApp permissions at Meta, then make a new token.',
);
const trouble = row('retry', 'WhatsApp is having trouble.', 'It is tried again by itself; try again later if that does not help.');
const busy = row('retry', 'WhatsApp asks to go slower.', 'It is tried again by itself; try again in some minutes.', {
  waitMs: minute,
  scope: 'number',
});
const administrator = row('fix', 'The business number is not set up for this.', 'Ask the administrator to look at the number in WhatsApp Manager.');
const software = row('fix', 'WhatsApp did not understand the message.', 'Please report this with the details.');
const values = row('fix', 'The values of the template do not fit.', 'Check the values and send it anew.');
const pinWait = row('later', 'The PIN was tried too often.', 'Wait and try again later.', { waitMs: hour });

/**
 * Meta's codes with class and words (Meta: "Error codes"; libraries' tables for the undocumented ones). One table for answers and
 * failed statuses, because many come both ways.
 */
export const metaErrorTable: ReadonlyMap<number, MetaErrorWords> = new Map<number, MetaErrorWords>([
  // Access
  [0, token],
  [190, token],
  [2500, token],
  [3, row('account', 'The app is not allowed to do this.', 'Give the app the WhatsApp capability at Meta.')],
  [10, permission],
  [200, permission],
  [131005, permission],
  [803, row('fix', 'Meta does not know that number or account id.', 'Check the ids in Settings.', { canRetry: true })],

  // Policy
  [368, row('account', 'WhatsApp has restricted the business account.', 'Look in WhatsApp Manager for the reason and appeal there.')],
  [
    130497,
    row('customer', 'WhatsApp does not let this business message people in this country.', 'Reach this person another way.'),
  ],
  [131031, row('account', 'WhatsApp has locked the business account.', 'Look in WhatsApp Manager for the reason.')],
  [131064, row('later', 'Utility templates are limited for now.', 'Try again tomorrow.', { waitMs: 24 * hour })],

  // Throttling
  [4, busy],
  [80007, busy],
  [613, busy],
  [130429, row('retry', 'WhatsApp asks to go slower.', 'It is tried again by itself.', { scope: 'number' })],
  [
    131048,
    row('account', 'Sending is limited, because too many people blocked or reported this number.', 'Look at the quality in WhatsApp Manager and wait.'),
  ],
  [
    131056,
    row('retry', 'Too many messages to this customer in a short time.', 'It is tried again by itself; wait a minute before trying by hand.', {
      scope: 'conversation',
    }),
  ],
  [133016, row('later', 'The number was registered too often.', 'Wait three days.', { waitMs: 72 * hour })],

  // General
  [1, row('retry', 'WhatsApp could not process the message.', 'Try again; if it fails again, change it.', { tries: 3 })],
  [2, trouble],
  [131016, trouble],
  [133004, trouble],
  [33, row('account', 'The business number no longer exists at Meta, or its id is wrong.', 'Check the ids in Settings.')],
  [100, row('fix', 'WhatsApp did not accept something in the message.', 'Look at the details, change it and send it anew.')],
  [131000, row('retry', 'Something went wrong at WhatsApp; the message was not sent.', 'Try again.', { tries: 3 })],
  [131008, software],
  [131009, row('fix', 'WhatsApp did not accept a value of the message.', 'Look at the details, change it and send it anew.')],
  [131021, row('fix', 'You cannot write to your own number.', 'Write to somebody else.')],
  [131055, software],
  [131057, row('retry', 'The number is being serviced by WhatsApp.', 'It is tried again in a minute.', { waitMs: minute, scope: 'number' })],
  [131059, software],
  [135000, row('fix', 'WhatsApp did not accept the message.', 'Change it and send it anew.')],
  [2494100, row('later', 'The number is being serviced by WhatsApp.', 'Try again in some minutes.', { waitMs: 5 * minute })],

  // Delivery and the customer
  [130403, row('customer', 'You blocked this contact.', 'Unblock the contact to write.')],
  [130472, row('customer', 'WhatsApp held this marketing message back.', 'Do not repeat it.')],
  [
    131026,
    row('customer', 'It could not be delivered: maybe the number has no WhatsApp, or a very old version.', 'Check the number, or reach this person another way.'),
  ],
  [
    131030,
    row('fix', 'This test number may write to its listed recipients only.', 'Add the customer to the recipients of the test number at Meta.', {
      canRetry: true,
    }),
  ],
  [
    131047,
    row('fix', "More than 24 hours have passed since the customer's last message.", 'Send a template, or wait until the customer writes again.', {
      canRetry: true,
      scope: 'conversation',
    }),
  ],
  [
    131049,
    row('later', 'This person got many marketing messages lately.', 'Do not try again before tomorrow.', { waitMs: 24 * hour }),
  ],
  [131050, row('customer', 'The customer does not want marketing messages.', 'Respect that; answers inside the window are still possible.')],
  [131051, row('fix', 'This kind of message cannot be sent.', 'Send it another way.')],
  [131060, row('fix', 'This message cannot be shown here.', 'See it on the phone.')],
  [131062, row('fix', 'This template needs the phone number of the customer.', 'Ask the customer for the phone number.')],
  [131063, row('fix', 'Marketing templates are switched off for this API.', 'Send another template.')],
  [137000, row('customer', "The customer's identity has changed.", 'Make sure who it is before writing.', { canRetry: true })],

  // Media
  [131052, row('customer', 'The file of the customer could not be fetched.', 'Ask the customer to send it another way.')],
  [131053, row('fix', 'WhatsApp does not accept the type or the size of the file.', 'Send another format, or a smaller file.')],

  // Account, billing, registration
  [131037, row('account', 'The display name of the business is not approved yet.', 'Have the name approved in WhatsApp Manager.')],
  [131042, row('account', 'The payment method is missing or was refused.', 'Put the payment in order in WhatsApp Manager.')],
  [131044, row('account', 'The payment method is missing or was refused.', 'Put the payment in order in WhatsApp Manager.')],
  [131045, row('account', 'The number is not registered properly.', 'Register the number again.')],
  [131070, row('later', 'Another system is handling this chat.', 'Try again when it has handed the chat over.', { scope: 'conversation' })],
  [133000, administrator],
  [133005, row('fix', 'The PIN is wrong.', 'Enter the right PIN.')],
  [133006, row('fix', 'The number must be verified first.', 'Verify the number.')],
  [133008, pinWait],
  [133009, pinWait],
  [133010, row('account', 'The business number is not registered.', 'Register the number.')],
  [133015, row('later', 'The number was deleted a moment ago.', 'Wait five minutes.', { waitMs: 5 * minute })],
  [134011, row('account', 'The terms for payments are not accepted.', 'Accept them in WhatsApp Manager.')],
  [136024, administrator],
  [1752041, administrator],
  [2388001, administrator],
  [2388012, administrator],
  [2388091, administrator],
  [2388093, administrator],
  [2388103, administrator],
  [2593079, administrator],
  [2593085, administrator],
  [2593107, administrator],
  [2593108, administrator],

  // Templates
  [132000, row('fix', 'The template has changed.', 'Fill it in again.')],
  [132001, row('fix', 'The template is not there in this language, or not approved.', 'Choose another template.')],
  [132005, row('fix', 'The filled-in text is too long.', 'Shorten the values.')],
  [132007, row('fix', 'The content is against the policy of WhatsApp.', 'Change the template.')],
  [132008, values],
  [132012, values],
  [132018, values],
  [132015, row('later', 'The template is paused, because people blocked it.', 'Choose another template, or wait.', { waitMs: 3 * hour })],
  [132016, row('fix', 'The template is disabled for good.', 'Choose another template.')],
  [132068, row('fix', 'The form is not available.', 'Send another message.')],
  [132069, row('later', 'The form is limited for now.', 'Try again in an hour.', { waitMs: hour })],
  [134100, row('fix', 'Only marketing templates go this way.', 'Send another template.')],
  [134101, row('later', 'The template is still being prepared.', 'Try again in ten minutes.', { waitMs: 10 * minute })],
  [134102, row('account', 'The marketing API is not available.', 'Ask the administrator to look in WhatsApp Manager.')],
]);
