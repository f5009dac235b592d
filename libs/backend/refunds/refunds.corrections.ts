import { Injectable } from '@nestjs/common';
import { type Money, Outbox, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { RefundCompletion } from './refunds.completion.js';
import { LateRefundLost, LateRefundSettled, RefundReopened } from './refunds.events.js';
import type { RefundAttempt } from './refunds.provider.js';
import { attemptById, factOf, lateFactOf, type Refund, referenceOf } from './refunds.record.js';
import { AT_REST } from './refunds.rules.js';

/** A try to give money back, and its refund, both in hand. */
export interface Concerned {
  readonly refund: Refund;
  readonly attempt: RefundAttempt;
}

/** Puts refunds right that a provider has told us wrong about. Others see to it that two people say so. */
@Injectable()
export class RefundCorrections {
  constructor(
    private readonly completion: RefundCompletion,
    private readonly outbox: Outbox,
  ) {}

  /** Locks the refund of a try behind its payment. */
  async hold(tx: Tx, refundId: string, attemptId: string): Promise<Concerned> {
    const refund = await this.completion.lock(tx, refundId);
    return { refund, attempt: (await attemptById(tx, attemptId))! };
  }

  /**
   * The buyer has not got the money: it is owed as before, and a person says how it goes. The break says so already; the
   * database asks it.
   */
  async reopen(tx: Tx, { refund, attempt }: Concerned, cause: string): Promise<void> {
    const { id, paymentId, breakId } = refund;
    const set = sql`attention = ${REVERSED}, completed_at = NULL, reopened = t.reopened + 1`;
    await move(tx, { machine: 'refund', id, from: ['COMPLETED'], to: 'NEEDS_ATTENTION', cause, set });
    await move(tx, {
      ...{ machine: 'refund_attempt', id: attempt.id, from: ['COMPLETED'], to: 'FAILED', cause },
      set: sql`failure_code = 'REVERSED', evidence = 'the provider took its word back'`,
    });
    if (refund.goods + refund.delivery > 0) await this.followPayment(tx, refund, cause);
    if (breakId) {
      await tx.execute(
        sql`UPDATE backend.payment_breaks SET state = 'REFUND_DUE' WHERE id = ${breakId} AND state = 'RESOLVED'`,
      );
    }
    await this.outbox.publish(tx, RefundReopened, paymentId, {
      ...factOf(refund),
      provider: attempt.provider,
      reference: referenceOf(attempt),
      route: attempt.route,
      reopened: refund.reopened + 1,
    });
  }

  /** What arrived late is what is owed: the refund ends by it, and nobody pays twice. */
  async settle(tx: Tx, { refund, attempt }: Concerned, amount: Money, cause: string): Promise<void> {
    await this.outbox.publish(tx, LateRefundSettled, refund.id, lateFactOf(refund, attempt, amount));
    await this.completion.complete(tx, refund, attempt, cause);
  }

  /** What arrived late was paid for nothing, and does not come back. */
  async lose(tx: Tx, { refund, attempt }: Concerned, amount: Money): Promise<void> {
    await this.outbox.publish(tx, LateRefundLost, refund.id, lateFactOf(refund, attempt, amount));
  }

  /** What had come back of the payment has not. */
  private async followPayment(tx: Tx, { paymentId, goods, delivery }: Refund, cause: string): Promise<void> {
    const { status, left } = await tx.one<{ status: string; left: number }>(sql`
      UPDATE backend.payments SET refunded_amount = refunded_amount - ${goods + delivery} WHERE id = ${paymentId}
      RETURNING status, refunded_amount AS left`);
    const to = left === 0 ? 'CAPTURED' : 'PARTIALLY_REFUNDED';
    if (status !== to) {
      await move(tx, { machine: 'payment', id: paymentId, from: ['REFUNDED', 'PARTIALLY_REFUNDED'], to, cause });
    }
    await tx.execute(sql`
      UPDATE backend.orders o SET payment_status = 'PAID' FROM backend.payments p
      WHERE p.id = ${paymentId} AND o.id = p.order_id AND o.payment_status = 'REFUNDED'`);
  }
}

const REVERSED =
  'REVERSED: The provider says that the buyer has not got it after all: send it again or to another wallet.';

/** Why the provider's word about a completed refund is not that any more; undefined when it is. */
export const whyNotReopened = ({ refund, attempt }: Concerned): string | undefined =>
  refund.state === 'COMPLETED' && attempt.state === 'COMPLETED'
    ? undefined
    : `The refund is ${refund.state} and the try ${attempt.state}.`;

/** Why what arrived late is not what is owed; undefined when it is. */
export function whyNotSettled(refund: Refund, { amount, currency }: Money): string | undefined {
  if (!(AT_REST as readonly string[]).includes(refund.state)) return `The refund is ${refund.state}.`;
  const isWhole = amount === refund.amount && currency === refund.currency;
  return isWhole ? undefined : `${refund.amount} ${refund.currency} are owed, and ${amount} ${currency} arrived.`;
}
