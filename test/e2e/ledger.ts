import type { Order } from './buyer.js';
import type { Marketplace } from './marketplace.js';

export interface AttemptRow {
  readonly id: string;
  readonly provider: string;
  readonly reference: string;
  readonly state: string;
  readonly failureCode: string | null;
  readonly replacesId: string | null;
}

export interface BreakRow {
  readonly kind: string;
  readonly reference: string;
  readonly amount: number;
  readonly state: string;
}

/** All tries to pay an order, the first one first. */
export const attemptsOf = (market: Marketplace, { id }: Pick<Order, 'id'>): Promise<AttemptRow[]> =>
  market.rows(
    `SELECT id, provider, reference, state, failure_code AS "failureCode", replaces_id AS "replacesId"
     FROM backend.payment_attempts WHERE order_id = $1 ORDER BY id`,
    id,
  );

/** What came in about an order and did not fit. */
export const breaksOf = (market: Marketplace, { id }: Pick<Order, 'id'>): Promise<BreakRow[]> =>
  market.rows(
    `SELECT b.kind, b.reference, b.amount::int, b.state FROM backend.payment_breaks b
     JOIN backend.payments p ON p.id = b.payment_id WHERE p.order_id = $1 ORDER BY b.id`,
    id,
  );

/** Ngwee that we owe back to buyers of this order, by the ledger. */
export async function owedBack(market: Marketplace, { id }: Pick<Order, 'id'>): Promise<number> {
  const { sum } = await market.row<{ sum: number }>(
    `SELECT coalesce(sum(CASE e.direction WHEN 'CREDIT' THEN e.amount ELSE -e.amount END), 0)::int AS sum
     FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
     JOIN settlement.ledger_transactions t ON t.id = e.transaction_id
     WHERE a.code LIKE 'customer_overpayment:%' AND t.reference ->> 'orderId' = $1`,
    id,
  );
  return sum;
}

/** What a posting about a payout did to each account: to the side of the debits. */
export async function bookedAs(
  market: Marketplace,
  kind: string,
  { id }: { readonly id: string },
): Promise<Record<string, number>> {
  const rows = await market.rows<{ code: string; amount: number }>(
    `SELECT a.code, sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END)::int AS amount
     FROM settlement.ledger_transactions t JOIN settlement.ledger_entries e ON e.transaction_id = t.id
     JOIN settlement.ledger_accounts a ON a.id = e.account_id
     WHERE t.kind = $1 AND t.reference ->> 'payoutId' = $2 GROUP BY 1`,
    kind,
    id,
  );
  return Object.fromEntries(rows.map(({ code, amount }) => [code, amount]));
}
