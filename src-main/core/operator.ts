import type { FileGrant, OutgoingContent } from '../../src-preload/contract/content.ts';
import type { ConversationRow, MessageView } from '../../src-preload/contract/views.ts';
import type { EventPayload } from '../../src-preload/contract/events.ts';
import type { MethodInput, MethodOutput } from '../../src-preload/contract/methods.ts';
import type { MethodName } from '../../src-preload/contract/names.ts';
import type { DeliveryState } from '../domain/delivery.ts';
import { WicketError } from '../domain/errors.ts';
import type { ConversationId, MessageId } from '../domain/ids.ts';
import { cleanTypedNumber } from '../domain/phone.ts';
import type { Clock } from '../ports.ts';

/** What the command line asks of a running core: the same methods that pages use, with recipients found by address. */
export interface Operator {
  /** Sends a message or a reaction and waits until its state is known well enough. Refuses as `messages.send` and `messages.react` do. */
  send(request: SendRequest): Promise<SendResult>;
}

export type SendWhat =
  | { readonly type: 'text'; readonly body: string }
  /** `path` is absolute: the folder's owner reads it, not who asks. */
  | { readonly type: 'file'; readonly path: string; readonly caption: string | null; readonly voice: boolean }
  | { readonly type: 'location'; readonly latitude: number; readonly longitude: number; readonly name: string | null }
  /** Titles of reply buttons, in order. */
  | { readonly type: 'buttons'; readonly body: string; readonly titles: readonly string[] }
  /** `on`: wamid. An empty emoji takes the reaction back. */
  | { readonly type: 'reaction'; readonly emoji: string; readonly on: string };

export interface SendRequest {
  /** `+` and digits: a phone number. `XX.…`: a BSUID. Digits alone: a conversation's id. */
  readonly to: string;
  readonly what: SendWhat;
  /** wamid of the quoted message. */
  readonly replyTo: string | null;
  readonly wait: 'accepted' | 'delivered';
  readonly timeoutMs: number;
}

export interface SendResult {
  /** Of a reaction: the message that it is about. */
  readonly messageId: number;
  readonly conversationId: number;
  readonly wamid: string | null;
  readonly state: DeliveryState;
}

export interface OperatorParts {
  readonly clock: Clock;
  call<N extends MethodName>(name: N, input: MethodInput<N>): Promise<MethodOutput<N>>;
  onChanges(listener: (changes: EventPayload<'changes'>) => void): () => void;
  /** Conversations with the person behind a phone number (its digits; any spelling of the line) or BSUID, over all connections. */
  conversationsOf(address: { readonly waId: string } | { readonly userId: string }): Promise<readonly ConversationId[]>;
  /** Our id of a message of that conversation, by wamid. */
  messageByWamid(conversationId: ConversationId, wamid: string): Promise<MessageId | null>;
  newKey(): string;
  /** Hands a file of this computer over, as the page hands over a picked one. */
  takeFile(path: string): Promise<FileGrant>;
  releaseFile(fileId: string): Promise<void>;
  /** Whether a reaction of ours on a message still waits for WhatsApp. */
  reactionWaits(id: MessageId): Promise<boolean>;
}

export function createOperator(parts: OperatorParts): Operator {
  return {
    async send(request) {
      const conversation = await findConversation(parts, request.to);
      if (request.what.type === 'reaction') return await react(parts, conversation.id, request.what);
      const replyTo = request.replyTo === null ? null : await parts.messageByWamid(conversation.id, request.replyTo);
      if (request.replyTo !== null && replyTo === null) throw new WicketError('reply_target_unknown');
      const content = await contentOf(parts, request.what);

      // Listening starts before the send, so that no change can slip by.
      const watch = watchMessages(parts);
      try {
        const { message } = await parts.call('messages.send', { conversationId: conversation.id, content, replyTo, clientKey: parts.newKey() });
        return await settled(parts, watch, message, request);
      } catch (thrown) {
        // A file that was not sent is not kept.
        if ('fileId' in content) await parts.releaseFile(content.fileId);
        throw thrown;
      } finally {
        watch.stop();
      }
    },
  };
}

async function contentOf(parts: OperatorParts, what: Exclude<SendWhat, { readonly type: 'reaction' }>): Promise<OutgoingContent> {
  switch (what.type) {
    case 'text':
      return what;
    case 'location':
      return { ...what, address: null };
    case 'buttons': {
      const buttons = what.titles.map((title, place) => ({ id: `button-${place + 1}`, title }));
      return { type: 'buttons', body: what.body, header: null, footer: null, buttons };
    }
    case 'file':
      return await fileContent(parts, what);
  }
}

/** A file goes as what WhatsApp takes it for; as a voice note only where that was asked for. */
async function fileContent(parts: OperatorParts, what: Extract<SendWhat, { readonly type: 'file' }>): Promise<OutgoingContent> {
  const grant = await parts.takeFile(what.path);
  const kind = what.voice ? grant.kinds.find((one) => one === 'voice') : grant.kinds.find((one) => one !== 'voice');
  if (kind !== undefined) return { type: kind, fileId: grant.fileId, caption: what.caption };
  await parts.releaseFile(grant.fileId);
  const refusal = grant.refusal ?? { code: 'wrong_type', message: 'WhatsApp takes voice notes as Ogg with Opus and one channel only.', cure: 'Send it without --voice.' };
  throw new WicketError(refusal.code === 'too_large' ? 'too_large' : 'bad_input', { message: refusal.message, cure: refusal.cure });
}

