import { newId, sql, type Tx } from '@pakashop/platform';
import type { BreakKind, BreakState } from './payments.breaks.rules.js';
import { type ProviderName, SURPLUS_KINDS } from './payments.events.js';
import type { Attempt, Success } from './payments.provider.js';

export interface Break {
  readonly kind: BreakKind;
  readonly provider: ProviderName;
  /** What identifies it at the provider. */
  readonly reference: string;
  readonly attemptId?: string;
  readonly paymentId?: string;
  /** The try to give money back that it is about. */
  readonly refundAttemptId?: string;
  readonly providerTransactionId?: string | null;
  readonly amount?: number;
  readonly currency?: string;
  readonly detail: string;
  readonly state: Extract<BreakState, 'OPEN' | 'REFUND_DUE'>;
  /** The books hold the amount in suspense until it is resolved. */
  readonly inSuspense?: boolean;
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
  providerTransactionId: transactionId,
  amount,
  currency,
  ...what,
});

/**
 * Writes down what does not fit, once per kind and reference. Nothing stays silent. Money that is due for refund is so
 * once, whatever it is called, also after it was given back; a mobile money payment is one transaction, by whatever id.
 *
 * @returns the id of the break; undefined when it is known already
 */
export async function recordBreak(tx: Tx, found: Break): Promise<string | undefined> {
  const { attemptId = null, refundAttemptId = null, providerTransactionId = null } = found;
  const inserted = await tx.maybe<{ id: string }>(sql`
    INSERT INTO backend.payment_breaks (id, kind, provider, reference, attempt_id, payment_id, refund_attempt_id,
      provider_transaction_id, amount, currency, detail, state, in_suspense)
    SELECT ${newId()}::uuid, ${found.kind}::text, ${found.provider}::text, ${found.reference}::text,
           ${attemptId}::uuid, ${found.paymentId ?? null}::uuid, ${refundAttemptId}::uuid, ${providerTransactionId}::text,
           ${found.amount ?? null}::bigint, ${found.currency ?? null}::char(3), ${found.detail}::text, ${found.state}::text,
           ${found.inSuspense ?? false}::boolean
    WHERE ${found.state}::text <> 'REFUND_DUE' OR NOT EXISTS (
      SELECT FROM backend.payment_breaks
      WHERE provider = ${found.provider} AND kind = ANY(${SURPLUS_KINDS}::text[]) AND (reference = ${found.reference}
        OR kind = 'UNDERPAYMENT' AND provider = 'pawapay' AND attempt_id = ${attemptId}::uuid))
    ON CONFLICT (kind, provider, reference) DO NOTHING RETURNING id`);
  return inserted?.id;
}
