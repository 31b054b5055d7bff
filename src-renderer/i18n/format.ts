/** Times and lengths of time in the words of the interface. All times are epoch milliseconds in the local time zone. */

// Dates in the order that the design writes them: "Monday 16 November".
const language = 'en-GB';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockWithSeconds = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const shortWeekday = new Intl.DateTimeFormat(language, { weekday: 'short' });
const longWeekday = new Intl.DateTimeFormat(language, { weekday: 'long' });
const shortDate = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
const shortDateWithYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
const longDate = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
const longDateWithYear = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' });
const relativeDay = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
const unit = (name: 'hour' | 'minute' | 'second', display: 'narrow' | 'short'): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: display });
const narrow = { hour: unit('hour', 'narrow'), minute: unit('minute', 'narrow') };
const plain = new Intl.NumberFormat(language);

/** How many calendar days `at` lies before `now` in local time; negative when it lies ahead. */
export function daysBefore(at: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
}

function startOfDay(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}

/** "15:26" */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** "15:26:04" */
export function exactTimeOfDay(at: number): string {
  return clockWithSeconds.format(at);
}

/** For list rows: "15:26" today, "Mon" within six days, else "3 Nov" with the year when it is another one. */
export function listTime(at: number, now: number): string {
  const days = daysBefore(at, now);
  if (days <= 0 && days > -1) return clock.format(at);
  if (days > 0 && days < 7) return shortWeekday.format(at);
  return sameYear(at, now) ? shortDate.format(at) : shortDateWithYear.format(at);
}

/** For day lines: "Today", "Yesterday", "Monday 16 November", with the year when it is another one. */
export function dayName(at: number, now: number): string {
  const days = daysBefore(at, now);
  if (days === 0 || days === 1 || days === -1) return capitalised(relativeDay.format(-days, 'day'));
  return sameYear(at, now) ? longDate.format(at) : longDateWithYear.format(at);
}

/** A moment with its day where it is not today: "18:40", "yesterday 18:05", "Saturday 18:05", "3 Nov 18:05". */
export function moment(at: number, now: number): string {
  const days = daysBefore(at, now);
  const time = clock.format(at);
  if (days === 0) return time;
  if (days === 1 || days === -1) return `${relativeDay.format(-days, 'day')} ${time}`;
  if (Math.abs(days) < 7) return `${longWeekday.format(at)} ${time}`;
  return `${(sameYear(at, now) ? shortDate : shortDateWithYear).format(at)} ${time}`;
}

/** Full date and time for tooltips and details: "16 November 2026, 15:26:04". */
export function fullMoment(at: number): string {
  return `${longDateWithYear.format(at)}, ${clockWithSeconds.format(at)}`;
}

/** A day on its own: "18 February 2028". */
export function dayDate(at: number): string {
  return longDateWithYear.format(at);
}

/** A length of time in words: "23 h 51 min", "38 min", "2 d 4 h". Parts are cut off, never rounded up: under a minute is "0 min". */
export function duration(lengthMs: number): string {
  const minutes = Math.max(0, Math.floor(lengthMs / MINUTE_MS));
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${plain.format(Math.floor(hours / 24))} d ${plain.format(hours % 24)} h`;
  if (hours === 0) return `${plain.format(minutes)} min`;
  return minutes % 60 === 0 ? `${plain.format(hours)} h` : `${plain.format(hours)} h ${plain.format(minutes % 60)} min`;
}

/** With seconds, for the last hour: "12 min 04 s", "42 s". */
export function countdown(lengthMs: number): string {
  const seconds = Math.max(0, Math.ceil(lengthMs / 1000));
  if (seconds < 60) return `${plain.format(seconds)} s`;
  if (seconds >= 3600) return duration(lengthMs);
  return `${plain.format(Math.floor(seconds / 60))} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** For the pill under the ring: "3h", "38m". An open window never shows less than one minute. */
export function pillTime(lengthMs: number): string {
  const hours = Math.floor(lengthMs / HOUR_MS);
  return hours >= 1 ? narrow.hour.format(hours) : narrow.minute.format(Math.max(1, Math.floor(lengthMs / MINUTE_MS)));
}

/** "48", "50,000". */
export function number(value: number): string {
  return plain.format(value);
}

/** For badges: "4", "99+". */
export function badgeNumber(value: number): string {
  return value > 99 ? `${plain.format(99)}+` : plain.format(value);
}

/** "118 MB", "184 kB"; decimal units, as file managers and Meta count. */
export function fileSize(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return new Intl.NumberFormat(language, { style: 'unit', unit: units[step] ?? 'byte', maximumFractionDigits: value < 10 && step > 0 ? 1 : 0 }).format(value);
}

/** "0:23", "1:02:05": position and length of a recording. */
export function playTime(lengthMs: number): string {
  const seconds = Math.max(0, Math.round(lengthMs / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

/** An amount in its currency: "R$ 389.00"; with the bare code where the currency is not known. */
export function money(amount: number, currency: string | null): string {
  if (currency !== null && /^[A-Za-z]{3}$/.test(currency)) {
    return new Intl.NumberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(amount);
  }
  const digits = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);
  return currency === null || currency.trim() === '' ? digits : `${digits} ${currency.trim()}`;
}

/** "Brazilian Portuguese" for `pt_BR`; the code itself where no name is known. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(code.replace('_', '-')) ?? code;
  } catch {
    return code;
  }
}

/** "-22.90556, -47.06083" */
export function coordinates(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

function sameYear(at: number, now: number): boolean {
  return new Date(at).getFullYear() === new Date(now).getFullYear();
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
