import { Injectable } from '@nestjs/common';
import {
  type LateRefundFact,
  PaymentCaptured,
  type PaymentCapturedFact,
  PaymentSurplusReceived,
  RefundArrivedLate,
  RefundCompleted,
  type RefundCompletedFact,
  RefundReopened,
  type SurplusFact,
} from '@pakashop/backend';
import { type Event, OnEvent, OnEvents, type Tx } from '@pakashop/platform';
import { PayoutCompleted, type PayoutFact, PayoutNotPaid, PayoutPaidLate } from '@pakashop/settlement';
import { learn, type LearnedMovement, unlearn } from './reconciliation.movements.js';

/** Learns what should stand on the providers' statements. */
@Injectable()
export class ReconciliationProcessor {
  /** Buyers' money came in. */
  @OnEvents(PaymentCaptured)
  async captured(events: readonly Event<PaymentCapturedFact>[], tx: Tx): Promise<void> {
    await learn(tx, events.map(depositOf));
  }

  /** Money came in that no order waits for; what was paid above an order is part of the order's own transaction. */
  @OnEvent(PaymentSurplusReceived)
  async surplus({ payload, occurredAt }: Event<SurplusFact>, tx: Tx): Promise<void> {
    const { provider, kind, reference, attemptReference = reference, amount, paymentId } = payload;
    await learn(tx, {
      provider,
      kind: 'DEPOSIT',
      reference: attemptReference,
      providerTransactionId: reference === attemptReference ? undefined : reference,
      amount,
      paymentId,
      surplus: kind === 'OVERPAYMENT' || kind === 'UNDERPAYMENT' ? undefined : kind,
      cause: `surplus:${kind}:${provider}:${reference}`,
      occurredAt,
    });
  }

  /** Money went back: the way it came, or by a payout to another wallet. */
  @OnEvent(RefundCompleted)
  async refunded({ payload, occurredAt }: Event<RefundCompletedFact>, tx: Tx): Promise<void> {
    const { provider, reference, route, amount, paymentId, refundId, reason } = payload;
    await learn(tx, {
      provider,
      kind: route === 'SAME_RAIL' ? 'REFUND' : 'PAYOUT',
      reference,
      amount,
      paymentId,
      surplus: reason === 'SURPLUS' ? 'RETURNED' : undefined,
      cause: `refund:${refundId}`,
      occurredAt,
    });
  }

  /** A refund that counted as failed went back after all; that it is completed by it may be told later. */
  @OnEvent(RefundArrivedLate)
  async refundedLate({ payload, occurredAt }: Event<LateRefundFact>, tx: Tx): Promise<void> {
    const { provider, reference, route, amount, paymentId, refundId } = payload;
    const kind = route === 'SAME_RAIL' ? 'REFUND' : 'PAYOUT';
    await learn(tx, { provider, kind, reference, amount, paymentId, cause: `refund:${refundId}`, occurredAt });
  }

  /** The provider took back that a refund had arrived. */
  @OnEvent(RefundReopened)
  async reopened({ payload }: Event<RefundCompletedFact>, tx: Tx): Promise<void> {
    await unlearn(tx, payload.reference, `refund:${payload.refundId}`);
  }

  /** A seller, agent or fleet was paid. */
  @OnEvent(PayoutCompleted)
  async paidOut({ payload }: Event<PayoutFact>, tx: Tx): Promise<void> {
    await learn(tx, payoutOf(payload, `payout:${payload.payoutId}`));
  }

  /** What counts as failed was paid: it stands on the statement like every payout. */
  @OnEvent(PayoutPaidLate)
  async paidLate({ payload }: Event<PayoutFact>, tx: Tx): Promise<void> {
    await learn(tx, payoutOf(payload, lateCause(payload)));
  }

  /** The provider took that back. */
  @OnEvent(PayoutNotPaid)
  async notPaid({ payload }: Event<PayoutFact>, tx: Tx): Promise<void> {
    await unlearn(tx, payload.reference, lateCause(payload));
  }
}

const depositOf = ({ payload, occurredAt }: Event<PaymentCapturedFact>): LearnedMovement => {
  const { provider, providerTransactionId, paymentId, amount, attemptId, reference = attemptId } = payload;
  const cause = `capture:${paymentId}`;
  return { provider, kind: 'DEPOSIT', reference, providerTransactionId, amount, paymentId, cause, occurredAt };
};

const lateCause = ({ payoutId }: PayoutFact): string => `payout_late:${payoutId}`;

const payoutOf = (
  { provider, reference, providerTransactionId, amount, at }: PayoutFact,
  cause: string,
): LearnedMovement => ({
  ...{ provider, kind: 'PAYOUT', reference, providerTransactionId, amount, cause, occurredAt: at },
});
