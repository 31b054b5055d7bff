export { createGraph } from './client.ts';
export type {
  AcceptedMessage,
  Graph,
  GraphFailure,
  GraphObserver,
  GraphOptions,
  GraphResult,
  GraphTarget,
  MediaDownload,
  MediaFacts,
  OutgoingKind,
  OutgoingMessage,
  PhoneNumberFacts,
  Recipient,
  UploadFile,
  UploadOptions,
} from './types.ts';
