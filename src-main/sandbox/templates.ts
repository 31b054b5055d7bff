import type { Template } from './rules/context.ts';

const shop = { type: 'FOOTER', text: 'Casa Lumen' } as const;

/** The account's templates: of every status and parameter style, a handful. */
export const templates: readonly Template[] = [
  {
    id: '551200000000001',
    name: 'hello_world',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      { type: 'BODY', text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification.' },
      { type: 'FOOTER', text: 'WhatsApp Business Platform sample message' },
    ],
  },
  {
    id: '551200000000002',
    name: 'order_confirmed',
    language: 'pt_BR',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}} confirmado', example: { header_text: ['4471'] } },
      {
        type: 'BODY',
        text: 'Olá {{1}}, recebemos o pagamento de {{2}}. O pedido sai do estoque e chega até {{3}} na sua casa.',
        example: { body_text: [['Mariana', 'R$ 389,00', 'quinta']] },
      },
      shop,
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Obrigada' },
          { type: 'URL', text: 'Acompanhar pedido', url: 'https://casalumen.example/p/{{1}}', example: ['https://casalumen.example/p/4471'] },
        ],
      },
    ],
  },
  {
    id: '551200000000003',
    name: 'order_confirmed',
    language: 'es',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [
      {
        type: 'BODY',
        text: 'Hola {{1}}, hemos recibido su pago de {{2}}. El pedido llega el {{3}} a su casa.',
        example: { body_text: [['Diego', '89,00 €', 'jueves']] },
      },
      shop,
    ],
  },
  {
    id: '551200000000004',
    name: 'order_change',
    language: 'es',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Cambio del pedido {{order_no}}', example: { header_text_named_params: [{ param_name: 'order_no', example: '4460' }] } },
      {
        type: 'BODY',
        text: 'Hola {{first_name}}, su cambio está listo: {{article}}. Puede contestar aquí si tiene dudas.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Diego' },
            { param_name: 'article', example: 'lámpara de mesa verde' },
          ],
        },
      },
      shop,
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Gracias' }, { type: 'QUICK_REPLY', text: 'Tengo una duda' }] },
    ],
  },
  {
    id: '551200000000005',
    name: 'conversation_follow_up',
    language: 'en',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Hi {{first_name}}, we have an answer to your question. Reply here and we go on.',
        example: { body_text_named_params: [{ param_name: 'first_name', example: 'Emma' }] },
      },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Go on' }, { type: 'QUICK_REPLY', text: 'No longer needed' }] },
    ],
  },
  {
    id: '551200000000006',
    name: 'winter_lights',
    language: 'en',
    status: 'APPROVED',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://casalumen.example/winter.jpg'] } },
      { type: 'BODY', text: 'Warm light for dark evenings: 15% off all floor lamps until Sunday.' },
      shop,
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'See the lamps', url: 'https://casalumen.example/winter' }, { type: 'QUICK_REPLY', text: 'Stop offers' }] },
    ],
  },
  {
    id: '551200000000007',
    name: 'delivery_today',
    language: 'de',
    status: 'PAUSED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'Guten Tag {{1}}, Ihre Lampe kommt heute zwischen {{2}} Uhr bei Ihnen an.', example: { body_text: [['Jonas', '14 und 16']] } }, shop],
  },
  {
    id: '551200000000008',
    name: 'new_collection',
    language: 'fr',
    status: 'REJECTED',
    category: 'MARKETING',
    parameter_format: 'POSITIONAL',
    components: [{ type: 'BODY', text: 'La nouvelle collection est arrivée en boutique.' }],
  },
];