async function react(
  parts: OperatorParts,
  conversationId: ConversationId,
  { emoji, on }: Extract<SendWhat, { readonly type: 'reaction' }>,
): Promise<SendResult> {
  const id = await parts.messageByWamid(conversationId, on);
  if (id === null) throw new WicketError('not_found', { message: 'There is no such message in this conversation.', cure: 'Check the wamid.' });
  await parts.call('messages.react', { id, emoji, clientKey: parts.newKey() });
  if (await parts.reactionWaits(id)) {
    throw new WicketError('timed_out', {
      message: 'WhatsApp has not taken the reaction yet.',
      cure: 'It is not lost: it goes on by itself while a host runs.',
      detail: { messageId: id },
    });
  }
  return { messageId: id, conversationId, wamid: on, state: 'accepted' };
}

async function findConversation(parts: OperatorParts, to: string): Promise<ConversationRow> {
  const ids = await candidates(parts, to);
  const [id, second] = ids;
  if (second !== undefined) throw new WicketError('ambiguous_recipient');
  if (id === undefined) {
    throw new WicketError('window_closed', {
      message: 'This person never wrote to you, so WhatsApp takes approved templates only.',
      cure: 'Wait until they write, or send a template.',
    });
  }
  const { rows } = await parts.call('conversations.rows', { ids: [id] });
  const row = rows[0];
  if (row === undefined) throw new WicketError('not_found', { message: `There is no conversation ${to}.`, cure: 'Check the id.' });
  return row;
}

async function candidates(parts: OperatorParts, to: string): Promise<readonly ConversationId[]> {
  if (/^\d{1,15}$/.test(to)) return [Number(to) as ConversationId];
  if (/^[A-Z]{2}\.[A-Za-z0-9.]+$/.test(to)) return parts.conversationsOf({ userId: to });
  const phone = to.startsWith('+') ? cleanTypedNumber(to) : null;
  if (phone === null) throw new WicketError('bad_phone_number');
  return parts.conversationsOf({ waId: phone });
}

interface Watch {
  /** Resolves at the next change of messages, or after `ms`; false then. */
  next(id: MessageId, ms: number): Promise<boolean>;
  stop(): void;
}

function watchMessages(parts: OperatorParts): Watch {
  const changed = new Set<MessageId>();
  let wake: (() => void) | null = null;
  const stop = parts.onChanges(({ items }) => {
    for (const item of items) if (item.type === 'message') changed.add(item.id);
    wake?.();
  });
  return {
    async next(id, ms) {
      const until = parts.clock.now() + ms;
      while (!changed.delete(id)) {
        const left = until - parts.clock.now();
        if (left <= 0) return false;
        await new Promise<void>((resolve) => {
          const cancel = parts.clock.after(left, resolve);
          wake = () => {
            cancel();
            resolve();
          };
        });
        wake = null;
      }
      return true;
    },
    stop,
  };
}

async function settled(parts: OperatorParts, watch: Watch, sent: MessageView, request: SendRequest): Promise<SendResult> {
  const until = parts.clock.now() + request.timeoutMs;
  let message = sent;
  for (;;) {
    const state = message.state ?? 'queued';
    if (state === 'failed' || state === 'unsure' || state === 'cancelled') throw notSent(message);
    if (reached(state, request.wait)) {
      return { messageId: message.id, conversationId: message.conversationId, wamid: message.wamid, state };
    }
    if (!(await watch.next(message.id, until - parts.clock.now()))) {
      throw new WicketError('timed_out', {
        message: `The message is ${state}; it was not ${request.wait} in time.`,
        cure: 'It is not lost: it goes on by itself while a host runs. Do not send it again.',
        detail: { messageId: message.id, state, wamid: message.wamid },
      });
    }
    const { messages } = await parts.call('messages.byIds', { ids: [message.id] });
    message = messages[0] ?? message;
  }
}

function reached(state: DeliveryState, wanted: 'accepted' | 'delivered'): boolean {
  const far: readonly DeliveryState[] =
    wanted === 'accepted' ? ['accepted', 'sent', 'delivered', 'read', 'played'] : ['delivered', 'read', 'played'];
  return far.includes(state);
}

function notSent(message: MessageView): WicketError {
  const detail = { messageId: message.id, state: message.state, metaCode: message.failure?.metaCode ?? null };
  if (message.state === 'unsure') return new WicketError('outcome_unknown', { detail });
  const metaCode = message.failure?.metaCode ?? null;
  const code = metaCode === 131047 ? 'window_closed' : metaCode === 190 ? 'token_refused' : 'graph_refused';
  return new WicketError(code, {
    ...(message.failure === null ? {} : { message: message.failure.message, cure: message.failure.cure }),
    detail,
  });
}
