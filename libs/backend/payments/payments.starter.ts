import { Injectable } from '@nestjs/common';
import { Database, newId, Outbox, type Tx, uniqueViolation, type Work } from '@pakashop/platform';
import type { OrderForPayment } from '../orders/orders.flow.js';
import { move } from '../transitions.js';
import { createAttempt, type NewAttempt } from './payments.attempts.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { type AttemptRef, FollowAttempt, followKey } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import { type Attempt, type Method, type Purpose, purposeOf } from './payments.provider.js';
import { PAYABLE, type Proof } from './payments.rules.js';

/** How the buyer chose to pay. */
export interface Choice {
  readonly method: Method;
  /** E.164; null for a card. */
  readonly phone: string | null;
}

/** An attempt that was committed, and the job that is now to be done. */
export interface Started {
  readonly work: Work<AttemptRef>;
  readonly attempt: Attempt;
  readonly purpose: Purpose;
}

/** Commits an attempt, its reference and its taken job together, before anything leaves. */
@Injectable()
export class PaymentStarter {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly orchestrator: PaymentOrchestrator,
  ) {}

  /**
   * @throws Problem PAY_002 when another attempt can still take money, payments.order_closed when it is too late,
   *   payments.method_unavailable, payments.amount_out_of_bounds
   */
  async start(order: OrderForPayment, choice: Choice): Promise<Started> {
    const { paymentId, orderId, number, total: amount, currency, contact } = order;
    const provider = await this.orchestrator.choose(choice.method, amount);
    const purpose = purposeOf({ orderId, number, name: contact.name, email: contact.email });
    try {
      return await this.db.transaction(async (tx) => {
        const [isOpen, started] = await Promise.all([
          move(tx, { machine: 'payment', id: paymentId, from: PAYABLE, to: 'PROCESSING', cause: 'initiate' }),
          this.begin(tx, { paymentId, orderId, provider, ...choice, amount, currency }, purpose),
        ]);
        if (!isOpen) throw problems.closed('Place a new order.');
        return started;
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
  async failOver(tx: Tx, dead: Attempt, purpose: Purpose, proof: Proof): Promise<Started | undefined> {
    const provider = this.orchestrator.after(dead, proof);
    if (!provider) return undefined;
    const { paymentId: id } = dead;
    if (!(await move(tx, { machine: 'payment', id, from: ['FAILED'], to: 'PROCESSING', cause: 'failover' })))
      return undefined;
    return this.begin(tx, { ...dead, provider, replacesId: dead.id }, purpose);
  }

  private async begin(tx: Tx, input: NewAttempt, purpose: Purpose): Promise<Started> {
    const attemptId = newId();
    const options = { key: followKey(attemptId), aggregateId: input.paymentId };
    const job = this.outbox.taken(FollowAttempt, { attemptId }, options);
    return { ...(await createAttempt(tx, attemptId, input, job)), purpose };
  }
}
