import type { PayoutStatement } from './payouts.dto.js';

const HEAD = ['payout', 'earning', 'kind', 'shop order', 'earned at', 'amount', 'currency'];

/** Kwacha as decimal text, which spreadsheets of every language read as a number or as text, never as a date. */
const decimal = (ngwee: number): string => {
  const digits = String(Math.abs(ngwee)).padStart(3, '0');
  return `${ngwee < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** The statement of a payout as CSV (RFC 4180): a line for each earning and one with the sum. No field needs quoting. */
export function toCsv({ id, items, amount }: PayoutStatement): string {
  const lines = items.map((item) => [
    id,
    item.earningId,
    item.kind,
    item.shopOrderId ?? '',
    item.earnedAt,
    decimal(item.amount.amount),
    item.amount.currency,
  ]);
  const sum = [id, '', 'TOTAL', '', '', decimal(amount.amount), amount.currency];
  return [HEAD, ...lines, sum].map((line) => `${line.join(',')}\r\n`).join('');
}
