import { fieldsOf } from './statements.records.js';

/** Where each column stands, by its name in small letters without spaces: exports change the order, not the names. */
export function columnsOf(first: string): ReadonlyMap<string, number> {
  const names = fieldsOf(first.replace(/^\u00ef\u00bb\u00bf/, ''));
  return new Map(
    names.map((name, index) => [
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z]+/g, '_'),
      index,
    ]),
  );
}

/** True when all of the columns are there. */
export const hasColumns = (first: string, names: readonly string[]): boolean => {
  const columns = columnsOf(first);
  return names.every((name) => columns.has(name));
};

/** The place of the first of the columns that is there. */
export function placeOf(columns: ReadonlyMap<string, number>, ...names: readonly string[]): number {
  return columns.get(names.find((name) => columns.has(name)) ?? '') ?? -1;
}
