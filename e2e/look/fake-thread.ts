import type { ConversationId, IdentityId, MessageId, Wamid } from '../../src-main/domain/ids.ts';
import type { ConversationView, InboxBridge, MessageView } from '../../src-preload/contract/index.ts';
import { everyKind, type Part } from './fake-kinds.ts';
import { clip } from './fake-media.ts';

/**
 * Threads with everything that a bubble can be, for looking at them. `?messages=100000` makes the first conversation long,
 * `?unread=12` opens it at the divider, `?newest=1` adds a message every second.
 */
const params = new URLSearchParams(location.search);
const MINUTE = 60_000;
const total = Number(params.get('messages') ?? 0);
const unread = Number(params.get('unread') ?? 0);
const now = Date.now();
let clipUrl = '';

function message(id: number, conversationId: ConversationId, part: Part): MessageView {
  const sentAt = now - part.ago * MINUTE;
  const { ago: _ago, ...rest } = part;
  return {
    id: id as MessageId,
    conversationId,
    wamid: `w${id}` as Wamid,
    direction: 'in',
    kind: 'text',
    content: { type: 'text' },
    text: null,
    sentAt,
    receivedAt: sentAt + 400,
    late: false,
    state: null,
    failure: null,
    quote: null,
    reactions: [],
    forwarded: 'no',
    editedAt: null,
    deleted: null,
    referral: null,
    product: null,
    source: rest.direction === 'out' ? 'api' : 'customer',
    author: null,
    unread: false,
    clientKey: null,
    ...rest,
  };
}

function generated(id: number, conversationId: ConversationId): MessageView {
  const words = ((id * 7919) % 41) + 2;
  const text = `${id}. ${Array.from({ length: words }, (_, word) => ['Pode', 'retirar', 'com', 'o', 'porteiro', 'depois', 'das', 'duas'][(id + word) % 8]).join(' ')}`;
  const out = (id * 31) % 7 < 3;
  return message(id, conversationId, { ago: (total - id) * 3 + 2, direction: out ? 'out' : 'in', state: out ? 'read' : null, text });
}

