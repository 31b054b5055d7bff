import type { ConversationId, ConnectionId, ContactId, MessageId } from '../../src-main/domain/ids.ts';
import type {
  AppState,
  ConnectionView,
  ConversationRow,
  ConversationView,
  HealthView,
  InboxBridge,
  MessageView,
  Settings,
} from '../../src-preload/contract/index.ts';

/**
 * A bridge with invented answers, for looking at the page without a core. Loaded by `e2e/look`, never part of the product.
 * `?rows=50000` makes a long list, `?empty` a first run, `?sandbox`, `?offline`, `?theme=dark`, `?density=compact`.
 */
const params = new URLSearchParams(location.search);
const now = Date.now();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Sketch {
  readonly name: string | null;
  readonly initials: string;
  readonly text: string | null;
  readonly kind?: string;
  readonly out?: MessageView['state'];
  readonly unread?: number;
  readonly draft?: string;
  /** Time left in the window (ms); null: never opened. */
  readonly left: number | null;
  readonly ago: number;
  readonly group?: boolean;
}

const people: readonly Sketch[] = [
  { name: 'Mariana Duarte', initials: 'MD', text: 'O código de rastreio da nova é BR 4471 882.', out: 'queued', left: 3 * HOUR + 12 * MINUTE, ago: 2 * MINUTE },
  { name: 'عمر حداد', initials: 'ع', text: 'متى يصل الطلب رقم ٤٤٨٢؟', unread: 2, left: 23 * HOUR + 51 * MINUTE, ago: 9 * MINUTE },
  { name: 'Priya Raman', initials: 'PR', text: 'Refund?', draft: 'जी हाँ, रिफंड आज ही भेज दिया है', left: 22 * HOUR + 54 * MINUTE, ago: 17 * MINUTE },
  { name: 'James Okafor', initials: 'JO', text: 'Perfect, see you at the shop at 4 then.', out: 'read', left: 21 * HOUR + 24 * MINUTE, ago: 30 * MINUTE },
  { name: 'Lucía Fernández', initials: 'LF', text: 'Su reembolso sale hoy mismo', out: 'failed', left: 38 * MINUTE, ago: 48 * MINUTE },
  { name: 'अंजलि वर्मा', initials: 'अं', text: 'ऑर्डर 4479 का पता बदलना है', unread: 1, left: 22 * HOUR, ago: 66 * MINUTE },
  { name: 'Chen Wei', initials: 'CW', text: 'Invoice-2026-1187.pdf', kind: 'document', out: 'delivered', left: 15 * HOUR, ago: 98 * MINUTE },
  { name: 'خالد السيد', initials: 'خ', text: 'تم شحن الطلب اليوم', out: 'unsure', left: 105 * MINUTE, ago: 177 * MINUTE },
  { name: 'Beatriz Nogueira', initials: 'BN', text: null, kind: 'audio', unread: 1, left: 20 * HOUR, ago: 221 * MINUTE },
  { name: 'Diego Marín', initials: 'DM', text: 'Le enviamos la etiqueta de devolución.', out: 'sent', left: 0, ago: 40 * HOUR },
  { name: 'Emma Clarke', initials: 'EC', text: '👍', kind: 'reaction', left: 0, ago: 42 * HOUR },
  { name: 'Store managers', initials: '', text: 'Truck is late again, who can wait?', left: null, ago: 50 * HOUR, group: true },
  { name: '+55 19 90000-0147', initials: '', text: 'Hello, do you also repair old lamps? I have one from my grandmother', left: -9 * HOUR, ago: 70 * HOUR },
  { name: 'Sofía Paredes', initials: 'SP', text: '¿Entonces puedo pasar hoy por la tienda?', unread: 1, left: 15 * MINUTE, ago: 23.7 * HOUR },
  { name: 'Rahul Mehta', initials: 'RM', text: 'क्या GST बिल मिल सकता है? Order 4468', left: 81 * MINUTE, ago: 22.6 * HOUR },
];

const connection: ConnectionView = {
  id: 1 as ConnectionId,
  name: 'Casa Lumen',
  phone: '+34600000123',
  phoneFormatted: '+34 600 000 123',
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  appId: null,
  graphUrl: 'https://graph.facebook.com',
  graphVersion: 'v24.0',
  answeredVersion: null,
  readReceipts: 'open',
  typingIndicator: false,
  tokenState: params.has('refused') ? 'refused' : 'ok',
  secrets: {
    accessToken: { present: true, lastFour: '9xQZ' },
    appSecret: { present: true, lastFour: '41b7' },
    verifyToken: { present: true, lastFour: null },
  },
};

