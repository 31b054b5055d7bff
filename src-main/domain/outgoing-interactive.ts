import type { OutgoingButtons, OutgoingLink, OutgoingList } from './outgoing.ts';
import type { OutgoingProblem } from './outgoing-limits.ts';
import { problem, tooLong } from './outgoing-limits.ts';

/** Limits of interactive messages (Meta: "Interactive reply buttons", "Interactive lists", "Interactive call-to-action URL buttons"). */
export const interactiveLimits = {
  body: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowTitle: 24,
  rowId: 200,
  rowDescription: 72,
  linkTitle: 20,
} as const;

/** Checks reply buttons; null when they may be sent. */
export function checkButtons(content: OutgoingButtons): OutgoingProblem | null {
  const { buttons } = content;
  if (buttons.length === 0 || buttons.length > interactiveLimits.buttons) {
    return problem('bad_input', 'buttons', 'A message holds 1 to 3 buttons.', 'Take some out, or send a list.');
  }
  const each = first(buttons.entries(), ([place, { id, title }]) => {
    const at = `buttons[${place}]`;
    return (
      named(`${at}.title`, 'A button', title, interactiveLimits.buttonTitle) ??
      (hasMarkup(title) ? problem('bad_input', `${at}.title`, 'The words on a button cannot be formatted.', 'Take the formatting out.') : null) ??
      keyed(`${at}.id`, id, interactiveLimits.buttonId)
    );
  });
  return (
    checkWords(content, interactiveLimits.body) ??
    each ??
    repeated('buttons', buttons.map(({ title }) => title), 'Two buttons say the same.', 'Give each its own words.') ??
    repeated('buttons', buttons.map(({ id }) => id), 'Two buttons have the same id.', 'Give each its own id.')
  );
}

/** Checks a list; null when it may be sent. */
export function checkList(content: OutgoingList): OutgoingProblem | null {
  const { sections } = content;
  const rows = sections.flatMap((section) => section.rows);
  return (
    checkWords(content, interactiveLimits.listBody) ??
    named('button', 'The button', content.button, interactiveLimits.listButton) ??
    countedSections(sections.length, rows.length) ??
    first(sections.entries(), ([place, section]) => checkSection(section, `sections[${place}]`, sections.length > 1)) ??
    repeated('sections', rows.map(({ id }) => id), 'Two rows have the same id.', 'Give each its own id.')
  );
}

function countedSections(sections: number, rows: number): OutgoingProblem | null {
  if (sections === 0 || sections > interactiveLimits.sections) return problem('bad_input', 'sections', 'A list holds 1 to 10 sections.', 'Take some out.');
  if (rows > interactiveLimits.rows) return problem('bad_input', 'sections', `A list holds at most 10 rows in all its sections, not ${rows}.`, 'Take some out.');
  return null;
}

function checkSection(section: OutgoingList['sections'][number], at: string, titled: boolean): OutgoingProblem | null {
  const { title } = section;
  if (titled || (title !== null && title !== '')) {
    const bad = named(`${at}.title`, 'A section', title ?? '', interactiveLimits.sectionTitle);
    if (bad !== null) return bad;
  }
  if (section.rows.length === 0) return problem('bad_input', `${at}.rows`, 'A section needs at least one row.', 'Add a row, or take the section out.');
  return first(section.rows.entries(), ([place, row]) => {
    const field = `${at}.rows[${place}]`;
    return (
      named(`${field}.title`, 'A row', row.title, interactiveLimits.rowTitle) ??
      keyed(`${field}.id`, row.id, interactiveLimits.rowId) ??
      tooLong(`${field}.description`, 'The description', row.description ?? '', interactiveLimits.rowDescription)
    );
  });
}

/** Checks a link button; null when it may be sent. */
export function checkLink(content: OutgoingLink): OutgoingProblem | null {
  return checkWords(content, interactiveLimits.body) ?? named('title', 'The button', content.title, interactiveLimits.linkTitle) ?? checkAddress(content.url);
}

function checkAddress(url: string): OutgoingProblem | null {
  const address = /^https?:\/\/[^\s/?#]+\S*$/iu.test(url.trim());
  return address ? tooLong('url', 'The address', url, 2000) : problem('bad_input', 'url', 'That is not a web address.', 'Write it with https:// at its beginning.');
}

function checkWords({ body, header, footer }: { readonly body: string; readonly header: string | null; readonly footer: string | null }, most: number): OutgoingProblem | null {
  if (body.trim() === '') return problem('text_empty', 'body', 'There is no text to send.', 'Write something first.');
  return (
    tooLong('body', 'The text', body, most) ??
    tooLong('header', 'The heading', header ?? '', interactiveLimits.header) ??
    tooLong('footer', 'The footer', footer ?? '', interactiveLimits.footer)
  );
}

function named(field: string, name: string, text: string, most: number): OutgoingProblem | null {
  return text.trim() === '' ? problem('bad_input', field, `${name} needs words.`, 'Enter them.') : tooLong(field, name, text, most);
}

function keyed(field: string, id: string, most: number): OutgoingProblem | null {
  if (id === '' || id !== id.trim()) return problem('bad_input', field, 'An id must not be empty, nor begin or end with a blank.', 'Correct it.');
  return tooLong(field, 'The id', id, most);
}

function repeated(field: string, values: readonly string[], message: string, cure: string): OutgoingProblem | null {
  return new Set(values).size === values.length ? null : problem('bad_input', field, message, cure);
}

/** WhatsApp's own marks around words. */
function hasMarkup(text: string): boolean {
  return /\*[^*\s][^*]*\*|_[^_\s][^_]*_|~[^~\s][^~]*~|```/u.test(text);
}

function first<T>(items: Iterable<T>, check: (item: T) => OutgoingProblem | null): OutgoingProblem | null {
  for (const item of items) {
    const found = check(item);
    if (found !== null) return found;
  }
  return null;
}
