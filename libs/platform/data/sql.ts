/** A statement with its values apart; what {@link sql} makes and the database takes. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

const isSql = (value: unknown): value is Sql =>
  typeof value === 'object' && value !== null && 'text' in value && 'values' in value && SQL in value;
const SQL = Symbol('pakashop:sql');

/**
 * Builds a parameterised statement: values become $1, $2 …; a nested `sql` becomes part of the text.
 *
 * @example sql`SELECT id FROM shops WHERE slug = ${slug} ${sql`AND status = ${status}`}`
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  if (!parts.some(isSql)) return { text: plainText(strings), values: parts, [SQL]: true } as Sql;
  const values: unknown[] = [];
  let text = strings[0]!;
  parts.forEach((part, i) => {
    text += isSql(part) ? renumber(part, values) : `$${values.push(part)}`;
    text += strings[i + 1]!;
  });
  return { text, values, [SQL]: true } as Sql;
}

const texts = new WeakMap<TemplateStringsArray, string>();

/** The text of a statement without nested parts is the same each time, and the same string, which is found faster. */
function plainText(strings: TemplateStringsArray): string {
  let text = texts.get(strings);
  if (text === undefined) {
    text = strings.reduce((before, next, i) => `${before}$${i}${next}`);
    texts.set(strings, text);
  }
  return text;
}

function renumber(part: Sql, values: unknown[]): string {
  const offset = values.length;
  values.push(...part.values);
  return part.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + offset}`);
}

/** A table or column that the code names, `backend.documents`; never anything that came from outside. */
export function named(identifier: string): Sql {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(identifier)) throw new Error(`"${identifier}" is no name`);
  return { text: identifier, values: [], [SQL]: true } as Sql;
}

/** Nothing, where a condition is not wanted. */
export const none: Sql = sql``;

/** Joins conditions or columns; `none` parts are left out. */
export function join(parts: readonly Sql[], separator: string): Sql {
  const values: unknown[] = [];
  const text = parts
    .filter((p) => p.text.trim() !== '')
    .map((p) => renumber(p, values))
    .join(separator);
  return { text, values, [SQL]: true } as Sql;
}