let settings: Settings = {
  theme: (params.get('theme') ?? 'light') as Settings['theme'],
  contrast: params.has('contrast') ? 'high' : 'system',
  density: (params.get('density') ?? 'comfortable') as Settings['density'],
  sendKey: 'ctrl_enter',
  singleKeyShortcuts: true,
  notifications: true,
  journalDays: 30,
  amberMinutes: 240,
  redMinutes: 60,
  webhookPort: 0,
  keepDeleted: true,
  mediaConcurrency: 3,
  mediaBudgetMb: 0,
};

const count = Number(params.get('rows') ?? people.length);
const rows: ConversationRow[] = Array.from({ length: params.has('empty') || params.has('none') ? 0 : count }, (_, index) => rowOf(index));

function rowOf(index: number): ConversationRow {
  const sketch = people[index % people.length] ?? (people[0] as Sketch);
  const round = Math.floor(index / people.length);
  const lastAt = Math.round(now - sketch.ago - round * 3 * 24 * HOUR);
  return {
    id: (index + 1) as ConversationId,
    connectionId: connection.id,
    person: {
      contactId: (index + 1) as ContactId,
      name: round === 0 ? sketch.name : `${sketch.name ?? ''} ${round}`,
      initials: sketch.initials,
      tint: (index % 6) + 1,
      isGroup: sketch.group === true,
    },
    preview: {
      messageId: (index * 100 + 40) as MessageId,
      direction: sketch.out === undefined ? 'in' : 'out',
      kind: sketch.kind ?? 'text',
      text: sketch.text,
      state: sketch.out ?? null,
    },
    draft: round === 0 ? (sketch.draft ?? null) : null,
    lastAt,
    unread: round === 0 ? (sketch.unread ?? 0) : 0,
    window: { openedAt: sketch.left === null ? null : round === 0 ? now + sketch.left - 24 * HOUR : lastAt - 30 * HOUR, closedByMetaAt: null },
  };
}

function conversationOf(row: ConversationRow): ConversationView {
  return {
    ...row,
    contact: {
      id: row.person.contactId,
      person: row.person,
      localName: null,
      profileName: row.person.name,
      username: '@mariduarte',
      phone: '+55 19 90000-0132',
      country: 'BR',
      identities: [],
      joins: [],
    },
    draftText: row.draft ?? '',
    messageCount: 40,
    draftExtras: { reply: null, attachments: [] },
    blockedByUs: false,
    blockedBy: row.person.isGroup ? 'group' : null,
  };
}

function messagesOf(row: ConversationRow): MessageView[] {
  const texts = ['Chegou assim 😕', 'Sinto muito, Mariana. Vamos trocar sem custo. Segue a etiqueta para devolver a danificada.', 'Pode retirar com o porteiro, depois das 14h', 'Consegue mandar uma nova até sexta?', 'Bom dia! Reservei uma nova para você. Sai hoje e chega até sexta.'];
  return Array.from({ length: 12 }, (_, index) => {
    const last = index === 11;
    const out = last ? row.preview?.direction === 'out' : index % 3 === 1;
    return {
      id: (row.id * 100 + index) as MessageId,
      conversationId: row.id,
      wamid: null,
      direction: out ? 'out' : 'in',
      kind: last ? (row.preview?.kind ?? 'text') : 'text',
      content: { type: 'text' },
      text: last ? (row.preview?.text ?? null) : (texts[index % texts.length] ?? null),
      sentAt: row.lastAt - (11 - index) * 3 * HOUR,
      receivedAt: row.lastAt - (11 - index) * 3 * HOUR,
      late: false,
      state: out ? (last ? (row.preview?.state ?? 'read') : 'read') : null,
      failure: last && row.preview?.state === 'failed' ? { metaCode: 131026, message: 'This number has no WhatsApp, or a very old one.', cure: 'Try another number.', details: null, canRetry: true } : null,
      quote: null,
      reactions: [],
      forwarded: 'no',
      editedAt: null,
      deleted: null,
      referral: null,
      product: null,
      source: out ? 'api' : 'customer',
      author: null,
      unread: false,
      clientKey: null,
    } satisfies MessageView;
  });
}

const health: HealthView = {
  receiver: { state: 'listening', url: 'http://127.0.0.1:38211/api/webhook/whatsapp', failure: null, lastDeliveryAt: now - 4000, accepted: 482, refusedSignature: 0, refusedOther: 0, empty: 0 },
  journal: { deliveries: 482, received: 511, applied: 480, duplicate: 30, ignored: 1, waiting: 0, quarantined: params.has('warn') ? 1 : 0, balanced: true, oldestBodyAt: now - 20 * 24 * HOUR, bodyBytes: 1_200_000 },
  outbox: { queued: 1, sending: 0, unsure: 0, failed: 1, paused: null, nextTryAt: null },
  graph: { state: 'ok', lastAnswerAt: now - 60_000, skewMs: 120, lastFailure: null },
  media: { waiting: 1, failed: 0, stored: 214, bytes: 84_000_000, paused: null },
  database: { bytes: 24_000_000, messages: 12_000, conversations: 480, contacts: 470, schemaVersion: 10 },
  notices: [],
};

