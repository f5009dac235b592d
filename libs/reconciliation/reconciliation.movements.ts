import { type Money, sql, type Tx } from '@pakashop/platform';

export type MovementKind = 'DEPOSIT' | 'REFUND' | 'PAYOUT';

/** One effect at a provider, as a fact of ours tells it. */
export interface LearnedMovement {
  readonly provider: string;
  readonly kind: MovementKind;
  /** Our id at the provider. */
  readonly reference: string;
  readonly providerTransactionId?: string;
  readonly amount: Money;
  readonly paymentId?: string;
  readonly surplus?: 'LATE_SUCCESS' | 'DOUBLE_SUCCESS' | 'RETURNED';
  /** The fact, counted once: `capture:<payment>`. */
  readonly cause: string;
  readonly occurredAt: string;
}

/**
 * Writes down a movement, once per fact. Two facts can speak of one effect: a payment above its order is captured in part
 * and owed back in part, and the provider has one transaction for both; their amounts add up.
 */
export async function learn(tx: Tx, movement: LearnedMovement): Promise<void> {
  const { provider, kind, reference, providerTransactionId, amount, cause, occurredAt } = movement;
  await tx.execute(sql`
    INSERT INTO reconciliation.movements AS m (provider, kind, effect, reference, provider_transaction_id, amount, currency,
      payment_id, surplus, causes, occurred_at)
    VALUES (${provider}, ${kind}, ${providerTransactionId ?? reference}, ${reference}, ${providerTransactionId ?? null},
      ${amount.amount}, ${amount.currency}, ${movement.paymentId ?? null}, ${movement.surplus ?? null},
      ARRAY[${cause}::text], ${occurredAt})
    ON CONFLICT (provider, kind, effect) DO UPDATE
    SET amount = m.amount + excluded.amount, causes = m.causes || excluded.causes
    WHERE NOT m.causes @> excluded.causes`);
}
