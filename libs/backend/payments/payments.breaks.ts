import { newId, sql, type Tx } from '@pakashop/platform';
import type { ProviderName, SurplusKind } from './payments.events.js';
import type { Attempt, Success } from './payments.provider.js';

export type BreakKind =
  | SurplusKind
  | 'AMOUNT_MISMATCH'
  | 'UNKNOWN_REFERENCE'
  | 'CALLBACK_ALTERED'
  | 'REFUND_LATE_SUCCESS'
  | 'REFUND_REVERSED'
  | 'REFUND_MISMATCH';
export type BreakState = 'OPEN' | 'REFUND_DUE' | 'RESOLVED';

export interface Break {
  readonly kind: BreakKind;
  readonly provider: ProviderName;
  /** What identifies it at the provider. */
  readonly reference: string;
  readonly attemptId?: string;
  readonly paymentId?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly detail: string;
  readonly state: Exclude<BreakState, 'RESOLVED'>;
}

/** Money of an attempt that does not fit. */
export const breakOf = (
  { id, paymentId, provider, reference }: Attempt,
  { amount, currency, transactionId }: Success,
  what: Pick<Break, 'kind' | 'state' | 'detail'>,
): Break => ({
  provider,
  reference: transactionId ?? reference,
  attemptId: id,
  paymentId,
  amount,
  currency,
  ...what,
});

/**
 * Writes down what does not fit, once per kind and reference. Nothing stays silent. Money that is due for refund is so
 * once, whatever it is called, also after it was given back.
 *
 * @returns the id of the break; undefined when it is known already
 */
export async function recordBreak(tx: Tx, found: Break): Promise<string | undefined> {
  const inserted = await tx.maybe<{ id: string }>(sql`
    INSERT INTO backend.payment_breaks
      (id, kind, provider, reference, attempt_id, payment_id, amount, currency, detail, state)
    SELECT ${newId()}::uuid, ${found.kind}::text, ${found.provider}::text, ${found.reference}::text,
           ${found.attemptId ?? null}::uuid, ${found.paymentId ?? null}::uuid, ${found.amount ?? null}::bigint,
           ${found.currency ?? null}::char(3), ${found.detail}::text, ${found.state}::text
    WHERE ${found.state}::text <> 'REFUND_DUE' OR NOT EXISTS (
      SELECT FROM backend.payment_breaks
      WHERE provider = ${found.provider} AND reference = ${found.reference}
        AND kind IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS', 'OVERPAYMENT'))
    ON CONFLICT (kind, provider, reference) DO NOTHING RETURNING id`);
  return inserted?.id;
}
