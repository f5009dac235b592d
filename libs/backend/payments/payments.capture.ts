import { Injectable } from '@nestjs/common';
import { money, Outbox, sql, type Tx } from '@pakashop/platform';
import type { OrderFact } from '../orders/orders.events.js';
import type { OrderAtHand } from '../orders/orders.fact.js';
import { OrderFlow } from '../orders/orders.flow.js';
import type { Move } from '../transitions.js';
import { attemptsById } from './payments.attempts.js';
import { PaymentCaptured, type PaymentCapturedFact } from './payments.events.js';
import { expireKey, followKey } from './payments.jobs.js';
import type { Attempt, Success } from './payments.provider.js';
import { isCaptured, judgeSuccess, LIVE, PAYABLE, type PaymentState } from './payments.rules.js';

/** Money that a provider took for an attempt. */
export interface Paid {
  readonly attempt: Attempt;
  readonly standing: Success;
  /** Of the news, where that is not what the process is at. */
  readonly correlationId?: string;
}

/** An order at hand and the money that pays it, both locked. */
export interface Payable extends Paid {
  readonly order: OrderAtHand;
}

/** Locks checkouts and tells their statuses, by the ids of their payments. */
export async function lockPayments(tx: Tx, ids: readonly string[]): Promise<Map<string, PaymentState>> {
  const rows = await tx.rows<{ id: string; status: PaymentState }>(sql`
    SELECT id, status FROM backend.payments WHERE id = ANY((SELECT ${ids}::uuid[])::uuid[]) ORDER BY id FOR UPDATE`);
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Pays orders: one, or several that were paid at about the same time, since a statement costs more than a row in it. */
@Injectable()
export class PaymentCapture {
  constructor(
    private readonly orders: OrderFlow,
    private readonly outbox: Outbox,
  ) {}

  /** Locks what is paid and answers where an order waits for exactly this money. Whatever else, more or too late, is left. */
  async exactly<P extends Paid>(tx: Tx, all: readonly P[]): Promise<(P & Payable)[]> {
    const [statuses, attempts, orders] = await Promise.all([
      lockPayments(
        tx,
        all.map(({ attempt }) => attempt.paymentId),
      ),
      attemptsById(
        tx,
        all.map(({ attempt }) => attempt.id),
      ),
      this.orders.lockPending(
        tx,
        all.map(({ attempt }) => attempt.orderId),
      ),
    ]);
    return all.flatMap((paid) => {
      const attempt = attempts.find(({ id }) => id === paid.attempt.id)!;
      const order = orders.find(({ fact }) => fact.orderId === attempt.orderId);
      const verdict = judgeSuccess(attempt, isCaptured(statuses.get(attempt.paymentId)!), paid.standing);
      return order && verdict.kind === 'capture' && verdict.surplus === 0 ? [{ ...paid, attempt, order }] : [];
    });
  }

  /** Pays orders, in as few round trips as the answers that are needed allow. */
  async capture(tx: Tx, payables: readonly Payable[], cause: string): Promise<void> {
    const ids = payables.map(({ attempt }) => attempt.paymentId);
    const set = sql`captured_amount = t.amount, captured_at = now()`;
    const captured: Move = { machine: 'payment', id: ids, from: PAYABLE, to: 'CAPTURED', cause, set };
    await Promise.all([
      this.orders.confirm(
        tx,
        payables.map(({ order, correlationId }) => ({ ...order, correlationId })),
        cause,
        [succeeded(payables, cause), captured],
      ),
      this.outbox.publishAll(tx, PaymentCaptured, payables.map(captureFact)),
      this.outbox.withdraw(
        tx,
        payables.flatMap(({ attempt }) => [followKey(attempt.id), expireKey(attempt.orderId)]),
      ),
    ]);
  }
}

/** The providers have taken the money. */
export function succeeded(all: readonly Paid[], cause: string): Move {
  const ids = all.map(({ attempt }) => attempt.id);
  const transactions = all.map(({ standing }) => standing.transactionId);
  return {
    machine: 'attempt',
    id: ids,
    from: LIVE,
    to: 'SUCCEEDED',
    cause,
    set: sql`settled_at = now(), evidence = NULL, fenced_at = now(), provider_transaction_id = (
      SELECT s.transaction_id FROM unnest(${ids}::uuid[], ${transactions}::text[]) AS s (id, transaction_id) WHERE s.id = t.id)`,
  };
}

/** The order's total over its shop orders; they sum to it by the database's own check. */
const captureFact = ({ attempt, standing, order, correlationId }: Payable) => ({
  aggregateId: attempt.paymentId,
  correlationId,
  payload: factOf(attempt, standing, order.fact),
});

const factOf = (attempt: Attempt, { transactionId }: Success, { shopOrders }: OrderFact): PaymentCapturedFact => ({
  paymentId: attempt.paymentId,
  orderId: attempt.orderId,
  attemptId: attempt.id,
  provider: attempt.provider,
  reference: attempt.reference,
  ...(transactionId && { providerTransactionId: transactionId }),
  amount: money(attempt.amount, attempt.currency),
  parts: shopOrders.map((part) => ({
    shopOrderId: part.shopOrderId,
    shopId: part.shopId,
    amount: part.total,
    goods: part.goodsTotal,
    deliveryFee: part.deliveryFee,
    commission: part.commission,
    commissionVat: part.commissionVat,
  })),
});
