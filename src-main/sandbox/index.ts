export { startSandbox } from './start.ts';
export type {
  LogFilter,
  PersonaMessage,
  PersonaView,
  ReceivedRequest,
  RequestFault,
  RequestSubject,
  Sandbox,
  SandboxControl,
  SandboxCredentials,
  SandboxOptions,
  SandboxSettings,
  SampleMedia,
  SentByPersona,
  SentWebhook,
  StatusFault,
  WebhookFault,
} from './types.ts';
