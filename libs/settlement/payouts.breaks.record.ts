import { newId, sql, type Sql, type Queryable, type Tx } from '@pakashop/platform';
import type { BreakKind, BreakOutcome, BreakState } from './payouts.breaks.rules.js';
import type { Payout } from './payouts.kinds.js';
import type { Standing } from './payouts.rail.js';

/** A break as it stands in settlement.payout_breaks. */
export interface BreakRow {
  readonly id: string;
  readonly payoutId: string;
  readonly kind: BreakKind;
  readonly provider: string;
  /** Ngwee that the provider says were paid, or were not. */
  readonly amount: number;
  readonly currency: string;
  readonly detail: string;
  readonly providerTransactionId: string | null;
  readonly state: BreakState;
  readonly outcome: BreakOutcome | null;
  readonly reason: string | null;
  readonly proposedBy: string | null;
  readonly resolvedBy: string | null;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
}

/** Columns of the break `k`. */
export const BREAK: Sql = sql`k.id, k.payout_id AS "payoutId", k.kind, k.provider, k.amount, k.currency, k.detail,
  k.provider_transaction_id AS "providerTransactionId", k.state, k.outcome, k.reason, k.proposed_by AS "proposedBy",
  k.resolved_by AS "resolvedBy", k.created_at AS "createdAt", k.resolved_at AS "resolvedAt"`;

/** @param where a condition over the break `k`, and what comes behind it */
export const breaksWhere = (db: Queryable, where: Sql): Promise<BreakRow[]> =>
  db.rows(sql`SELECT ${BREAK} FROM settlement.payout_breaks k WHERE ${where}`);

/**
 * Writes down what a provider says against what we know, once per payout and kind. The payee's row is taken first:
 * whoever freezes a payout to them at this moment sees it, or was there before.
 *
 * @returns false when it was recorded before
 */
export async function recordBreak(
  tx: Tx,
  { id, payeeKind, payeeId, provider, currency }: Payout,
  kind: BreakKind,
  found: { readonly amount: number; readonly detail: string; readonly standing: Standing },
): Promise<boolean> {
  const { amount, detail, standing } = found;
  const transactionId = standing.kind === 'completed' ? standing.transactionId : null;
  await tx.execute(sql`
    SELECT FROM settlement.payees WHERE kind = ${payeeKind} AND id = ${payeeId} FOR NO KEY UPDATE`);
  const written = await tx.execute(sql`
    INSERT INTO settlement.payout_breaks (id, payout_id, kind, provider, amount, currency, detail, provider_transaction_id)
    VALUES (${newId()}, ${id}, ${kind}, ${provider}, ${amount}, ${currency}, ${detail}, ${transactionId})
    ON CONFLICT DO NOTHING`);
  return written > 0;
}
