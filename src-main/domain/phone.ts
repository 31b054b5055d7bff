import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';

/**
 * Phone numbers as WhatsApp names them: digits with the country code. The `wa_id` that Meta reports is the identity and is never rewritten;
 * the rules here only say which spellings may name the same line.
 */

const allDigits = /^\d+$/;

/** First digits of an old Ivorian number, and the prefix that it was given in 2021. */
function ivorianPrefix(old: string): readonly string[] {
  const [first, second] = [old.charAt(0), old.charAt(1)];
  if (first === '2' || first === '3') return ['21', '25', '27'];
  if (second >= '0' && second <= '3') return ['01'];
  if (second >= '4' && second <= '6') return ['05'];
  return ['07'];
}

/**
 * The form under which spellings of one number meet, for a `wa_id` of digits; null for anything else. Numbers of countries without a rule
 * and fragments are their own form. Two Argentine spellings share it too, but see `sameLine`.
 */
export function matchKey(waId: string): string | null {
  if (!allDigits.test(waId)) return null;
  // Brazil: mobiles got a 9 before their eight digits. A landline (first of the eight is 2 to 5) never has one.
  if (waId.length === 13 && waId.startsWith('55') && waId.charAt(4) === '9' && waId.charAt(5) >= '6') {
    return waId.slice(0, 4) + waId.slice(5);
  }
  // Argentina: a 9 after the country code marks a mobile.
  if (waId.length === 13 && waId.startsWith('549')) return `54${waId.slice(3)}`;
  // Mexico: a 1 stood before mobiles until 2019; only where ten digits follow is it that 1.
  if (waId.length === 13 && waId.startsWith('521')) return `52${waId.slice(3)}`;
  // Ivory Coast: eight digits became ten in 2021.
  if (waId.length === 13 && waId.startsWith('225')) {
    const old = waId.slice(5);
    if (ivorianPrefix(old).includes(waId.slice(3, 5))) return `225${old}`;
  }
  return waId;
}

/** Other forms in which people may write the number of a `wa_id`, for searching; none where its country has no rule. */
export function otherSpellings(waId: string): string[] {
  const key = matchKey(waId);
  if (key === null) return [];
  const spellings = [key];
  if (key.length === 12) {
    if (key.startsWith('55') && key.charAt(4) >= '6') spellings.push(`${key.slice(0, 4)}9${key.slice(4)}`);
    if (key.startsWith('54')) spellings.push(`549${key.slice(2)}`);
    if (key.startsWith('52')) spellings.push(`521${key.slice(2)}`);
  }
  if (key.length === 11 && key.startsWith('225')) {
    for (const prefix of ivorianPrefix(key.slice(3))) spellings.push(`225${prefix}${key.slice(3)}`);
  }
  return spellings.filter((spelling) => spelling !== waId);
}

/** A `wa_id` with the time at which it was first seen (epoch ms by Meta's clock). */
export interface SeenNumber {
  readonly waId: string;
  readonly firstSeenAt: number;
}

/**
 * Whether two numbers with the same match key are taken for one line. Only Argentina asks for more than the key: the number without the 9
 * may be somebody's landline, so it joins the one with the 9 only if it was seen first.
 */
export function sameLine(a: SeenNumber, b: SeenNumber): boolean {
  if (a.waId === b.waId) return true;
  const key = matchKey(a.waId);
  if (key === null || key !== matchKey(b.waId)) return false;
  if (!key.startsWith('54') || key.length !== 12) return true;
  const [bare, mobile] = a.waId.length < b.waId.length ? [a, b] : [b, a];
  return bare.firstSeenAt <= mobile.firstSeenAt;
}

/**
 * Which of one contact's numbers to write to: in Brazil the newer form (with the 9) of a line that is stored in both, then the one seen
 * last; equal times are decided by the number itself. Null when there is none.
 */
export function primaryWaId(numbers: readonly { readonly waId: string; readonly lastSeenAt: number }[]): string | null {
  const stored = new Set(numbers.map((number) => number.waId));
  const candidates = numbers.filter(({ waId }) => !isOlderBrazilian(waId, stored));
  let best: { readonly waId: string; readonly lastSeenAt: number } | null = null;
  for (const number of candidates) {
    if (best === null || number.lastSeenAt > best.lastSeenAt || (number.lastSeenAt === best.lastSeenAt && number.waId > best.waId)) best = number;
  }
  return best?.waId ?? null;
}

function isOlderBrazilian(waId: string, stored: ReadonlySet<string>): boolean {
  return waId.length === 12 && waId.startsWith('55') && stored.has(`${waId.slice(0, 4)}9${waId.slice(4)}`) && waId.charAt(4) >= '6';
}

/**
 * What a person typed, as digits with the country code; null when that is no possible phone number. `ownPhone` (E.164, one's own number)
 * gives the country where none was typed. Knows `00` and `+44 (0)`; checks possible, never valid.
 */
export function cleanTypedNumber(typed: string, ownPhone?: string): string | null {
  const text = typed.trim().replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
  const international = text.replace(/^00/, '+').replace(/\(\s*0\s*\)/g, '');
  const digits = international.replace(/\D/g, '');
  if (digits.length < 5 || /[\p{L}@]/u.test(text)) return null;
  if (international.startsWith('+')) return possible(international);
  const callingCode = ownPhone === undefined ? undefined : parsePhoneNumberFromString(ownPhone)?.countryCallingCode;
  return (callingCode === undefined ? null : possible(international, callingCode)) ?? possible(`+${digits}`);
}

function possible(text: string, callingCode?: string): string | null {
  const parsed = parsePhoneNumberFromString(text, callingCode === undefined ? {} : { defaultCallingCode: callingCode });
  return parsed?.isPossible() === true ? parsed.number.slice(1) : null;
}

function countryOf(digits: string): CountryCode | undefined {
  const parsed = parsePhoneNumberFromString(`+${digits}`);
  // A number that is no valid one belongs to several: the first is the country that the code is named after.
  return parsed?.country ?? parsed?.getPossibleCountries()[0];
}

/** ISO country of a `wa_id`, two letters; null when it cannot be told. */
export function countryOfNumber(waId: string): string | null {
  return (allDigits.test(waId) ? countryOf(waId) : undefined) ?? null;
}

/** A `wa_id` as people write it, `+44 7700 900123`; what is not digits stays as it is. */
export function formatNumber(waId: string): string {
  if (!allDigits.test(waId)) return waId;
  return parsePhoneNumberFromString(`+${waId}`)?.formatInternational() ?? `+${waId}`;
}
