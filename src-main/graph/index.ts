export { createGraph } from './client.ts';
export type {
  AcceptedMessage,
  Graph,
  GraphFailure,
  GraphObserver,
  GraphOptions,
  GraphResult,
  GraphTarget,
  PhoneNumberFacts,
  Recipient,
  TextMessage,
} from './types.ts';
