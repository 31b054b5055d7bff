/** The business number and the customers of every made history and made webhook, so that one fits the other. */
export const business = {
  phoneNumberId: '590011223344556',
  wabaId: '720099887766554',
  phone: '+15550100999',
  displayPhone: '15550100999',
  appSecret: 'benchmark-app-secret-0123456789abcdef',
  accessToken: 'benchmark-access-token',
  verifyToken: 'benchmark-verify-token',
} as const;

export interface Customer {
  readonly waId: string;
  readonly userId: string;
  readonly name: string;
}

const firstNames = ['Mariana', 'James', 'Priya', 'عمر', 'Lucía', 'Chen', 'अंजलि', 'Beatriz'];

/** The customer with this number, from 1; conversation, contact and leading identity of a made history have the same number. */
export function customer(id: number): Customer {
  return { waId: `4477009${String(id).padStart(5, '0')}`, userId: `GB.${9_000_000_000 + id}`, name: `${firstNames[id % firstNames.length]} ${id}` };
}

const words = (
  'hola gracias pedido lámpara envío mañana ¿cuándo llega? obrigado entrega sexta foto por favor danke Lieferung morgen ' +
  'thanks order lamp delivery tomorrow when does it arrive perfect see you at the shop شكرا الطلب متى يصل धन्यवाद ऑर्डर कब आएगा 👍'
).split(' ');

/** What somebody says: 3 to 16 words of several scripts. */
export function sentence(random: () => number): string {
  return Array.from({ length: 3 + Math.floor(random() * 14) }, () => words[Math.floor(random() * words.length)]).join(' ');
}

/** A wamid as long as Meta's. */
export function wamidOf(key: string): string {
  return `wamid.HBgM${Buffer.from(`${key}.abcdefghijklmnopqrstuvwxyz`).toString('base64').slice(0, 46).padEnd(46, 'A')}`;
}

/** A small seeded generator: the same history every time. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
