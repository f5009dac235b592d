import { Inject, Injectable } from '@nestjs/common';
import { money, Outbox, sql, type Tx, type Work } from '@pakashop/platform';
import { type Break, recordBreak } from '../payments/payments.breaks.js';
import { PaymentsConfig } from '../payments/payments.config.js';
import { move } from '../transitions.js';
import { RefundCompletion } from './refunds.completion.js';
import { RefundsConfig } from './refunds.config.js';
import { whyNotSettled } from './refunds.corrections.js';
import { RefundArrivedLate } from './refunds.events.js';
import { afterFailure } from './refunds.failures.js';
import type { RefundRef } from './refunds.jobs.js';
import { ARRIVED_LATE, hasArrivedLate } from './refunds.late.js';
import type { RefundAttempt, RefundSent, RefundStanding } from './refunds.provider.js';
import { RefundQueue } from './refunds.queue.js';
import { attemptById, lateFactOf, type Refund } from './refunds.record.js';
import { jitter, judge, LIVE } from './refunds.rules.js';

/** Closes the work in hand, in the transaction of its effect. */
export type Close = (tx: Tx) => Promise<void>;

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly cause: string;
}

/**
 * Applies what is known about an attempt: the one set of guarded transitions that replies, callbacks and polling share,
 * in any order and any number. Payment and refund are locked first, so that two pieces of news wait for each other.
 */
@Injectable()
export class RefundFlow {
  constructor(
    private readonly completion: RefundCompletion,
    private readonly queue: RefundQueue,
    private readonly outbox: Outbox,
    @Inject(RefundsConfig) private readonly config: RefundsConfig,
    @Inject(PaymentsConfig) private readonly payments: PaymentsConfig,
  ) {}

  /** What the provider answered to sending. A refusal ends the attempt; anything else is asked about soon. */
  async applySent(tx: Tx, work: Work<RefundRef>, { id, refundId }: RefundAttempt, sent: RefundSent): Promise<void> {
    const refund = await this.completion.lock(tx, refundId);
    if (sent.kind === 'refused') {
      const attempt = (await attemptById(tx, id))!;
      return this.fail(tx, refund, attempt, { ...sent, cause: 'reply' }, (inner) => work.close(inner));
    }
    const isAccepted = sent.kind === 'accepted';
    const patience = this.payments.PAYMENT_POLL_SECONDS;
    // A callback may have come before our own reply: then the attempt is past SENT and stays where it is.
    await move(tx, {
      machine: 'refund_attempt',
      id,
      from: ['SENT', 'UNKNOWN'],
      to: isAccepted ? 'PENDING' : 'UNKNOWN',
      cause: 'reply',
      set: isAccepted
        ? sql`provider_refund_id = coalesce(${sent.providerRefundId ?? null}, t.provider_refund_id)`
        : sql`evidence = ${sent.reason}`,
    });
    await work.putOff(tx, isAccepted ? patience : Math.min(2, patience));
  }

  /**
   * What the provider says about an attempt, by callback or poll.
   *
   * @param close joins the transaction when the attempt has ended
   * @returns whether it has
   */
  async apply(
    tx: Tx,
    { id, refundId }: RefundAttempt,
    standing: RefundStanding,
    cause: string,
    close: Close,
  ): Promise<boolean> {
    const refund = await this.completion.lock(tx, refundId);
    const attempt = (await attemptById(tx, id))!;
    const verdict = judge({ attempt, notFoundSeconds: this.payments.PAYMENT_NOT_FOUND_SECONDS }, standing);
    switch (verdict.kind) {
      case 'complete':
        await this.complete(tx, refund, attempt, standing, cause);
        break;
      case 'fail':
        await this.fail(tx, refund, attempt, { ...verdict, cause }, close);
        return true;
      case 'contradiction':
        await this.contradict(tx, refund, attempt, standing, cause);
        break;
      case 'nothing':
        break;
      case 'mismatch':
      case 'wait':
        await this.keepOpen(tx, attempt, standing, cause, verdict.kind === 'wait' ? verdict : undefined);
        return false;
    }
    await close(tx);
    return true;
  }

  private async complete(
    tx: Tx,
    refund: Refund,
    attempt: RefundAttempt,
    standing: RefundStanding,
    cause: string,
  ): Promise<void> {
    const providerRefundId = refundIdOf(standing);
    const moved = await move(tx, {
      machine: 'refund_attempt',
      id: attempt.id,
      from: LIVE,
      to: 'COMPLETED',
      cause,
      set: sql`settled_at = now(), evidence = NULL, provider_refund_id = coalesce(${providerRefundId}, t.provider_refund_id)`,
    });
    if (moved) await this.completion.complete(tx, refund, { ...attempt, providerRefundId }, cause);
  }

