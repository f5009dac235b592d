import { Inject, Injectable } from '@nestjs/common';
import { type Actor, Again, Database, type Tx, type Work } from '@pakashop/platform';
import { OrderFlow, type OrderForPayment } from '../orders/orders.flow.js';
import { move } from '../transitions.js';
import { liveAttempt } from './payments.attempts.js';
import { PaymentsConfig } from './payments.config.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { PaymentFlow } from './payments.flow.js';
import type { OrderRef } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt, Standing } from './payments.provider.js';

/** `open`: the attempt may still take money. */
type Closed = 'closed' | 'open';

/** Ends payments and unpaid orders, never before it is certain that no money can come any more. */
@Injectable()
export class PaymentClosing {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderFlow,
    private readonly flow: PaymentFlow,
    private readonly orchestrator: PaymentOrchestrator,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** Calls off the try that is under way, so that the buyer can choose another way to pay. */
  async cancelAttempt(actor: Actor, orderId: string): Promise<OrderForPayment> {
    const order = await this.orders.owned(actor, orderId);
    await this.closeOrRefuse(order);
    return this.orders.owned(actor, orderId);
  }

  /** Calls off an order as long as it is unpaid: no try is under way any more and the stock is free. One that is paid stays. */
  async cancelOrder(actor: Actor, orderId: string): Promise<OrderForPayment> {
    const order = await this.orders.owned(actor, orderId);
    if (order.status === 'PENDING') await this.closeOrRefuse(order);
    await this.end(order.orderId, order.paymentId, 'CANCELLED', `cancelled by ${actor.label}`);
    return this.orders.owned(actor, orderId);
  }

  /** An order that was not paid in time: asks the provider first, waits while money may come, then frees the stock. */
  async expire(work: Work<OrderRef>): Promise<Again | void> {
    const { orderId } = work.payload;
    const payment = await this.orders.paymentOf(orderId);
    if (!payment || payment.orderStatus !== 'PENDING') return undefined;
    const attempt = await liveAttempt(this.db, payment.paymentId);
    if (attempt && (await this.closeAttempt(attempt, 'EXPIRED')) === 'open') {
      return new Again(Math.min(this.config.PAYMENT_POLL_SECONDS * (work.round + 1), 60));
    }
    const ended = await this.end(orderId, payment.paymentId, 'EXPIRED', 'not paid in time', (tx) => work.close(tx));
    // Somebody started to pay between our look and the lock: decide anew.
    return ended || (await this.orders.paymentOf(orderId))?.orderStatus !== 'PENDING' ? undefined : new Again(1);
  }

  /** A reviewer's no: no attempt was ever made. */
  async reject(tx: Tx, orderId: string, paymentId: string): Promise<void> {
    await this.flow.lock(tx, paymentId);
    const moved = await move(tx, {
      machine: 'payment',
      id: paymentId,
      from: ['REVIEW'],
      to: 'CANCELLED',
      cause: 'review rejected',
    });
    if (moved) await this.orders.close(tx, orderId, 'CANCELLED', 'review rejected');
  }

  private async closeOrRefuse({ paymentId }: OrderForPayment): Promise<void> {
    const attempt = await liveAttempt(this.db, paymentId);
    if (attempt && (await this.closeAttempt(attempt, 'CANCELLED')) === 'open') {
      throw problems.inFlight(
        'Approve or decline it on the phone, or wait until the prompt has run out, and try again.',
      );
    }
  }

  /**
   * Proves an attempt dead: a page is closed and then asked about; a prompt cannot be taken back, so only the provider's
   * word ends it.
   */
  private async closeAttempt(attempt: Attempt, code: 'CANCELLED' | 'EXPIRED'): Promise<Closed> {
    const provider = this.orchestrator.provider(attempt.provider);
    const isShut = await provider.close(attempt);
    const standing = await provider.ask(attempt);
    return this.db.transaction((tx) => this.conclude(tx, attempt, isShut ? withoutPage(standing, code) : standing));
  }

  private async conclude(tx: Tx, attempt: Attempt, standing: Standing): Promise<Closed> {
    return (await this.flow.apply(tx, attempt, standing, 'close')) === 'settled' ? 'closed' : 'open';
  }

  /** Ends payment and order together, if nothing has happened to them meanwhile. */
  private end(
    orderId: string,
    paymentId: string,
    to: 'EXPIRED' | 'CANCELLED',
    cause: string,
    close?: (tx: Tx) => Promise<void>,
  ): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await this.flow.lock(tx, paymentId);
      if (await liveAttempt(tx, paymentId)) return false;
      const moved = await move(tx, {
        machine: 'payment',
        id: paymentId,
        from: ['PENDING', 'FAILED', 'REVIEW'],
        to,
        cause,
      });
      if (!moved) return false;
      await this.orders.close(tx, orderId, to, cause);
      await close?.(tx);
      return true;
    });
  }
}

/** On a closed page nobody can start any more: no transaction is then the end. One under way is waited for. */
const withoutPage = (standing: Standing, code: string): Standing =>
  standing.kind === 'notFound'
    ? { kind: 'failed', code, message: 'the page was closed before anybody paid' }
    : standing;
