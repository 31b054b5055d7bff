import { describe, expect, test } from 'vitest';
import { addRow, addSection, changeRow, newSection, removeRow, rowCount, toSections } from './list-sections.ts';

describe('a list while it is being written', () => {
  test('counts its rows through, whatever section they stand in', () => {
    const first = newSection();
    const two = addSection(addRow([first], first.key));
    const rows = two.flatMap((section) => section.rows);
    const named = rows.reduce((sections, row, index) => changeRow(sections, row.key, { title: ` Row ${index} `, description: '' }), two);
    expect(rowCount(named)).toBe(3);
    expect(toSections(named)).toEqual([
      { title: null, rows: [{ id: 'row-1', title: 'Row 0', description: null }, { id: 'row-2', title: 'Row 1', description: null }] },
      { title: null, rows: [{ id: 'row-3', title: 'Row 2', description: null }] },
    ]);
  });

  test('a section goes with its last row', () => {
    const sections = addSection([newSection()]);
    expect(removeRow(sections, sections[1]?.rows[0]?.key ?? '')).toEqual([sections[0]]);
  });
});
