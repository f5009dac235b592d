import { Inject, Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  money,
  Outbox,
  sql,
  type Tx,
  uniqueViolation,
  within,
  type Work,
} from '@pakashop/platform';
import { FraudPort } from '@pakashop/fraud';
import { OrderFlow, type OrderForPayment } from '../orders/orders.flow.js';
import { move } from '../transitions.js';
import { createAttempt, latestAttempt, liveAttempt } from './payments.attempts.js';
import { PaymentsConfig } from './payments.config.js';
import type { InitiatePayment, InitiatedPayment, PaymentStatusView } from './payments.dto.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { PaymentFlow } from './payments.flow.js';
import { type AttemptRef, SendAttempt } from './payments.jobs.js';
import { PaymentOrchestrator } from './payments.orchestrator.js';
import type { Attempt, PaymentProvider } from './payments.provider.js';
import { adviceFor, isLive, PAYABLE } from './payments.rules.js';
import { PaymentSender } from './payments.sender.js';
import { phoneFor } from './payments.phone.js';

/** What buyers do about paying: start, look, and start again after a failure. */
@Injectable()
export class PaymentService {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderFlow,
    private readonly flow: PaymentFlow,
    private readonly outbox: Outbox,
    private readonly sender: PaymentSender,
    private readonly orchestrator: PaymentOrchestrator,
    private readonly fraud: FraudPort,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /**
   * Starts paying an order. The attempt and its job are committed before anything leaves; then this request does the job
   * itself for up to PAYMENT_REPLY_SECONDS, and the worker goes on if it takes longer or this process ends.
   *
   * @throws Problem ORDER_001, PAY_002, payments.order_closed, FRAUD_001, VAL_002, payments.method_unavailable
   */
  async initiate(actor: Actor, { orderId, method, phone }: InitiatePayment): Promise<InitiatedPayment> {
    const order = await this.orders.owned(actor, orderId);
    assertPayable(order);
    const payer = phoneFor(method, phone ?? order.contact.phone);
    const running = await liveAttempt(this.db, order.paymentId);
    if (running) return this.resume(running, { method, phone: payer });
    await this.assess(actor, order, method);
    const provider = await this.orchestrator.choose(method, order.total);
    const work = await this.start(order, { method, phone: payer }, provider);
    // Past our patience the sender goes on by itself; if it fails, its lease ends and the worker takes over.
    await within(
      this.config.PAYMENT_REPLY_SECONDS * 1000,
      this.sender.send(work).catch(() => undefined),
    );
    return this.view((await latestAttempt(this.db, order.paymentId))!);
  }

  /** The status that a waiting page polls. */
  async status(actor: Actor, orderId: string): Promise<PaymentStatusView> {
    const order = await this.orders.owned(actor, orderId);
    const [payment, attempt] = await Promise.all([
      this.db.one<{ status: string }>(sql`SELECT status FROM backend.payments WHERE id = ${order.paymentId}`),
      latestAttempt(this.db, order.paymentId),
    ]);
    return {
      orderId,
      orderNumber: order.number,
      orderStatus: order.status,
      paymentStatus: order.paymentStatus,
      payment: payment.status,
      total: money(order.total, order.currency),
      expiresAt: order.expiresAt.toISOString(),
      attempt: attempt ? attemptView(attempt) : null,
      pollAfterSeconds: 5,
    };
  }

  /** The same buyer asking again for the payment that is under way gets that payment; anything else has to wait. */
  private resume(running: Attempt, { method, phone }: { method: string; phone: string | null }): InitiatedPayment {
    if (running.method === method && running.phone === phone) return this.view(running);
    throw problems.duplicate('Wait for the payment that is under way, or cancel it first.');
  }

  private async assess(actor: Actor, order: OrderForPayment, method: string): Promise<void> {
    const { decision } = await this.fraud.assess({
      paymentId: order.paymentId,
      orderId: order.orderId,
      ...(order.userId && { buyerId: order.userId }),
      sellerIds: order.shopOwnerIds,
      amount: money(order.total, order.currency),
      method,
      ...(actor.address && { address: actor.address }),
    });
    if (decision === 'PASS') return;
    await this.db.transaction(async (tx) => {
      await move(tx, {
        machine: 'payment',
        id: order.paymentId,
        from: ['PENDING', 'FAILED'],
        to: 'REVIEW',
        cause: 'fraud check',
      });
    });
    throw problems.review('We look at it and tell you; nothing was charged.');
  }

  /** Commits attempt, reference and the taken job; nothing has left yet. */
  private async start(
    order: OrderForPayment,
    { method, phone }: { method: Attempt['method']; phone: string | null },
    provider: PaymentProvider,
  ): Promise<Work<AttemptRef>> {
    const { paymentId, orderId, total: amount, currency } = order;
    try {
      return await this.db.transaction(async (tx) => {
        await this.flow.lock(tx, paymentId);
        await this.reopen(tx, paymentId);
        const attemptId = await createAttempt(tx, { paymentId, orderId, provider, method, phone, amount, currency });
        return this.outbox.enqueueTaken(
          tx,
          SendAttempt,
          { attemptId },
          { key: `send:${attemptId}`, aggregateId: paymentId },
        );
      });
    } catch (error) {
      if (uniqueViolation(error) !== 'payment_attempts_live_key') throw error;
      throw problems.duplicate('A payment was started a moment ago. Ask for its status.');
    }
  }

  private async reopen(tx: Tx, paymentId: string): Promise<void> {
    const moved = await move(tx, {
      machine: 'payment',
      id: paymentId,
      from: PAYABLE,
      to: 'PROCESSING',
      cause: 'initiate',
    });
    if (!moved) throw problems.closed('Place a new order.');
    await this.flow.setOrderPaymentStatus(tx, paymentId, 'PENDING');
  }

  private view(attempt: Attempt): InitiatedPayment {
    const { id: transactionId, state, redirectUrl, provider, failureCode } = attempt;
    if (state === 'FAILED') throw problems.refused(adviceFor(failureCode ?? ''));
    if (redirectUrl && isLive(state)) return { type: 'redirect', transactionId, url: redirectUrl };
    const prompted = provider === 'pawapay' && (state === 'PENDING' || state === 'SUCCEEDED');
    if (!prompted) return { type: 'pending', transactionId };
    return {
      type: 'ussd',
      transactionId,
      message: 'Enter your mobile money PIN on your phone to approve the payment.',
    };
  }
}

function assertPayable({ status, paymentStatus }: OrderForPayment): void {
  if (paymentStatus === 'PAID') throw problems.duplicate('This order is paid.');
  if (status !== 'PENDING') throw problems.closed('Place a new order.');
}

const attemptView = (attempt: Attempt): NonNullable<PaymentStatusView['attempt']> => ({
  transactionId: attempt.id,
  method: attempt.method,
  state: attempt.state,
  url: isLive(attempt.state) ? attempt.redirectUrl : null,
  failureCode: attempt.failureCode,
  message: attempt.state === 'FAILED' ? adviceFor(attempt.failureCode ?? '') : null,
});