function stateNow(): AppState {
  const open = rows.filter((row) => row.window.openedAt !== null && row.window.openedAt + 24 * HOUR > now);
  return {
    shell: 'headless',
    version: '0.1.0',
    sandbox: params.has('sandbox'),
    sandboxPanelUrl: params.has('sandbox') ? 'http://127.0.0.1:1/' : null,
    connections: params.has('empty') ? [] : [connection],
    settings,
    counts: { all: rows.length, unread: rows.filter((row) => row.unread > 0).length, closing: open.filter((row) => (row.window.openedAt ?? 0) + 20 * HOUR < now).length },
    now: Date.now(),
    offlineSince: params.has('offline') ? now - 5 * MINUTE : null,
    seq: 1,
  };
}

let newestFirst: ConversationRow[] | null = null;

function page(input: { view: string; query?: string; after: { at: number; id: number } | null; limit: number }) {
  const query = (input.query ?? '').toLowerCase();
  newestFirst ??= rows.toSorted((a, b) => b.lastAt - a.lastAt || b.id - a.id);
  let list = query === '' ? newestFirst : newestFirst.filter((row) => (row.person.name ?? '').toLowerCase().includes(query));
  if (input.view === 'unread') list = list.filter((row) => row.unread > 0);
  if (input.view === 'closing') {
    list = list
      .filter((row) => row.window.openedAt !== null && row.window.openedAt + 24 * HOUR > Date.now() && row.window.openedAt + 20 * HOUR < Date.now())
      .toSorted((a, b) => (a.window.openedAt ?? 0) - (b.window.openedAt ?? 0));
  }
  const start = input.after === null ? 0 : list.findIndex((row) => row.id === input.after?.id) + 1;
  const part = list.slice(start, start + input.limit);
  const last = part.at(-1);
  return { rows: part, next: start + input.limit < list.length && last !== undefined ? { at: last.lastAt, id: last.id } : null, total: list.length, seq: 1 };
}

const answers: Record<string, (input: never) => unknown> = {
  'app.state': stateNow,
  'app.watch': () => ({ done: true }),
  'app.changesSince': () => ({ resync: true, epoch: 'look', seq: 1 }),
  'conversations.page': page,
  'conversations.rows': (input: { ids: number[] }) => ({ rows: rows.filter((row) => input.ids.includes(row.id)), seq: 1 }),
  'conversations.counts': () => ({ ...stateNow().counts, seq: 1 }),
  'conversations.open': (input: { id: number }) => {
    const row = rows[input.id - 1] as ConversationRow;
    return { conversation: conversationOf(row), messages: messagesOf(row), hasOlder: false, hasNewer: false, firstUnreadId: null, seq: 1 };
  },
  'conversations.get': (input: { id: number }) => ({ conversation: conversationOf(rows[input.id - 1] as ConversationRow), seq: 1 }),
  'health.get': () => health,
  'settings.change': (input: Partial<Settings>) => {
    settings = { ...settings, ...input };
    return { settings };
  },
  'connections.save': () => ({ connection }),
  'connections.newVerifyToken': () => ({ verifyToken: 'lumen-4471-wicket', connection }),
  'connections.check': () => ({ displayPhone: '+34 600 000 123', verifiedName: 'Casa Lumen', quality: 'GREEN', status: 'CONNECTED' }),
};

/** Calls that the page made, for counting. */
export const calls: string[] = [];

export function fakeInbox(): InboxBridge {
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const bridge: InboxBridge = {
    call: (name, input) => {
      calls.push(name);
      const answer = answers[name];
      const wire = answer === undefined ? { ok: true, value: { done: true } } : { ok: true, value: answer(input as never) };
      return Promise.resolve(structuredClone(wire) as never);
    },
    on: (event, listener) => {
      const known = listeners.get(event) ?? new Set();
      known.add(listener as never);
      listeners.set(event, known);
      return () => known.delete(listener as never);
    },
    files: {
      add(file, name, progress) {
        progress?.(1);
        const url = URL.createObjectURL(file as Blob);
        const kind = file.type.startsWith('image/') ? ('image' as const) : file.type.startsWith('video/') ? ('video' as const) : ('document' as const);
        const grant = { fileId: crypto.randomUUID(), name, mime: file.type, bytes: file.size, width: 800, height: 600, kinds: [kind], refusal: null, url };
        return { grant: Promise.resolve({ ok: true, value: grant }), cancel: () => undefined };
      },
    },
    capabilities: { shell: 'headless', windowButtons: 'none' },
  };
  Object.assign(window, {
    look: { calls, rows, emit: (event: string, payload: never) => listeners.get(event)?.forEach((listener) => listener(payload)) },
  });
  return bridge;
}
