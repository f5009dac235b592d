import { Injectable } from '@nestjs/common';
import {
  PaymentCaptured,
  type PaymentCapturedFact,
  PaymentSurplusReceived,
  RefundCompleted,
  type RefundCompletedFact,
  type SurplusFact,
} from '@pakashop/backend';
import { type Event, OnEvent, type Tx } from '@pakashop/platform';
import { PayoutCompleted, type PayoutFact } from '@pakashop/settlement';
import { learn } from './reconciliation.movements.js';

/** Learns what should stand on the providers' statements. */
@Injectable()
export class ReconciliationProcessor {
  /** A buyer's money came in. */
  @OnEvent(PaymentCaptured, { together: true })
  async captured({ payload, occurredAt }: Event<PaymentCapturedFact>, tx: Tx): Promise<void> {
    const { provider, providerTransactionId, paymentId, amount, attemptId } = payload;
    const reference = payload.reference ?? attemptId;
    const cause = `capture:${paymentId}`;
    await learn(tx, {
      provider,
      kind: 'DEPOSIT',
      reference,
      providerTransactionId,
      amount,
      paymentId,
      cause,
      occurredAt,
    });
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
      surplus: kind === 'OVERPAYMENT' ? undefined : kind,
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

  /** A seller, agent or fleet was paid. */
  @OnEvent(PayoutCompleted)
  async paidOut({ payload }: Event<PayoutFact>, tx: Tx): Promise<void> {
    const { provider, reference, providerTransactionId, amount, payoutId, at } = payload;
    const cause = `payout:${payoutId}`;
    await learn(tx, {
      provider,
      kind: 'PAYOUT',
      reference,
      providerTransactionId,
      amount,
      cause,
      occurredAt: at,
    });
  }
}