/** Puts rich threads in front of the answers of another bridge. */
export function withThreads(inner: InboxBridge): InboxBridge {
  const threads = new Map<number, MessageView[]>();
  let seq = 10;
  const threadOf = (id: ConversationId): MessageView[] => {
    const known = threads.get(id);
    if (known !== undefined) return known;
    const made =
      id === 1 && total > 0
        ? Array.from({ length: total }, (_, index) => generated(index + 1, id))
        : id === 1
          ? everyKind(clipUrl).map((part, index) => message(index + 1, id, part))
          : Array.from({ length: 9 }, (_, index) =>
              message(id * 1_000_000 + index, id, { ago: 900 - index * 90, text: index % 2 === 0 ? 'السلام عليكم، متى يصل الطلب رقم ٤٤٨٢؟' : 'أهلًا، خرج طلبك من المستودع.', ...(index % 2 === 0 ? {} : { direction: 'out', state: 'read' }) }),
            );
    threads.set(id, made);
    return made;
  };
  const look = (window as unknown as { look: { emit: (event: string, payload: unknown) => void } }).look;
  const tell = (view: MessageView): void => {
    seq += 1;
    look.emit('changes', { epoch: 'look', seq, items: [{ type: 'message', id: view.id, conversationId: view.conversationId, view }] });
  };
  const put = (view: MessageView): void => {
    const thread = threadOf(view.conversationId);
    const at = thread.findIndex((other) => other.id === view.id);
    if (at === -1) thread.push(view);
    else thread[at] = view;
    tell(view);
  };
  let nextId = 50_000_000;
  const arrive = (conversationId: ConversationId, text: string): void => {
    put({ ...message((nextId += 1), conversationId, { ago: 0, text }), sentAt: Date.now(), receivedAt: Date.now() });
  };
  Object.assign(look, { arrive, put, threadOf });
  if (params.has('newest')) setInterval(() => arrive(1 as ConversationId, `Arrived at ${new Date().toLocaleTimeString()}`), 1000);

  const slice = (thread: MessageView[], from: number, to: number) => thread.slice(Math.max(0, from), Math.max(0, to));
  const answers: Partial<Record<string, (input: never) => unknown>> = {
    'messages.page': (input: { conversationId: ConversationId; before?: number; after?: number; limit: number }) => {
      const thread = threadOf(input.conversationId);
      if (input.after !== undefined) {
        const at = thread.findIndex((one) => one.id === input.after) + 1;
        return { messages: slice(thread, at, at + input.limit), hasMore: at + input.limit < thread.length, seq };
      }
      const end = input.before === undefined ? thread.length : thread.findIndex((one) => one.id === input.before);
      return { messages: slice(thread, end - input.limit, end), hasMore: end - input.limit > 0, seq };
    },
    'messages.around': (input: { conversationId: ConversationId; messageId: number; limit: number }) => {
      const thread = threadOf(input.conversationId);
      const at = thread.findIndex((one) => one.id === input.messageId);
      const from = at - Math.floor(input.limit / 2);
      return { messages: slice(thread, from, from + input.limit), hasOlder: from > 0, hasNewer: from + input.limit < thread.length, seq };
    },
    'media.gallery': (input: { conversationId: ConversationId; before: number | null; limit: number }) => {
      const items = threadOf(input.conversationId)
        .flatMap((one) => ('media' in one.content && one.content.media !== null ? [{ messageId: one.id, at: one.sentAt, kind: one.content.type, filename: one.content.type === 'document' ? one.content.filename : null, media: one.content.media }] : []))
        .toReversed();
      const from = input.before === null ? 0 : items.findIndex((item) => item.messageId === input.before) + 1;
      return { items: items.slice(from, from + input.limit), hasMore: from + input.limit < items.length, seq };
    },
    'conversations.start': () => ({ conversationId: 3, seq }),
    'messages.details': (input: { id: number }) => ({
      id: input.id,
      wamid: `wamid.HBgNNTUxOTkwMDAwMDEzMhUCABEYEjA2QzRFQ${input.id}`,
      sentAt: now - 60_000,
      receivedAt: now - 59_000,
      statuses: [{ status: 'sent', at: now - 58_000 }, { status: 'failed', at: now - 57_000 }],
      attempts: [{ at: now - 59_500, outcome: 'accepted', metaCode: null, traceId: 'AbCdEf123' }],
      failure: null,
      edits: [{ at: now - 120_000, text: 'Até sexta, por favor' }, { at: now - 90_000, text: 'Até sexta, dia 20, por favor' }],
      raw: JSON.stringify({ from: '5519900000132', id: 'wamid.x', timestamp: '1763859600', type: 'image', image: { id: '1', mime_type: 'image/jpeg', caption: 'Chegou assim 😕' } }, null, 2),
    }),
    'messages.send': (input: { conversationId: ConversationId; content: { body?: string; caption?: string | null }; clientKey: string }) => {
      const made = { ...message((nextId += 1), input.conversationId, { ago: 0, direction: 'out', state: 'queued', text: input.content.body ?? input.content.caption ?? null, clientKey: input.clientKey }), sentAt: Date.now() };
      threadOf(input.conversationId).push(made);
      seq += 1;
      const steps = ['accepted', 'sent', 'delivered', 'read'] as const;
      for (const [index, state] of steps.entries()) setTimeout(() => put({ ...made, state }), 400 * (index + 1));
      return { message: made, seq };
    },
  };
  const withContact = (conversation: ConversationView): ConversationView => ({
    ...conversation,
    unread: conversation.id === 1 ? unread : conversation.unread,
    messageCount: threadOf(conversation.id).length,
    contact: {
      ...conversation.contact,
      identities: [
        { id: 1 as IdentityId, kind: 'phone', value: '+55 19 90000-0132', inUse: true, lastSeenAt: now },
        { id: 2 as IdentityId, kind: 'phone', value: '+55 19 0000-0132', inUse: false, lastSeenAt: now },
        { id: 3 as IdentityId, kind: 'username', value: '@mariduarte', inUse: false, lastSeenAt: now },
        { id: 4 as IdentityId, kind: 'user_id', value: 'BR.13828847291047741', inUse: false, lastSeenAt: now },
      ],
      joins: conversation.id === 1 ? [{ id: 1, reason: 'number_variant', joinedName: '+55 19 0000-0132', at: now - 50 * 3_600_000 }] : [],
    },
  });
  const ready = clip().then((url) => {
    clipUrl = url;
  });
  return {
    ...inner,
    async call(name, input) {
      await ready;
      const own = answers[name];
      if (own !== undefined) return structuredClone({ ok: true, value: own(input as never) }) as never;
      const answer = await inner.call(name, input);
      if (!answer.ok) return answer;
      if (name === 'conversations.get') {
        const value = answer.value as { conversation: ConversationView };
        return { ok: true, value: { ...value, conversation: withContact(value.conversation), seq } } as never;
      }
      if (name !== 'conversations.open') return answer;
      const { conversation } = answer.value as { conversation: ConversationView };
      const { limit } = input as { limit: number };
      const thread = threadOf(conversation.id);
      const firstUnread = conversation.id === 1 && unread > 0 ? thread.length - unread : null;
      const end = firstUnread === null ? thread.length : Math.min(thread.length, firstUnread + Math.floor(limit / 2));
      return {
        ok: true,
        value: {
          conversation: withContact(conversation),
          messages: slice(thread, end - limit, end),
          hasOlder: end - limit > 0,
          hasNewer: end < thread.length,
          firstUnreadId: firstUnread === null ? null : (thread[firstUnread]?.id ?? null),
          seq,
        },
      } as never;
    },
  };
}
