/** A schema of Meta's OpenAPI file, as far as requests are checked with it. */
export interface Schema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  /** Read as "one of these fits"; what fits least badly is told. */
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly maxLength?: string;
  readonly minItems?: string;
  readonly maxItems?: string;
  readonly $ref?: string;
}

type Node = string | Node[] | { [key: string]: Node };

/** Reads one schema of `components/schemas` out of the file's text: maps, lists and plain scalars, which is all that schemas use. */
export function readSchema(yaml: string, name: string): Schema {
  const lines = yaml.split('\n');
  const from = lines.findIndex((line) => line === `    ${name}:`);
  if (from < 0) throw new Error(`no schema ${name}`);
  const length = lines.slice(from + 1).findIndex((line) => /^ {0,4}\S/u.test(line));
  const block = lines.slice(from + 1, length < 0 ? undefined : from + 1 + length);
  // Descriptions run over several lines; what is neither a key nor an item belongs to one.
  const kept = block.filter((line) => /^ *(?:- )?[$\w]+:(?: |$)|^ *- /u.test(line));
  return readNode(kept, { at: 0 }, indentOf(kept[0] ?? '')) as Schema;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function readNode(lines: string[], place: { at: number }, indent: number): Node {
  return (lines[place.at] ?? '').trimStart().startsWith('- ') ? readList(lines, place, indent) : readMap(lines, place, indent);
}

function readList(lines: string[], place: { at: number }, indent: number): Node[] {
  const items: Node[] = [];
  for (let line = lines[place.at]; line !== undefined && indentOf(line) === indent && line.trimStart().startsWith('- '); line = lines[place.at]) {
    const item = line.trimStart().slice(2);
    if (/^[$\w]+:(?: |$)/u.test(item)) {
      lines[place.at] = `${' '.repeat(indent + 2)}${item}`;
      items.push(readMap(lines, place, indent + 2));
    } else {
      items.push(scalar(item));
      place.at += 1;
    }
  }
  return items;
}

function readMap(lines: string[], place: { at: number }, indent: number): { [key: string]: Node } {
  const map: { [key: string]: Node } = {};
  for (let line = lines[place.at]; line !== undefined && indentOf(line) === indent && !line.trimStart().startsWith('- '); line = lines[place.at]) {
    const [, key = '', value = ''] = /^ *([$\w]+): ?(.*)$/u.exec(line) ?? [];
    place.at += 1;
    const next = lines[place.at];
    if (value !== '' || next === undefined) map[key] = scalar(value);
    else if (indentOf(next) > indent || (indentOf(next) === indent && next.trimStart().startsWith('- '))) map[key] = readNode(lines, place, indentOf(next));
    else map[key] = '';
    // Continuations of a description that look like keys lie deeper.
    while (place.at < lines.length && indentOf(lines[place.at] ?? '') > indent) place.at += 1;
  }
  return map;
}

function scalar(text: string): string {
  return text.replace(/^['"]|['"]$/gu, '');
}

/** What of a value does not fit a schema. Objects are closed over the whole `allOf`, as the file's own README says it is meant. */
export function misfits(value: unknown, schema: Schema, schemaOf: (name: string) => Schema, path = ''): string[] {
  const choices = flatten(schema, schemaOf).flatMap((part) => part.oneOf ?? []);
  if (choices.length > 0) {
    const { oneOf: _oneOf, ...rest } = schema.$ref === undefined ? schema : schemaOf(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1));
    const tried = choices.map((choice) => misfits(value, { allOf: [rest, choice] }, schemaOf, path));
    return tried.reduce((best, one) => (one.length < best.length ? one : best));
  }
  const parts = flatten(schema, schemaOf);
  const items = parts.find((part) => part.items !== undefined);
  if (items?.items !== undefined) return misfitItems(value, items, items.items, schemaOf, path);
  const properties: Record<string, Schema> = Object.assign({}, ...parts.map((part) => part.properties ?? {}));
  if (Object.keys(properties).length > 0) {
    if (typeof value !== 'object' || value === null) return [`${path}: not an object`];
    const entries = Object.entries(value);
    const missing = parts.flatMap((part) => part.required ?? []).filter((key) => !entries.some(([name]) => name === key));
    return [
      ...missing.map((key) => `${path}.${key}: missing`),
      ...entries.flatMap(([key, inner]) => {
        const property = properties[key];
        return property === undefined ? [`${path}.${key}: unknown`] : misfits(inner, property, schemaOf, `${path}.${key}`);
      }),
    ];
  }
  return parts.flatMap((part) => [
    ...(part.type !== undefined && part.type !== typeof value ? [`${path}: not a ${part.type}`] : []),
    ...(part.enum !== undefined && !part.enum.includes(String(value)) ? [`${path}: not one of ${part.enum.join(', ')}`] : []),
    ...(part.maxLength !== undefined && [...String(value)].length > Number(part.maxLength) ? [`${path}: longer than ${part.maxLength}`] : []),
  ]);
}

function misfitItems(value: unknown, list: Schema, item: Schema, schemaOf: (name: string) => Schema, path: string): string[] {
  if (!Array.isArray(value)) return [`${path}: not a list`];
  return [
    ...(value.length < Number(list.minItems ?? 0) ? [`${path}: fewer than ${list.minItems}`] : []),
    ...(value.length > Number(list.maxItems ?? Number.MAX_SAFE_INTEGER) ? [`${path}: more than ${list.maxItems}`] : []),
    ...value.flatMap((one, place) => misfits(one, item, schemaOf, `${path}[${place}]`)),
  ];
}

function flatten(schema: Schema, schemaOf: (name: string) => Schema): Schema[] {
  if (schema.$ref !== undefined) return flatten(schemaOf(schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1)), schemaOf);
  return [schema, ...(schema.allOf ?? []).flatMap((part) => flatten(part, schemaOf))];
}
