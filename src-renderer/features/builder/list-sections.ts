import { orNull } from './card.ts';

export interface ListRow {
  readonly key: string;
  readonly title: string;
  readonly description: string;
}

/** A section of a list while it is being written. */
export interface ListSection {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly ListRow[];
}

const newRow = (): ListRow => ({ key: crypto.randomUUID(), title: '', description: '' });

export function newSection(): ListSection {
  return { key: crypto.randomUUID(), title: '', rows: [newRow()] };
}

export function rowCount(sections: readonly ListSection[]): number {
  return sections.reduce((sum, { rows }) => sum + rows.length, 0);
}

export function addSection(sections: readonly ListSection[]): readonly ListSection[] {
  return [...sections, newSection()];
}

export function addRow(sections: readonly ListSection[], sectionKey: string): readonly ListSection[] {
  return sections.map((section) => (section.key === sectionKey ? { ...section, rows: [...section.rows, newRow()] } : section));
}

export function changeRow(sections: readonly ListSection[], rowKey: string, change: Partial<Pick<ListRow, 'title' | 'description'>>): readonly ListSection[] {
  return sections.map((section) => ({ ...section, rows: section.rows.map((row) => (row.key === rowKey ? { ...row, ...change } : row)) }));
}

/** Takes a row out; a section without rows goes with its last one. */
export function removeRow(sections: readonly ListSection[], rowKey: string): readonly ListSection[] {
  return sections.map((section) => ({ ...section, rows: section.rows.filter(({ key }) => key !== rowKey) })).filter(({ rows }) => rows.length > 0);
}

/** As it is sent; ids count through, so that the answer names its row. */
export function toSections(sections: readonly ListSection[]) {
  let number = 0;
  return sections.map(({ title, rows }) => ({
    title: orNull(title),
    rows: rows.map((row) => ({ id: `row-${(number += 1)}`, title: row.title.trim(), description: orNull(row.description) })),
  }));
}