  /** Ends an attempt on the provider's definite word. What is owed stays owed: sent again by itself, or by a person. */
  private async fail(tx: Tx, refund: Refund, attempt: RefundAttempt, failure: Failure, close: Close): Promise<void> {
    const { code, message, cause } = failure;
    const failed = await move(tx, {
      machine: 'refund_attempt',
      id: attempt.id,
      from: LIVE,
      to: 'FAILED',
      cause: `${cause}: ${code}`,
      set: sql`failure_code = ${code}, evidence = ${message}, settled_at = now()`,
    });
    if (failed) await this.goOn(tx, refund, code);
    await close(tx);
  }

  private async goOn(tx: Tx, refund: Refund, code: string): Promise<void> {
    const { id, attempts } = refund;
    // Of what arrived after all nothing is sent again by itself.
    const next = (await hasArrivedLate(tx, id))
      ? ({ kind: 'attention', why: ARRIVED_LATE } as const)
      : afterFailure(code, attempts, this.config.REFUND_RETRY_SECONDS);
    await this.queue.withdraw(tx, refund);
    const step = { machine: 'refund', id, from: ['SENT'], cause: code } as const;
    if (next.kind === 'attention') {
      await move(tx, { ...step, to: 'NEEDS_ATTENTION', set: sql`attention = ${next.why}` });
      return;
    }
    const seconds = jitter(next.inSeconds);
    await move(tx, { ...step, to: 'RESERVED', set: sql`retry_at = now() + make_interval(secs => ${seconds})` });
    await this.queue.order(tx, id, seconds);
  }

  private async keepOpen(
    tx: Tx,
    attempt: RefundAttempt,
    standing: RefundStanding,
    cause: string,
    wait?: { state: 'PENDING' | 'UNKNOWN'; evidence: string },
  ): Promise<void> {
    if (!wait && standing.kind === 'completed') {
      await this.note(tx, attempt, {
        kind: 'REFUND_MISMATCH',
        amount: standing.amount,
        detail: 'the provider gave back another amount than asked',
      });
    }
    const { state: to, evidence } = wait ?? {
      state: 'UNKNOWN' as const,
      evidence: 'another amount than was asked for',
    };
    const providerRefundId = refundIdOf(standing);
    if (attempt.state === to && !providerRefundId) return;
    const set = sql`evidence = ${evidence}, provider_refund_id = coalesce(${providerRefundId}, t.provider_refund_id)`;
    await move(tx, { machine: 'refund_attempt', id: attempt.id, from: LIVE, to, cause, set });
  }

  /**
   * The provider takes its final word back. The attempt stays what it is and a person looks; but a debt that turns out to
   * be paid must not be paid again.
   */
  private async contradict(
    tx: Tx,
    refund: Refund,
    attempt: RefundAttempt,
    standing: RefundStanding,
    cause: string,
  ): Promise<void> {
    if (standing.kind !== 'completed') {
      const detail = 'the provider says that a completed refund failed';
      await this.note(tx, attempt, { kind: 'REFUND_REVERSED', amount: attempt.amount, detail });
      return;
    }
    const { amount, currency } = standing;
    const providerRefundId = refundIdOf(standing) ?? attempt.providerRefundId;
    // It is this one's, and no further try is taken for it.
    await tx.execute(
      sql`UPDATE backend.refund_attempts SET provider_refund_id = ${providerRefundId} WHERE id = ${attempt.id}`,
    );
    const arrived = { ...attempt, providerRefundId };
    if (whyNotSettled(refund, standing) === undefined) {
      const detail = 'a refund that had failed arrived after all; it was sent no second time';
      await this.note(tx, attempt, { kind: 'REFUND_LATE_SUCCESS', amount, detail });
      await this.completion.complete(tx, refund, arrived, `${cause}: late success`);
      return;
    }
    const detail = `a refund that had failed arrived after all, while the refund was ${refund.state}`;
    const found = { kind: 'REFUND_LATE_SUCCESS', amount, currency, detail, inSuspense: true } as const;
    if (!(await this.note(tx, attempt, found))) return;
    await this.outbox.publish(tx, RefundArrivedLate, refund.id, lateFactOf(refund, arrived, money(amount, currency)));
    const set = sql`attention = ${ARRIVED_LATE}, retry_at = NULL`;
    const step = { machine: 'refund', id: refund.id, from: ['RESERVED'], to: 'NEEDS_ATTENTION', cause, set } as const;
    if (await move(tx, step)) await this.queue.withdraw(tx, refund);
  }

  /** @returns the id of the break; undefined when it is known already */
  private async note(
    tx: Tx,
    { id, refundId, provider, reference, currency }: RefundAttempt,
    what: Pick<Break, 'kind' | 'amount' | 'currency' | 'detail' | 'inSuspense'>,
  ): Promise<string | undefined> {
    const { paymentId } = await tx.one<{ paymentId: string }>(
      sql`SELECT payment_id AS "paymentId" FROM backend.refunds WHERE id = ${refundId}`,
    );
    return recordBreak(tx, { currency, ...what, provider, reference, paymentId, refundAttemptId: id, state: 'OPEN' });
  }
}

const refundIdOf = (standing: RefundStanding): string | null =>
  ('providerRefundId' in standing && standing.providerRefundId) || null;
