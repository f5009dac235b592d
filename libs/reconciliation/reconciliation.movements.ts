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
 * Writes down movements, each once per fact. Two facts can speak of one effect: a payment above its order is captured in part
 * and owed back in part, and the provider has one transaction for both; their amounts add up.
 */
export async function learn(tx: Tx, what: LearnedMovement | readonly LearnedMovement[]): Promise<void> {
  const movements = [what].flat().map(({ providerTransactionId, amount: { amount, currency }, ...movement }) => ({
    ...{ ...movement, providerTransactionId, amount, currency },
    effect: providerTransactionId ?? movement.reference,
  }));
  await tx.execute(sql`
    INSERT INTO reconciliation.movements AS m (provider, kind, effect, reference, provider_transaction_id, amount, currency,
      payment_id, surplus, causes, occurred_at)
    SELECT provider, kind, effect, reference, "providerTransactionId", amount, currency, "paymentId", surplus,
      ARRAY[cause], "occurredAt"
    FROM json_to_recordset(${JSON.stringify(movements)}) AS l(provider text, kind text, effect text, reference text,
      "providerTransactionId" text, amount bigint, currency text, "paymentId" uuid, surplus text, cause text,
      "occurredAt" timestamptz)
    ORDER BY provider, kind, effect
    ON CONFLICT (provider, kind, effect) DO UPDATE
    SET amount = m.amount + excluded.amount, causes = m.causes || excluded.causes
    WHERE NOT m.causes @> excluded.causes`);
}

/**
 * Forgets a movement that did not happen after all. One that a statement shows, or that a person has to look at, stays:
 * then the statement and the books differ, and the day's breaks say so.
 *
 * @throws Error when it is not known yet: hear it again
 */
export async function unlearn(tx: Tx, reference: string, cause: string): Promise<void> {
  const known = await tx.maybe<{ id: number }>(sql`
    SELECT id FROM reconciliation.movements WHERE reference = ${reference} AND causes = ARRAY[${cause}::text] FOR UPDATE`);
  if (!known) throw new Error(`${cause} is not known yet`);
  await tx.execute(sql`
    DELETE FROM reconciliation.movements m WHERE m.id = ${known.id}
      AND NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.movement_id = m.id)
      AND NOT EXISTS (SELECT FROM reconciliation.breaks b WHERE b.movement_id = m.id)`);
}
