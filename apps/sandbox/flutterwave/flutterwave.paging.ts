import { Trouble } from './flutterwave.answers.js';

const PER_PAGE = 10;

/** Days, both included. */
export interface Range {
  from?: string;
  to?: string;
}

/** One page of a list, and the numbers that go with it. */
export function paged<Row>(rows: readonly Row[], page?: string): { rows: Row[]; meta: unknown } {
  const current = Math.max(1, Number.parseInt(page ?? '1', 10) || 1);
  const total = rows.length;
  return {
    rows: rows.slice((current - 1) * PER_PAGE, current * PER_PAGE),
    meta: { page_info: { total, current_page: current, total_pages: Math.ceil(total / PER_PAGE) } },
  };
}

/** Whether a moment lies in a range of days. */
export function isBetween(at: number, { from, to }: Range): boolean {
  const day = new Date(at).toISOString().slice(0, 10);
  return (from === undefined || day >= from.slice(0, 10)) && (to === undefined || day <= to.slice(0, 10));
}

/** The row, or the answer that there is none. */
export function known<Row>(row: Row | undefined, name: string): Row {
  if (row === undefined) throw new Trouble(`No ${name} was found for this id`, 404);
  return row;
}
