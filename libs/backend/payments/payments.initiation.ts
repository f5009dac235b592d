import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database } from '@pakashop/platform';
import { OrderFlow, type OrderForPayment } from '../orders/orders.flow.js';
import { latestAttempt, liveAttempt } from './payments.attempts.js';
import type { InitiatedPayment, InitiatePayment } from './payments.dto.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { PaymentGate } from './payments.gate.js';
import { phoneFor } from './payments.phone.js';
import type { Attempt } from './payments.provider.js';
import { adviceFor, isLive } from './payments.rules.js';
import { PaymentSender } from './payments.sender.js';
import { type Choice, PaymentStarter } from './payments.starter.js';

/** Starts paying an order, and tells the buyer what to do now. */
@Injectable()
export class PaymentInitiation {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderFlow,
    private readonly gate: PaymentGate,
    private readonly starter: PaymentStarter,
    private readonly sender: PaymentSender,
  ) {}

  /**
   * Attempt and job are committed before anything leaves; then this request does the job itself for as long as a buyer
   * would wait, and the worker goes on if it takes longer or this process ends.
   *
   * @throws Problem ORDER_001, PAY_001, PAY_002, payments.order_closed, FRAUD_001, VAL_002, payments.method_unavailable
   */
  async initiate(actor: Actor, { orderId, method, phone }: InitiatePayment, claim: Claim): Promise<InitiatedPayment> {
    const order = await this.orders.owned(actor, orderId);
    assertPayable(order);
    const choice = { method, phone: phoneFor(method, phone ?? order.contact.phone) };
    const running = order.isBeingPaid && (await liveAttempt(this.db, order.paymentId));
    if (running) return resume(running, choice);
    await this.gate.pass(actor, order, method);
    let told: InitiatedPayment | undefined;
    await this.sender.sendPatiently(await this.starter.start(order, choice), async (tx, attempt) => {
      const answer = view(attempt);
      await claim.answer(tx, statusOf(answer), answer);
      tx.onCommit(() => (told = answer));
    });
    return told ?? view((await latestAttempt(this.db, order.paymentId))!);
  }
}

/** 202 when there is nothing for the buyer to do yet. */
export const statusOf = ({ type }: InitiatedPayment): number => (type === 'pending' ? 202 : 200);

function assertPayable({ status, paymentStatus }: OrderForPayment): void {
  if (paymentStatus === 'PAID') throw problems.duplicate('This order is paid.');
  if (status !== 'PENDING') throw problems.closed('Place a new order.');
}

/** The same buyer asking again for the payment that is under way gets that payment; anything else has to wait. */
function resume(running: Attempt, { method, phone }: Choice): InitiatedPayment {
  if (running.method === method && running.phone === phone) return view(running);
  throw problems.duplicate('Wait for the payment that is under way, or cancel it first.');
}

function view({ id: transactionId, state, redirectUrl, provider, failureCode }: Attempt): InitiatedPayment {
  if (state === 'FAILED') throw problems.refused(adviceFor(failureCode ?? ''));
  if (redirectUrl && isLive(state)) return { type: 'redirect', transactionId, url: redirectUrl };
  const prompted = provider === 'pawapay' && (state === 'PENDING' || state === 'SUCCEEDED');
  if (!prompted) return { type: 'pending', transactionId };
  return { type: 'ussd', transactionId, message: 'Enter your mobile money PIN on your phone to approve the payment.' };
}
