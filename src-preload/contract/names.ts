/** Names only, so that the preload needs no schemas and stays small. `methods.ts` and `events.ts` must cover exactly these. */
export const methodNames = [
  'app.state',
  'app.watch',
  'app.changesSince',
  'conversations.page',
  'conversations.rows',
  'conversations.counts',
  'conversations.open',
  'conversations.get',
  'conversations.markRead',
  'conversations.markUnread',
  'conversations.saveDraft',
  'messages.page',
  'messages.around',
  'messages.byIds',
  'messages.details',
  'messages.send',
  'messages.cancel',
  'messages.retry',
  'messages.sendAgain',
  'contacts.get',
  'contacts.rename',
  'contacts.undoJoin',
  'connections.save',
  'connections.check',
  'connections.newVerifyToken',
  'settings.change',
  'health.get',
  'health.reprocess',
  'sandbox.enter',
  'sandbox.leave',
] as const;
export type MethodName = (typeof methodNames)[number];

export const eventNames = ['changes', 'app.reset', 'clock', 'navigate', 'link'] as const;
export type EventName = (typeof eventNames)[number];
