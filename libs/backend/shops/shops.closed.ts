import { sql, type Sql } from '@pakashop/platform';

/**
 * True while a planned closure lasts: from its beginning until just before its end, by the database's clock. Nothing has to
 * happen for a shop to open again.
 *
 * @param shop alias of the shop's row
 */
export const isClosed = (shop: Sql): Sql =>
  sql`coalesce(now() >= ${shop}.closed_from AND now() < ${shop}.closed_until, false)`;

/** The planned closure of a shop's row as JSON, null when there is none ahead. */
export const closureOf = (shop: Sql): Sql => sql`
  CASE WHEN now() < ${shop}.closed_until THEN json_build_object('from', ${iso(shop, sql`closed_from`)},
    'until', ${iso(shop, sql`closed_until`)}, 'message', ${shop}.closed_note) END`;

const iso = (shop: Sql, column: Sql): Sql =>
  sql`to_char(${shop}.${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
