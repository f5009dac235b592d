import { Injectable } from '@nestjs/common';
import { Database, Outbox, type Tx, uniqueViolation, type Work } from '@pakashop/platform';
import type { OrderForPayment } from '../orders/orders.flow.js';
import { move } from '../transitions.js';
import { createAttempt, type NewAttempt } from './payments.attempts.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { PaymentFlow } from './payments.flow.js';
import { type AttemptRef, SendAttempt } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt, Method } from './payments.provider.js';
import { PAYABLE } from './payments.rules.js';

/** How the buyer chose to pay. */
export interface Choice {
  readonly method: Method;
  /** E.164; null for a card. */
  readonly phone: string | null;
}

/** Commits an attempt, its reference and its taken job together, before anything leaves. */
@Injectable()
export class PaymentStarter {
  constructor(
    private readonly db: Database,
    private readonly flow: PaymentFlow,
    private readonly outbox: Outbox,
    private readonly orchestrator: PaymentOrchestrator,
  ) {}

  /**
   * @throws Problem PAY_002 when another attempt can still take money, payments.order_closed when it is too late,
   *   payments.method_unavailable, payments.amount_out_of_bounds
   */
  async start(order: OrderForPayment, choice: Choice): Promise<Work<AttemptRef>> {
    const { paymentId, orderId, total: amount, currency } = order;
    const provider = await this.orchestrator.choose(choice.method, amount);
    try {
      return await this.db.transaction(async (tx) => {
        await this.flow.lock(tx, paymentId);
        const isOpen = await move(tx, {
          machine: 'payment',
          id: paymentId,
          from: PAYABLE,
          to: 'PROCESSING',
          cause: 'initiate',
        });
        if (!isOpen) throw problems.closed('Place a new order.');
        return this.begin(tx, { paymentId, orderId, provider, ...choice, amount, currency });
      });
    } catch (error) {
      if (uniqueViolation(error) !== 'payment_attempts_live_key') throw error;
      throw problems.duplicate('A payment was started a moment ago. Ask for its status.');
    }
  }

  /**
   * Turns to the next provider, in the transaction that proves the last attempt dead. Undefined when there is nobody to
   * turn to, or the payment has ended meanwhile.
   */
  async failOver(tx: Tx, dead: Attempt): Promise<Work<AttemptRef> | undefined> {
    const provider = this.orchestrator.after(dead);
    if (!provider) return undefined;
    const { paymentId: id } = dead;
    if (!(await move(tx, { machine: 'payment', id, from: ['FAILED'], to: 'PROCESSING', cause: 'failover' })))
      return undefined;
    return this.begin(tx, { ...dead, provider, replacesId: dead.id });
  }

  private async begin(tx: Tx, input: NewAttempt): Promise<Work<AttemptRef>> {
    await this.flow.setOrderPaymentStatus(tx, input.paymentId, 'PENDING');
    const attemptId = await createAttempt(tx, input);
    const options = { key: `send:${attemptId}`, aggregateId: input.paymentId };
    return this.outbox.enqueueTaken(tx, SendAttempt, { attemptId }, options);
  }
}
