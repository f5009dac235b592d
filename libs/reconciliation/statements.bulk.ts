import { sql, type Sql } from '@pakashop/platform';
import { isUnreadable, type Line, type Unreadable } from './statements.line.js';

/** Between two values of a column on their way to the database: a sign that no value has. */
const SEPARATOR = '\u001f';

const clean = (text: string): string => (text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, ' ') : text);

/** Columns of the lines as one text each: an array of values costs the driver and the database several times more. */
function columnsOf(lines: readonly (Line | Unreadable)[], currency: string, from: number): string[] {
  const rows = lines.map((line) => (isUnreadable(line) ? unreadable(line, currency, from) : line));
  const column = (pick: (row: Row) => string | number): string => rows.map(pick).join(SEPARATOR);
  return [
    column((row) => row.entry),
    column((row) => clean(row.ourId)),
    column((row) => clean(row.providerId)),
    column((row) => row.status),
    column((row) => row.gross),
    column((row) => row.fee),
    column((row) => row.net),
    column((row) => row.currency),
    column((row) => row.at),
    column((row) => clean(row.batch)),
    column((row) => clean(row.fault ?? '')),
    column((row) => clean(row.raw ?? '')),
    column((row) => row.parts ?? ''),
  ];
}

type Row = Line & Partial<Unreadable>;

/** A line that says nothing stands there at the beginning of the period, with no money. */
const unreadable = ({ fault, raw }: Unreadable, currency: string, at: number): Row => ({
  ...{ entry: 'OTHER', ourId: '', providerId: '', status: 'PENDING', gross: 0, fee: 0, net: 0, batch: '' },
  ...{ currency, at, fault, raw },
});

export interface Destination {
  readonly statementId: string;
  readonly provider: string;
  readonly currency: string;
  /** Milliseconds of the beginning of the period. */
  readonly from: number;
  /** Lines that are there already. */
  readonly lines: number;
}

/** Inserts the next lines of a statement in one statement of SQL. */
export function insertLines(lines: readonly (Line | Unreadable)[], to: Destination): Sql {
  const columns = columnsOf(lines, to.currency, to.from).map(
    (column) => sql`string_to_array(${column}::text, ${SEPARATOR}::text, '')`,
  );
  const arrays = columns.reduce((all, one) => sql`${all}, ${one}`);
  return sql`
    INSERT INTO reconciliation.lines (statement_id, no, provider, entry, our_id, provider_id, status, gross, fee, net,
      currency, occurred_at, batch, fault, raw, parts)
    SELECT ${to.statementId}::uuid, ${to.lines}::int + no, ${to.provider}::text, entry, our_id, provider_id, status,
      gross::bigint, fee::bigint, net::bigint, currency, to_timestamp(at::float8 / 1000), batch, fault, raw, parts
    FROM unnest(${arrays}) WITH ORDINALITY AS l(entry, our_id, provider_id, status, gross, fee, net, currency, at, batch,
      fault, raw, parts, no)`;
}
