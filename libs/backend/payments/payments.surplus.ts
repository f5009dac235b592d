import { Injectable } from '@nestjs/common';
import { money, Outbox, type Tx } from '@pakashop/platform';
import { Refunds } from '../refunds/refunds.service.js';
import { breakOf, recordBreak } from './payments.breaks.js';
import { PaymentSurplusReceived, type SurplusKind } from './payments.events.js';
import type { Attempt, Standing, Success } from './payments.provider.js';

/** Money that no order waits for: it is given back to whoever paid, without a person. */
@Injectable()
export class PaymentSurplus {
  constructor(
    private readonly outbox: Outbox,
    private readonly refunds: Refunds,
  ) {}

  /** A break, a debt to the buyer in the ledger, and its refund; once, whoever brings the news. */
  async owe(tx: Tx, attempt: Attempt, success: Success, kind: SurplusKind): Promise<void> {
    const { id, paymentId, orderId, provider } = attempt;
    const { amount, currency } = success;
    const detail = `the provider took ${amount} ${currency} that no order waits for`;
    const found = breakOf(attempt, success, { kind, state: 'REFUND_DUE', detail });
    const breakId = await recordBreak(tx, found);
    if (!breakId) return;
    await this.outbox.publish(tx, PaymentSurplusReceived, paymentId, {
      attemptId: id,
      paymentId,
      orderId,
      provider,
      reference: found.reference,
      attemptReference: attempt.reference,
      kind,
      amount: money(amount, currency),
    });
    await this.refunds.openSurplus(tx, breakId);
  }

  /** A page can be paid more than once: whatever is not the payment that settled the attempt is owed back. */
  async oweOthers(tx: Tx, attempt: Attempt, standing: Standing & { kind: 'succeeded' }): Promise<void> {
    if (standing.others.length === 0) return;
    const settledBy = attempt.providerTransactionId ?? standing.transactionId;
    const surplus = [standing, ...standing.others].filter(({ transactionId }) => transactionId !== settledBy);
    for (const success of surplus) await this.owe(tx, attempt, success, 'DOUBLE_SUCCESS');
  }
}
