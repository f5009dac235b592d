import { newId, sql, type Tx } from '@pakashop/platform';

export interface Break {
  readonly kind:
    'LATE_SUCCESS' | 'DOUBLE_SUCCESS' | 'AMOUNT_MISMATCH' | 'OVERPAYMENT' | 'UNKNOWN_REFERENCE' | 'CALLBACK_ALTERED';
  readonly provider: string;
  /** What identifies it at the provider. */
  readonly reference: string;
  readonly attemptId?: string;
  readonly paymentId?: string;
  readonly amount?: number;
  readonly currency?: string;
  readonly detail: string;
  readonly state: 'OPEN' | 'REFUND_DUE';
}

/** Writes down what does not fit, once per kind and reference; false when it is known already. Nothing stays silent. */
export async function recordBreak(tx: Tx, found: Break): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO backend.payment_breaks
      (id, kind, provider, reference, attempt_id, payment_id, amount, currency, detail, state)
    VALUES (${newId()}, ${found.kind}, ${found.provider}, ${found.reference}, ${found.attemptId ?? null},
            ${found.paymentId ?? null}, ${found.amount ?? null}, ${found.currency ?? null}, ${found.detail}, ${found.state})
    ON CONFLICT (kind, provider, reference) DO NOTHING`);
  return inserted === 1;
}
