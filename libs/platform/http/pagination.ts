import { Type } from 'class-transformer';
import { IsInt, isUUID, IsString, Max, MaxLength, Min } from 'class-validator';
import { none, sql, type Sql } from '../data/sql.js';
import { Omittable } from '../validation.js';
import { platformProblems as problems, type Problem } from './problem.js';

/** Query of every list: how many, and after which. */
export class PageQuery {
  /** How many items, 24 by default and 100 at most. */
  @Omittable() @Type(() => Number) @IsInt() @Min(1) @Max(100) limit: number = 24;
  /** The nextCursor of the page before. */
  @Omittable() @IsString() @MaxLength(512) cursor?: string;
}

/** What every list answers. */
export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

export type CursorKey = readonly (string | number | null)[];

/** An opaque cursor from the sort key of the last item. */
export const encodeCursor = (key: CursorKey): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws Problem VAL_001 for anything that {@link encodeCursor} with that many parts did not make. */
export function decodeCursor(cursor: string, parts: number): CursorKey {
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    if (Array.isArray(key) && key.length === parts && key.every(isScalar)) return key;
  } catch {
    // falls through to the refusal
  }
  throw foreignCursor();
}

/** The refusal of a cursor that belongs to another list, or to nobody. */
export const foreignCursor = (): Problem =>
  problems.invalid('Use the nextCursor of the page before, with the same filters and sort.', {
    errors: [{ path: 'cursor', message: 'cursor is not one of this list' }],
  });

/** @throws Problem VAL_001 unless the cursor is one UUID */
export function cursorId(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (isUUID(id)) return id as string;
  throw foreignCursor();
}

/** @throws Problem VAL_001 unless the cursor is one whole number */
export function cursorNumber(cursor: string): number {
  const [number] = decodeCursor(cursor, 1);
  if (Number.isSafeInteger(number)) return number as number;
  throw foreignCursor();
}

/** What comes after the cursor in a list by id, newest first: ids are made in the order of time. */
export const olderThan = (cursor: string | undefined, id: Sql): Sql =>
  cursor === undefined ? none : sql`AND ${id} < ${cursorId(cursor)}::uuid`;

const isScalar = (part: unknown): part is string | number | null =>
  part === null || typeof part === 'string' || typeof part === 'number';

/** Cuts a page out of `limit + 1` rows. */
export function toPage<Row, T>(
  rows: Row[],
  limit: number,
  key: (row: Row) => CursorKey,
  view: (row: Row) => T,
): Page<T> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { data: page.map(view), nextCursor: rows.length > limit && last ? encodeCursor(key(last)) : null };
}
