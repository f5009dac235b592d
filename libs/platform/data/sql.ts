/** A statement with its values apart; what {@link sql} makes and the database takes. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
}

const SQL = Symbol('pakashop:sql');
const isSql = (value: unknown): value is Sql => typeof value === 'object' && value !== null && SQL in value;

/**
 * Builds a parameterised statement: values become $1, $2 …; a nested `sql` becomes part of the text.
 *
 * @example sql`SELECT id FROM shops WHERE slug = ${slug} ${sql`AND status = ${status}`}`
 */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const values: unknown[] = [];
  let known = knownFrom(strings);
  for (const part of parts) {
    known = knownBy(known, isSql(part) ? part.text : undefined);
    if (isSql(part)) values.push(...part.values);
    else values.push(part);
  }
  known.text ??= textOf(strings, parts);
  return { text: known.text, values, [SQL]: true } as Sql;
}

function textOf(strings: readonly string[], parts: readonly unknown[]): string {
  let before = 0;
  let text = strings[0]!;
  parts.forEach((part, i) => {
    text += isSql(part) ? renumber(part, before) : `$${before + 1}`;
    before += isSql(part) ? part.values.length : 1;
    text += strings[i + 1]!;
  });
  return text;
}

const renumber = ({ text }: Sql, offset: number): string =>
  offset === 0 ? text : text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + offset}`);

/**
 * A text that was built before, found by the texts that it is built from. It is not built twice, and it is the same string
 * each time, which a map of prepared statements finds without reading it.
 */
interface Known {
  text?: string;
  readonly next: Map<string | undefined, Known>;
}

const roots = new WeakMap<object, Known>();
/** Statements built from parts without end are not remembered for ever. */
const MOST_KNOWN = 10_000;
let count = 0;

function knownFrom(strings: object): Known {
  let root = roots.get(strings);
  if (!root) roots.set(strings, (root = { next: new Map() }));
  return root;
}

function knownBy({ next }: Known, part: string | undefined): Known {
  let known = next.get(part);
  if (known) return known;
  known = { next: new Map() };
  if (count < MOST_KNOWN) {
    next.set(part, known);
    count++;
  }
  return known;
}

/** A table or column that the code names, `backend.documents`; never anything that came from outside. */
export function named(identifier: string): Sql {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/.test(identifier)) throw new Error(`"${identifier}" is no name`);
  return { text: identifier, values: [], [SQL]: true } as Sql;
}

/** Nothing, where a condition is not wanted. */
export const none: Sql = sql``;

/**
 * A part behind WITH that another part reads FROM: the commit of this one statement does not wait for the disk. Only for
 * what no later commit does without: one that waits takes it to the disk as well.
 */
export const UNHURRIED: Sql = sql`unhurried AS MATERIALIZED (SELECT set_config('synchronous_commit', 'off', true))`;

const separators = new Map<string, Known>();

/** Joins conditions or columns; `none` parts are left out. */
export function join(parts: readonly Sql[], separator: string): Sql {
  const values: unknown[] = [];
  let known = separators.get(separator);
  if (!known) separators.set(separator, (known = { next: new Map() }));
  const present = parts.filter(({ text }) => text !== '');
  for (const part of present) {
    known = knownBy(known, part.text);
    values.push(...part.values);
  }
  known.text ??= joined(present, separator);
  return { text: known.text, values, [SQL]: true } as Sql;
}

function joined(parts: readonly Sql[], separator: string): string {
  let before = 0;
  return parts
    .map((part) => {
      const text = renumber(part, before);
      before += part.values.length;
      return text;
    })
    .join(separator);
}
