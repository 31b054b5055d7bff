import type { MessageId, Wamid } from '../../src-main/domain/ids.ts';
import type { MessageContent, MessageView } from '../../src-preload/contract/index.ts';
import { media, picture, voice } from './fake-media.ts';

export type Part = Partial<MessageView> & { readonly ago: number };

const now = Date.now();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const longText = Array.from({ length: 44 }, (_, line) => `Line ${line + 1} of a long list that a customer pasted`).join('\n');
const image = (one: ReturnType<typeof picture> | null): Pick<MessageView, 'kind' | 'content' | 'text'> => ({ kind: 'image', text: null, content: { type: 'image', media: one } });
const sent = { direction: 'out', state: 'read' } as const;
const content = (value: MessageContent, kind: string = value.type): Pick<MessageView, 'kind' | 'content' | 'text'> => ({ kind, content: value, text: null });
const card = { phones: [], emails: [], urls: [], addresses: [], organisation: null, birthday: null };

/** One of every kind that a bubble can be, in the order of the design's table. */
export function everyKind(clipUrl: string): readonly Part[] {
  let ago = 4000;
  const next = (step = 7): number => (ago -= step);
  const parts: Part[] = [
    {
      ago: next(), text: 'Oi! Vi o anúncio da luminária Arco. Vocês entregam em Campinas?',
      referral: { headline: 'Luminária Arco, 15% off', body: 'Luz quente para ler. Entrega em todo o Brasil.', sourceUrl: 'https://fb.example/ad/4471', sourceType: 'ad', mediaType: 'image', welcome: 'Oi! Como podemos ajudar?' },
    },
    { ago: next(1), ...sent, text: 'Oi Mariana! Entregamos sim, em 3 a 5 dias úteis. 💡' },
    { ago: next(), text: '*Bold*, _italic_, ~gone~, `code` and *_both_*.\n> said before\nanswer to it\n- first\n- second *point*\n1. one\n2. two' },
    { ago: next(1), text: '```\nlet total = 3 * 389\n```' },
    { ago: next(), text: 'Pode retirar com o porteiro, depois das 14h. O site é https://exemplo.com.br/retirada_hoje (portaria) ou ligue +55 19 90000-0147.' },
    { ago: next(), text: '😍😍' },
    { ago: next(), ...image(picture('lamp', 1600, 1200)), text: 'Chegou assim 😕' },
    { ago: next(1), ...image(picture('box', 900, 1600)) },
    { ago: next(), ...sent, ...image(picture('sun', 1200, 800)) },
    { ago: next(), ...image(picture('lamp', 1200, 900)) },
    { ago: ago - 0.2, ...image(picture('box', 1200, 900)) },
    { ago: next(20), ...image(picture('lamp', 900, 900)) },
    { ago: ago - 0.2, ...image(picture('box', 900, 900)) },
    { ago: ago - 0.3, ...image(picture('sun', 900, 900)), text: 'Três fotos de uma vez' },
    { ago: next(20), ...sent, ...image(picture('lamp', 900, 900)) },
    { ago: ago - 0.1, ...sent, ...image(picture('box', 900, 900)) },
    { ago: ago - 0.2, ...sent, ...image(picture('sun', 900, 900)) },
    { ago: ago - 0.3, ...sent, ...image(picture('lamp', 900, 900)) },
    { ago: ago - 0.4, ...sent, ...image(picture('box', 900, 900)) },
    { ago: ago - 0.5, ...sent, ...image(picture('sun', 900, 900)) },
    { ago: next(20), ...image(media({ state: 'waiting', width: 1600, height: 1200, nextTryAt: now + 8 * MINUTE, deadlineAt: now + 26 * 24 * HOUR })) },
    { ago: next(2), ...image(media({ state: 'downloading', width: 1600, height: 700 })) },
    { ago: next(2), ...image(media({ state: 'failed', width: 1200, height: 900, deadlineAt: now + 40 * HOUR, failure: { message: 'Meta did not answer.', cure: 'Wicket tries again by itself.' } })), text: 'Com legenda' },
    { ago: next(2), ...image(media({ state: 'gone', width: 600, height: 1600 })) },
    { ago: next(2), ...image(null), source: 'history' },
    { ago: next(), ...content({ type: 'video', media: media({ url: clipUrl, mime: 'video/webm', width: 320, height: 180, durationMs: 600 }) }), text: 'O vídeo da montagem' },
    { ago: next(), ...sent, ...content({ type: 'video', media: media({ state: 'waiting', width: 1080, height: 1920, mime: 'video/mp4' }) }) },
    { ago: next(), ...content({ type: 'sticker', media: picture('heart', 512, 512), animated: false }) },
    { ago: next(), ...sent, ...content({ type: 'sticker', media: picture('heart', 512, 512), animated: true }), reactions: [{ emoji: '❤️', from: 'in', at: now }] },
    { ago: next(), ...content({ type: 'voice', media: voice(23) }, 'audio') },
    { ago: next(), ...content({ type: 'voice', media: voice(41, { waveform: Array.from({ length: 64 }, (_, bar) => Math.round(50 + 50 * Math.sin(bar / 3))) }) }, 'audio'), direction: 'out', state: 'played' },
    { ago: next(), ...content({ type: 'audio', media: voice(125) }) },
    { ago: next(), ...content({ type: 'voice', media: media({ state: 'waiting', durationMs: 12_000, mime: 'audio/ogg', deadlineAt: now + 20 * HOUR }) }, 'audio') },
    { ago: next(), ...sent, ...content({ type: 'document', media: media({ url: 'data:application/pdf,', mime: 'application/pdf', bytes: 184_000, pages: 1 }), filename: 'Etiqueta-devolucao-4471.pdf' }) },
    { ago: next(), ...content({ type: 'document', media: media({ url: 'data:application/octet-stream,', mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes: 2_400_000, hashMismatch: true }), filename: 'Relatório de vendas do primeiro trimestre de 2026 (versão final revisada).xlsx' }), text: 'Segue a planilha' },
    { ago: next(), ...content({ type: 'document', media: media({ state: 'failed', url: null, mime: 'application/zip', bytes: null, failure: { message: 'The disk is full.', cure: 'Make room, then fetch it.' }, deadlineAt: now + 50 * HOUR }), filename: 'fotos.zip' }) },
    { ago: next(), ...content({ type: 'location', latitude: -22.90556, longitude: -47.06083, name: 'Rua das Palmeiras 120', address: 'Campinas, SP', url: null }) },
    { ago: next(), ...sent, ...content({ type: 'location', latitude: 40.41678, longitude: -3.70379, name: null, address: null, url: null }) },
    { ago: next(), ...content({ type: 'contacts', cards: [{ ...card, name: 'Seu Jorge (portaria)', phones: [{ phone: '+55 19 90000-0198', waId: '5519900000198', type: 'CELL' }] }] }) },
    {
      ago: next(), ...content({
        type: 'contacts',
        cards: [
          { name: 'Ana Prado', organisation: 'Casa Lumen, Compras', birthday: '1990-04-11', phones: [{ phone: '+34 600 000 111', waId: null, type: 'WORK' }, { phone: '+34 600 000 112', waId: '34600000112', type: null }], emails: [{ email: 'ana@lumen.example', type: 'WORK' }], urls: [{ url: 'https://lumen.example', type: null }], addresses: [{ text: 'Calle Mayor 1, Madrid', type: 'WORK' }] },
          { ...card, name: '' },
        ],
      }),
    },
    { ago: next(), ...sent, text: 'Como prefere receber?', kind: 'interactive', content: { type: 'interactive', how: 'buttons', header: 'Pedido 4471', footer: 'Casa Lumen', buttons: [{ id: 'a', title: 'Em casa' }, { id: 'b', title: 'Na loja' }], sections: [], link: null } },
    { ago: next(1), ...content({ type: 'choice', how: 'button', title: 'Em casa', description: null, id: 'a' }, 'interactive'), quote: { wamid: 'q1' as Wamid, messageId: 41 as MessageId, direction: 'out', kind: 'interactive', text: 'Como prefere receber?' } },
    {
      ago: next(), ...sent, text: 'Escolha um horário:', kind: 'interactive',
      content: { type: 'interactive', how: 'list', header: null, footer: 'Horários de Brasília', buttons: [], link: null, sections: [{ title: 'Manhã', rows: [{ id: '1', title: '9h às 11h', description: 'Portaria aberta' }, { id: '2', title: '11h às 13h', description: null }] }, { title: 'Tarde', rows: [{ id: '3', title: '14h às 16h', description: null }] }] },
    },
    { ago: next(1), ...content({ type: 'choice', how: 'list', title: '14h às 16h', description: 'Portaria aberta até 20h', id: '3' }, 'interactive'), quote: { wamid: 'q2' as Wamid, messageId: null, direction: 'out', kind: 'interactive', text: 'Escolha um *horário*:' } },
    { ago: next(), ...sent, text: 'Acompanhe aqui o seu pedido.', kind: 'interactive', content: { type: 'interactive', how: 'link', header: null, footer: null, buttons: [], sections: [], link: { title: 'Acompanhar pedido', url: 'https://lumen.example/pedidos/4471' } } },
    { ago: next(), ...sent, text: 'Onde entregamos?', kind: 'interactive', content: { type: 'interactive', how: 'location_request', header: null, footer: null, buttons: [], sections: [], link: null } },
    { ago: next(), ...sent, kind: 'template', content: { type: 'template', name: 'order_confirmed', language: 'pt_BR' }, text: 'Olá Mariana, recebemos o pagamento de *R$ 389,00*. A luminária Arco sai do estoque na segunda e chega até quinta.' },
    { ago: next(1), ...content({ type: 'choice', how: 'template_button', title: 'Falar com a loja', description: null, id: null }, 'button') },
    { ago: next(), ...content({ type: 'form', name: 'Dados de entrega', fields: [{ label: 'Nome', value: 'Mariana Duarte' }, { label: 'Rua', value: 'Rua das Palmeiras 120' }, { label: 'Observações', value: 'Deixar com o porteiro.\nDepois das 14h.' }], unreadable: null }, 'interactive') },
    { ago: next(), ...content({ type: 'form', name: null, fields: [], unreadable: '{"flow_token":"abc","broken' }, 'interactive') },
    { ago: next(), ...content({ type: 'permission', what: 'call', granted: true, until: now + 6 * 24 * HOUR }, 'interactive') },
    { ago: next(), ...content({ type: 'order', catalogId: '10', lines: [{ productId: 'ARCO-PT-01', quantity: 2, price: 389, currency: 'BRL' }, { productId: 'BULB-E27', quantity: 1, price: 24.9, currency: 'BRL' }], totals: [{ amount: 802.9, currency: 'BRL' }] }), text: 'Pode ser tudo junto?' },
    { ago: next(), text: 'Tem em preto?', product: { catalogId: '1094', productId: 'ARCO-PT-01' } },
    {
      ago: next(), ...sent, text: 'Sinto muito, Mariana. Vamos trocar sem custo. Segue a etiqueta para devolver a danificada.',
      quote: { wamid: 'w5' as Wamid, messageId: 7 as MessageId, direction: 'in', kind: 'image', text: 'Chegou assim 😕' }, reactions: [{ emoji: '🙏', from: 'in', at: now }, { emoji: '👍', from: 'out', at: now }],
    },
    { ago: next(), text: 'Consegue mandar uma nova até sexta?', forwarded: 'often' },
    { ago: next(), text: 'Até sexta, dia 27, por favor', editedAt: now - HOUR },
    { ago: next(), text: null, deleted: { by: 'in', at: now } },
    { ago: next(), text: 'O texto que ficou', deleted: { by: 'in', at: now } },
    { ago: next(), ...sent, text: null, deleted: { by: 'out', at: now } },
    { ago: next(), ...content({ type: 'unsupported', what: 'poll', onPhoneOnly: false }, 'unsupported') },
    { ago: next(), ...content({ type: 'unsupported', what: null, onPhoneOnly: true }, 'unsupported') },
    { ago: next(), ...content({ type: 'unsupported', what: null, onPhoneOnly: false }, 'hologram') },
    { ago: next(), ...content({ type: 'call', outcome: 'missed', durationMs: null }) },
    { ago: next(), ...content({ type: 'call', outcome: 'answered', durationMs: 192_000 }), ...sent },
    { ago: next(), kind: 'system', content: { type: 'system', event: 'number_changed', detail: null }, text: 'Mariana Duarte changed from +55 19 90000-0100 to +55 19 90000-0132' },
    { ago: next(), kind: 'system', content: { type: 'system', event: 'identity_changed', detail: null }, text: null },
    { ago: next(), text: 'Cheguei tarde', late: true, receivedAt: now - 440 * MINUTE },
    { ago: next(), text: longText },
    { ago: next(), text: 'متى يصل الطلب رقم ٤٤٨٢؟ أحتاجه قبل يوم الخميس لأنني مسافر.' },
    { ago: next(1), text: 'Pedido رقم 4482 em *العربية* misturado' },
    { ago: next(), direction: 'out', source: 'phone_app', state: 'delivered', text: 'مرحبًا، تم تحديث العنوان وسيصل الطلب غدًا.' },
    {
      ago: next(), direction: 'out', state: 'failed', text: 'Segue o vídeo da montagem.',
      failure: { metaCode: 131026, message: 'This number has no WhatsApp, or a very old one.', cure: 'Try another number.', details: null, canRetry: true },
    },
    { ago: next(), direction: 'out', state: 'failed', ...image(picture('sun', 1200, 800)), failure: { metaCode: 131053, message: 'WhatsApp could not read the file.', cure: 'Send it in another format.', details: null, canRetry: false } },
    { ago: next(), direction: 'out', state: 'unsure', text: 'A transportadora passa às 16h. 📦' },
    { ago: next(), direction: 'out', state: 'cancelled', text: 'Esquece, já achei.' },
    { ago: next(), direction: 'out', state: 'queued', text: 'O código de rastreio da nova é BR 4471 882.' },
  ];
  return parts;
}
