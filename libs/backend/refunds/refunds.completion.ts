import { Injectable } from '@nestjs/common';
import { Outbox, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { RefundCompleted } from './refunds.events.js';
import { RefundLetters } from './refunds.letters.js';
import type { RefundAttempt } from './refunds.provider.js';
import { RefundQueue } from './refunds.queue.js';
import { factOf, lockRefund, type Refund, referenceOf } from './refunds.record.js';

/** What follows when the buyer has the money. */
@Injectable()
export class RefundCompletion {
  constructor(
    private readonly outbox: Outbox,
    private readonly queue: RefundQueue,
    private readonly letters: RefundLetters,
  ) {}

  /** Locks a refund behind its payment; keys are not locked, so that opening another refund waits for nothing. */
  async lock(tx: Tx, refundId: string): Promise<Refund> {
    await tx.execute(sql`
      SELECT FROM backend.payments p JOIN backend.refunds r ON r.payment_id = p.id WHERE r.id = ${refundId}
      FOR NO KEY UPDATE OF p`);
    return (await lockRefund(tx, refundId))!;
  }

  /** Ends a refund by the attempt that arrived; payment, order, break, books and buyer follow. */
  async complete(tx: Tx, refund: Refund, attempt: RefundAttempt, cause: string): Promise<void> {
    const { id, paymentId } = refund;
    const moved = await move(tx, {
      machine: 'refund',
      id,
      from: ['SENT', 'RESERVED', 'NEEDS_ATTENTION'],
      to: 'COMPLETED',
      cause,
      set: sql`attention = NULL, retry_at = NULL, completed_at = now()`,
    });
    if (!moved) return;
    if (refund.goods + refund.delivery > 0) await this.followPayment(tx, refund, cause);
    if (refund.breakId) {
      await tx.execute(sql`
        UPDATE backend.payment_breaks SET state = 'RESOLVED' WHERE id = ${refund.breakId} AND state = 'REFUND_DUE'`);
    }
    await this.queue.withdraw(tx, refund);
    await this.outbox.publish(tx, RefundCompleted, paymentId, {
      ...factOf(refund),
      provider: attempt.provider,
      reference: referenceOf(attempt),
      route: attempt.route,
      ...(refund.reopened > 0 && { reopened: refund.reopened }),
    });
    await this.letters.completed(tx, refund);
  }

  /** Goodwill was never paid: it is no part of what came back of the payment. */
  private async followPayment(tx: Tx, { paymentId, goods, delivery }: Refund, cause: string): Promise<void> {
    const { status, rest } = await tx.one<{ status: string; rest: number }>(sql`
      UPDATE backend.payments SET refunded_amount = refunded_amount + ${goods + delivery} WHERE id = ${paymentId}
      RETURNING status, captured_amount - refunded_amount AS rest`);
    const to = rest === 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED';
    if (status !== to) {
      await move(tx, { machine: 'payment', id: paymentId, from: ['CAPTURED', 'PARTIALLY_REFUNDED'], to, cause });
    }
    if (rest > 0) return;
    await tx.execute(sql`
      UPDATE backend.orders o SET payment_status = 'REFUNDED' FROM backend.payments p
      WHERE p.id = ${paymentId} AND o.id = p.order_id`);
  }
}
