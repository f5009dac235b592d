import { Inject, Injectable } from '@nestjs/common';
import { money, Outbox, sql, type Tx } from '@pakashop/platform';
import { OrderFlow } from '../orders/orders.flow.js';
import type { OrderFact } from '../orders/orders.events.js';
import { move } from '../transitions.js';
import { attemptById } from './payments.attempts.js';
import { type Break, recordBreak } from './payments.breaks.js';
import { PaymentsConfig } from './payments.config.js';
import { PaymentCaptured, PaymentSurplusReceived, type SurplusKind } from './payments.events.js';
import { expireKey, FollowAttempt, followKey } from './payments.jobs.js';
import type { Attempt, Sent, Standing, Success } from './payments.provider.js';
import { judge, LIVE, PAYABLE, type PaymentState, type Verdict } from './payments.rules.js';

/** Whether an attempt can still change after what was just applied. */
export type Applied = 'settled' | 'open';

/**
 * Applies what is known about an attempt: the one set of guarded transitions that replies, callbacks and polling share,
 * in any order and any number. The payment's row is locked first, so that two pieces of news about one checkout wait
 * for each other.
 */
@Injectable()
export class PaymentFlow {
  constructor(
    private readonly orders: OrderFlow,
    private readonly outbox: Outbox,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** Locks the checkout of a payment and tells its status. */
  async lock(tx: Tx, paymentId: string): Promise<PaymentState> {
    const row = await tx.one<{ status: PaymentState }>(
      sql`SELECT status FROM backend.payments WHERE id = ${paymentId} FOR UPDATE`,
    );
    return row.status;
  }

  /** What the provider answered to sending. */
  async applySent(tx: Tx, { id, paymentId }: Attempt, sent: Sent): Promise<void> {
    await this.lock(tx, paymentId);
    if (sent.kind === 'refused') {
      await this.fail(tx, id, paymentId, { code: sent.code, message: sent.message, cause: 'reply' });
      return;
    }
    const accepted = sent.kind === 'accepted';
    // A callback may have come before our own reply: then the attempt is past SENT and stays where it is.
    await move(tx, {
      machine: 'attempt',
      id,
      from: ['SENT', 'UNKNOWN'],
      to: accepted ? 'PENDING' : 'UNKNOWN',
      cause: 'reply',
      set: accepted
        ? sql`redirect_url = coalesce(${sent.redirectUrl ?? null}, redirect_url)`
        : sql`evidence = ${sent.reason}`,
    });
    await this.outbox.enqueue(
      tx,
      FollowAttempt,
      { attemptId: id },
      {
        key: followKey(id),
        inSeconds: accepted ? this.config.PAYMENT_POLL_SECONDS : Math.min(2, this.config.PAYMENT_POLL_SECONDS),
      },
    );
  }

  /** What the provider says about an attempt, by callback or poll. */
  async apply(tx: Tx, { id, paymentId, orderId }: Attempt, standing: Standing, cause: string): Promise<Applied> {
    const status = await this.lock(tx, paymentId);
    const attempt = (await attemptById(tx, id))!;
    const verdict = judge(
      { attempt, paymentCaptured: status === 'CAPTURED', notFoundSeconds: this.config.PAYMENT_NOT_FOUND_SECONDS },
      standing,
    );
    await this.carryOut(tx, attempt, verdict, standing, cause);
    if (standing.kind === 'succeeded') await this.recordOthers(tx, attempt, standing);
    if (verdict.kind === 'wait' || verdict.kind === 'mismatch') return 'open';
    await this.outbox.withdraw(tx, [followKey(id), ...(verdict.kind === 'capture' ? [expireKey(orderId)] : [])]);
    return 'settled';
  }

  private async carryOut(tx: Tx, attempt: Attempt, verdict: Verdict, standing: Standing, cause: string): Promise<void> {
    const { id, paymentId } = attempt;
    if (verdict.kind === 'fail') await this.fail(tx, id, paymentId, { ...verdict, cause });
    if (verdict.kind === 'wait') await this.wait(tx, attempt, verdict, cause);
    if (standing.kind !== 'succeeded') return;
    if (verdict.kind === 'capture') await this.capture(tx, attempt, standing, verdict.surplus, cause);
    if (verdict.kind === 'surplus') await this.surplus(tx, attempt, standing, verdict.reason);
    if (verdict.kind === 'mismatch') await this.mismatch(tx, attempt, standing, cause);
  }

  /** Ends an attempt on the provider's definite word; the buyer may try again. */
  async fail(
    tx: Tx,
    attemptId: string,
    paymentId: string,
    { code, message, cause }: { code: string; message: string; cause: string },
  ): Promise<boolean> {
    const failed = await move(tx, {
      machine: 'attempt',
      id: attemptId,
      from: LIVE,
      to: 'FAILED',
      cause: `${cause}: ${code}`,
      set: sql`failure_code = ${code}, evidence = ${message}, fenced_at = now(), settled_at = now()`,
    });
    if (!failed) return false;
    const moved = await move(tx, {
      machine: 'payment',
      id: paymentId,
      from: ['PROCESSING'],
      to: 'FAILED',
      cause: code,
    });
    if (moved) await this.setOrderPaymentStatus(tx, paymentId, 'FAILED');
    return true;
  }

  /** The status that buyers see on the order follows the payment. */
  async setOrderPaymentStatus(tx: Tx, paymentId: string, status: 'PENDING' | 'FAILED'): Promise<void> {
    await tx.execute(sql`
      UPDATE backend.orders o SET payment_status = ${status} FROM backend.payments p
      WHERE p.id = ${paymentId} AND o.id = p.order_id AND o.payment_status = ${status === 'FAILED' ? 'PENDING' : 'FAILED'}`);
  }

  private async wait(
    tx: Tx,
    { id, state }: Attempt,
    verdict: Verdict & { kind: 'wait' },
    cause: string,
  ): Promise<void> {
    if (state === verdict.state || state === 'CREATED') return;
    await move(tx, {
      machine: 'attempt',
      id,
      from: LIVE,
      to: verdict.state,
      cause,
      set: sql`evidence = ${verdict.evidence}`,
    });
  }

  private async capture(tx: Tx, attempt: Attempt, success: Success, surplus: number, cause: string): Promise<void> {
    const { id, paymentId, orderId, provider, amount, currency } = attempt;
    const fact = await this.orders.confirm(tx, orderId, cause);
    // The order ended while this attempt was under way: the money is not for it any more.
    if (!fact) return this.lateSuccess(tx, attempt, success, cause);
    await this.succeed(tx, id, success, cause);
    await move(tx, {
      machine: 'payment',
      id: paymentId,
      from: PAYABLE,
      to: 'CAPTURED',
      cause,
      set: sql`captured_amount = amount, captured_at = now()`,
    });
    await this.outbox.publish(tx, PaymentCaptured, paymentId, {
      paymentId,
      orderId,
      attemptId: id,
      provider,
      ...(success.transactionId && { providerTransactionId: success.transactionId }),
      amount: money(amount, currency),
      parts: partsOf(fact),
    });
    if (surplus > 0) await this.surplus(tx, attempt, { ...success, amount: surplus }, 'OVERPAYMENT');
  }

  private async lateSuccess(tx: Tx, attempt: Attempt, success: Success, cause: string): Promise<void> {
    await this.succeed(tx, attempt.id, success, cause);
    await this.surplus(tx, attempt, success, 'LATE_SUCCESS');
  }

  private async succeed(tx: Tx, id: string, { transactionId }: Success, cause: string): Promise<void> {
    const set = sql`provider_transaction_id = ${transactionId}, settled_at = now(), evidence = NULL, fenced_at = now()`;
    await move(tx, { machine: 'attempt', id, from: LIVE, to: 'SUCCEEDED', cause, set });
  }

  /** Money that no order waits for: a break, a debt to the buyer in the ledger, and a refund that is due. */
  private async surplus(
    tx: Tx,
    attempt: Attempt,
    { amount, currency, transactionId }: Success,
    kind: SurplusKind,
  ): Promise<void> {
    const { id, paymentId, orderId, provider } = attempt;
    const reference = transactionId ?? attempt.reference;
    const detail = `the provider took ${amount} ${currency} that no order waits for`;
    const found: Break = {
      kind,
      provider,
      reference,
      attemptId: id,
      paymentId,
      amount,
      currency,
      detail,
      state: 'REFUND_DUE',
    };
    if (!(await recordBreak(tx, found))) return;
    await this.outbox.publish(tx, PaymentSurplusReceived, paymentId, {
      attemptId: id,
      paymentId,
      orderId,
      provider,
      reference,
      kind,
      amount: money(amount, currency),
    });
  }

  /** Less than was asked for, or another currency: not paid, kept open, and a person has to look. */
  private async mismatch(tx: Tx, attempt: Attempt, { amount, currency }: Success, cause: string): Promise<void> {
    const { id, paymentId, provider, reference } = attempt;
    const detail = `expected ${attempt.amount} ${attempt.currency}, the provider says ${amount} ${currency}`;
    await recordBreak(tx, {
      kind: 'AMOUNT_MISMATCH',
      provider,
      reference,
      attemptId: id,
      paymentId,
      amount,
      currency,
      detail,
      state: 'OPEN',
    });
    if (attempt.state === 'UNKNOWN') return;
    await move(tx, { machine: 'attempt', id, from: LIVE, to: 'UNKNOWN', cause, set: sql`evidence = ${detail}` });
  }

  /** A page can be paid more than once: whatever is not the payment that settled the attempt is owed back. */
  private async recordOthers(tx: Tx, attempt: Attempt, standing: Standing & { kind: 'succeeded' }): Promise<void> {
    if (standing.others.length === 0) return;
    const settledBy = attempt.providerTransactionId ?? standing.transactionId;
    const surplus = [standing, ...standing.others].filter(({ transactionId }) => transactionId !== settledBy);
    for (const success of surplus) await this.surplus(tx, attempt, success, 'DOUBLE_SUCCESS');
  }
}

/** The order's total over its shop orders; they sum to it by the database's own check. */
const partsOf = ({ shopOrders }: OrderFact) =>
  shopOrders.map(({ shopOrderId, shopId, total }) => ({ shopOrderId, shopId, amount: total }));
