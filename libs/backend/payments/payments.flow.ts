import { Inject, Injectable } from '@nestjs/common';
import { Outbox, sql, type Tx, type Work } from '@pakashop/platform';
import { OrderFlow } from '../orders/orders.flow.js';
import type { OrderAtHand } from '../orders/orders.fact.js';
import { move } from '../transitions.js';
import { attemptById, showOnOrder } from './payments.attempts.js';
import { breakOf, recordBreak } from './payments.breaks.js';
import { lockPayments, PaymentCapture, succeeded } from './payments.capture.js';
import { PaymentsConfig } from './payments.config.js';
import { followKey } from './payments.jobs.js';
import type { Attempt, Sent, Standing, Success } from './payments.provider.js';
import { isCaptured, judge, LIVE, type PaymentState, type Verdict } from './payments.rules.js';
import { PaymentSurplus } from './payments.surplus.js';

/** Whether an attempt can still change after what was just applied. */
export type Applied = 'settled' | 'open';

/** An attempt and the order that it can pay, locked; there is none that is not PENDING any more. */
interface Concerned {
  readonly attempt: Attempt;
  readonly order?: OrderAtHand;
}

/** Closes the work in hand, in the transaction of its effect. */
export type Close = (tx: Tx) => Promise<void>;

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
    private readonly captures: PaymentCapture,
    private readonly surplus: PaymentSurplus,
    @Inject(PaymentsConfig) private readonly config: PaymentsConfig,
  ) {}

  /** Locks the checkout of a payment and tells its status. */
  async lock(tx: Tx, paymentId: string): Promise<PaymentState> {
    return (await lockPayments(tx, [paymentId])).get(paymentId)!;
  }

  /**
   * What the provider answered to sending. A refusal ends the attempt's job, anything else puts it off until the provider
   * is asked.
   */
  async applySent(tx: Tx, work: Work, { id, paymentId }: Attempt, sent: Sent): Promise<void> {
    if (sent.kind === 'refused') {
      await Promise.all([this.lock(tx, paymentId), work.close(tx)]);
      await this.fail(tx, id, paymentId, { code: sent.code, message: sent.message, cause: 'reply' });
      return;
    }
    const isAccepted = sent.kind === 'accepted';
    const patience = this.config.PAYMENT_POLL_SECONDS;
    await Promise.all([
      this.lock(tx, paymentId),
      // A callback may have come before our own reply: then the attempt is past SENT and stays where it is.
      move(tx, {
        machine: 'attempt',
        id,
        from: ['SENT', 'UNKNOWN'],
        to: isAccepted ? 'PENDING' : 'UNKNOWN',
        cause: 'reply',
        set: isAccepted
          ? sql`redirect_url = coalesce(${sent.redirectUrl ?? null}, t.redirect_url)`
          : sql`evidence = ${sent.reason}`,
      }),
      work.putOff(tx, isAccepted ? patience : Math.min(2, patience)),
    ]);
  }

  /**
   * What the provider says about an attempt, by callback or poll.
   *
   * @param close joins the transaction when the attempt is settled
   */
  async apply(tx: Tx, news: Attempt, standing: Standing, cause: string, close?: Close): Promise<Applied> {
    const { id, paymentId, orderId } = news;
    const [status, found, [order] = []] = await Promise.all([
      this.lock(tx, paymentId),
      attemptById(tx, id),
      // A success mostly pays the order: asked for here, it costs no round trip of its own.
      standing.kind === 'succeeded' ? this.orders.lockPending(tx, [orderId]) : [],
    ]);
    const attempt = found!;
    const verdict = judge(
      { attempt, paymentCaptured: isCaptured(status), notFoundSeconds: this.config.PAYMENT_NOT_FOUND_SECONDS },
      standing,
    );
    if (verdict.kind === 'wait' || verdict.kind === 'mismatch') {
      await this.keepOpen(tx, attempt, verdict, standing, cause);
      if (standing.kind === 'succeeded') await this.surplus.oweOthers(tx, attempt, standing);
      return 'open';
    }
    await Promise.all([this.settle(tx, { attempt, order }, verdict, standing, cause), close?.(tx)]);
    if (standing.kind === 'succeeded') await this.surplus.oweOthers(tx, attempt, standing);
    return 'settled';
  }

  private async settle(
    tx: Tx,
    { attempt, order }: Concerned,
    verdict: Exclude<Verdict, { kind: 'wait' | 'mismatch' }>,
    standing: Standing,
    cause: string,
  ): Promise<void> {
    const { id, paymentId } = attempt;
    if (standing.kind === 'succeeded' && verdict.kind === 'capture') {
      // The order ended while this attempt was under way: the money is not for it any more.
      if (!order) return this.lateSuccess(tx, attempt, standing, cause);
      await this.captures.capture(tx, [{ attempt, order, standing }], cause);
      if (verdict.surplus > 0)
        await this.surplus.owe(tx, attempt, { ...standing, amount: verdict.surplus }, 'OVERPAYMENT');
      return;
    }
    if (verdict.kind === 'fail') await this.fail(tx, id, paymentId, { ...verdict, cause });
    if (standing.kind === 'succeeded' && verdict.kind === 'surplus') {
      await this.surplus.owe(tx, attempt, standing, verdict.reason);
    }
    await this.outbox.withdraw(tx, [followKey(id)]);
  }

  private async keepOpen(
    tx: Tx,
    attempt: Attempt,
    verdict: Verdict & { kind: 'wait' | 'mismatch' },
    standing: Standing,
    cause: string,
  ): Promise<void> {
    if (verdict.kind === 'wait') await this.wait(tx, attempt, verdict, cause);
    else if (standing.kind === 'succeeded') await this.mismatch(tx, attempt, standing, cause);
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
    if (moved) await tx.execute(showOnOrder(paymentId, 'FAILED'));
    return true;
  }

  private async wait(
    tx: Tx,
    { id, state }: Attempt,
    verdict: Verdict & { kind: 'wait' },
    cause: string,
  ): Promise<void> {
    if (state === verdict.state) return;
    await move(tx, {
      machine: 'attempt',
      id,
      from: LIVE,
      to: verdict.state,
      cause,
      set: sql`evidence = ${verdict.evidence}`,
    });
  }

  private async lateSuccess(tx: Tx, attempt: Attempt, success: Success, cause: string): Promise<void> {
    await move(tx, succeeded([{ attempt, standing: success }], cause));
    await this.surplus.owe(tx, attempt, success, 'LATE_SUCCESS');
    await this.outbox.withdraw(tx, [followKey(attempt.id)]);
  }

  /** Less than was asked for, or another currency: not paid, kept open, and a person has to look. */
  private async mismatch(tx: Tx, attempt: Attempt, success: Success, cause: string): Promise<void> {
    const { id, amount, currency, reference } = attempt;
    const detail = `expected ${amount} ${currency}, the provider says ${success.amount} ${success.currency}`;
    const found = breakOf(attempt, success, { kind: 'AMOUNT_MISMATCH', state: 'OPEN', detail });
    await recordBreak(tx, { ...found, reference });
    if (attempt.state === 'UNKNOWN') return;
    await move(tx, { machine: 'attempt', id, from: LIVE, to: 'UNKNOWN', cause, set: sql`evidence = ${detail}` });
  }
}
