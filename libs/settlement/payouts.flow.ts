import { Inject, Injectable } from '@nestjs/common';
import { none, Outbox, sql, type Sql, type Tx } from '@pakashop/platform';
import { lockPayee } from './balance.locks.js';
import { LedgerService } from './ledger.service.js';
import { recordBreak } from './payouts.breaks.record.js';
import { PayoutsConfig } from './payouts.config.js';
import { FollowPayout } from './payouts.jobs.js';
import type { Payout } from './payouts.kinds.js';
import { move } from './payouts.moves.js';
import {
  type Found,
  payoutLate,
  payoutNetted,
  payoutPaid,
  payoutPaidOtherwise,
  payoutReturned,
} from './payouts.postings.js';
import type { Sent, Standing } from './payouts.rail.js';
import { factOf, payeeOf, PAYOUT } from './payouts.record.js';
import { type Course, judge, mustStop, OPEN } from './payouts.rules.js';
import { PayoutCompleted, PayoutFailed, PayoutPaidLate } from './settlement.events.js';
import { followPayout } from './settlement.payouts.js';

/** Whether a payout can still change after what was just applied. */
export type Applied = 'settled' | 'open';

/** Why a payout ends without the money having gone. */
export interface Ending {
  readonly to: 'FAILED' | 'CANCELLED';
  readonly code: string;
  readonly message: string;
}

/**
 * Applies what is known about a payout: the one set of guarded transitions that replies, callbacks and polling share, in
 * any order and any number. The batch's row is locked first, then the payout's, so that news about one batch wait for
 * each other and its last payout is seen to be the last.
 */
@Injectable()
export class PayoutFlow {
  constructor(
    private readonly outbox: Outbox,
    private readonly ledger: LedgerService,
    @Inject(PayoutsConfig) private readonly config: PayoutsConfig,
  ) {}

  /** Locks a payout and its batch. */
  async lock(tx: Tx, id: string): Promise<Payout> {
    await tx.execute(sql`
      SELECT FROM settlement.payout_batches WHERE id = (SELECT batch_id FROM settlement.payouts WHERE id = ${id})
      FOR NO KEY UPDATE`);
    return tx.one(sql`SELECT ${PAYOUT} FROM settlement.payouts p WHERE p.id = ${id} FOR NO KEY UPDATE`);
  }

  /** What the provider says about a payout, by callback or poll. */
  async apply(tx: Tx, id: string, standing: Standing, cause: string): Promise<Applied> {
    const payout = await this.lock(tx, id);
    const verdict = judge(payout, standing, this.config.PAYMENT_NOT_FOUND_SECONDS);
    switch (verdict.kind) {
      case 'complete':
        await this.complete(tx, payout, (standing as Completed).transactionId, cause);
        return 'settled';
      case 'fail':
        await this.end(tx, payout, verdict, cause);
        return 'settled';
      case 'contradiction':
        await this.contradict(tx, payout, verdict.as, standing);
        return 'settled';
      case 'mismatch':
        await this.mismatch(tx, payout, standing as Completed, cause);
        return 'open';
      case 'wait':
        await this.wait(tx, payout, verdict, cause);
        return 'open';
      case 'nothing':
        return OPEN.includes(payout.state) ? 'open' : 'settled';
    }
  }

  /** What the provider answered to sending. Not one byte of a request written puts the payout back to be sent. */
  async applySent(tx: Tx, id: string, sent: Sent): Promise<void> {
    const payout = await this.lock(tx, id);
    if (sent.kind === 'accepted') {
      // A callback may have come before our own reply: then the payout is past this and stays where it is.
      const set = sql`acknowledged = true, evidence = NULL`;
      await move(tx, { machine: 'payout', id, from: ['SENT', 'UNKNOWN'], to: 'PENDING', cause: 'reply', set });
      return;
    }
    if (sent.kind === 'refused' && !payout.isDoubted) {
      await this.end(tx, payout, { to: 'FAILED', ...sent }, 'reply');
    } else if (sent.kind === 'refused' || sent.sent) {
      // After a refusal, too, an earlier request may still arrive: what the provider says later ends it.
      const set = sql`evidence = ${sent.kind === 'refused' ? `refused: ${sent.code}` : sent.reason}`;
      await move(tx, { machine: 'payout', id, from: ['SENT'], to: 'UNKNOWN', cause: 'reply', set });
    } else {
      await this.putBack(tx, payout, `not sent: ${sent.reason}`);
    }
  }

  /**
   * Nothing of it was taken, by proof: it can be sent as if for the first time.
   *
   * @param further columns, after a comma
   */
  async putBack(tx: Tx, { id }: Payout, cause: string, further: Sql = none): Promise<void> {
    const set = sql`sent_at = NULL, evidence = ${cause}${further}`;
    await move(tx, { machine: 'payout', id, from: ['SENT'], to: 'RESERVED', cause, set });
  }

  /**
   * The provider does not know it, and a second request under its reference would be ignored: it is sent again. The first
   * one may still be under way, so that for a while nobody may end the payout (payments practice §7).
   */
  putBackInDoubt(tx: Tx, payout: Payout): Promise<void> {
    const until = sql`now() + make_interval(secs => ${this.config.PAYMENT_NOT_FOUND_SECONDS})`;
    return this.putBack(tx, payout, 'not received', sql`, doubted_until = ${until}`);
  }

  /**
   * Ends a payout that waits to be sent, on our own account. One that may still arrive stays as it is.
   *
   * @returns false when it is not waiting any more, or was sent by somebody who may still be at it
   */
  async giveBack(tx: Tx, id: string, ending: Ending, cause: string): Promise<boolean> {
    const payout = await this.lock(tx, id);
    if (payout.state !== 'RESERVED' || payout.doubtedUntil !== null) return false;
    return this.end(tx, payout, ending, cause);
  }

  /** Ends a payout without payment: what was reserved is the payee's again, once. */
  async end(tx: Tx, payout: Payout, { to, code, message }: Ending, cause: string): Promise<boolean> {
    const { id, batchId } = payout;
    const set = sql`failure_code = ${code}, evidence = ${message}, settled_at = now()`;
    const moved = await move(tx, { machine: 'payout', id, from: OPEN, to, cause: `${cause}: ${code}`, set });
    if (moved.length === 0) return false;
    await tx.execute(sql`UPDATE settlement.payout_items SET live = false WHERE payout_id = ${id} AND live`);
    await followPayout(tx, id, 'returned');
    await this.outbox.publish(tx, PayoutFailed, payout.payeeId, factOf(payout));
    await this.watch(tx, batchId);
    const { payable, receivable } = await lockPayee(tx, payeeOf(payout), payout.currency);
    await this.ledger.post(tx, payoutReturned(payout));
    const netted = Math.min(payable + payout.amount, receivable);
    if (netted > 0) await this.ledger.post(tx, payoutNetted(payout, netted));
    return true;
  }

  /** Pauses a batch of which too much fails, and ends one of which nothing is open any more. */
  async watch(tx: Tx, batchId: string): Promise<void> {
    await tx.execute(sql`SELECT FROM settlement.payout_batches WHERE id = ${batchId} FOR NO KEY UPDATE`);
    const course = await tx.one<Course & { open: number }>(sql`
      SELECT count(*) FILTER (WHERE fresh) AS sent, count(*) FILTER (WHERE fresh AND state = 'FAILED') AS failed,
        count(*) FILTER (WHERE fresh AND state = 'UNKNOWN') AS unknown, count(*) FILTER (WHERE state = ANY(${OPEN})) AS open
      FROM (SELECT p.state, p.sent_at >= coalesce(b.resumed_at, '-infinity') AS fresh
            FROM settlement.payout_batches b JOIN settlement.payouts p ON p.batch_id = b.id WHERE b.id = ${batchId}) s`);
    if (course.open === 0) return this.finish(tx, batchId);
    const limit = { after: this.config.PAYOUT_STOP_AFTER, percent: this.config.PAYOUT_STOP_PERCENT };
    if (!mustStop(course, limit)) return undefined;
    const reason = `of ${course.sent} sent, ${course.failed} failed and ${course.unknown} are unknown`;
    return this.pause(tx, batchId, reason);
  }

  async pause(tx: Tx, batchId: string, reason: string): Promise<void> {
    const set = sql`reason = ${reason}`;
    await move(tx, { machine: 'batch', id: batchId, from: ['SENDING'], to: 'PAUSED', cause: reason, set });
  }

  private async finish(tx: Tx, batchId: string): Promise<void> {
    const set = sql`ended_at = now()`;
    await move(tx, {
      machine: 'batch',
      id: batchId,
      from: ['SENDING', 'PAUSED'],
      to: 'DONE',
      cause: 'all settled',
      set,
    });
  }

  /**
   * Two people say that the payee has this much, which is not what we asked for.
   *
   * @returns false when it had ended meanwhile, by what the provider said later
   */
  completeAs(tx: Tx, payout: Payout, found: Found): Promise<boolean> {
    return this.complete(tx, payout, found.providerTransactionId ?? null, 'staff', found);
  }

  private async complete(
    tx: Tx,
    payout: Payout,
    transactionId: string | null,
    cause: string,
    otherwise?: Found,
  ): Promise<boolean> {
    const { id, batchId } = payout;
    const set = sql`provider_transaction_id = ${transactionId}, evidence = NULL, acknowledged = true, settled_at = now()`;
    const moved = await move(tx, { machine: 'payout', id, from: OPEN, to: 'COMPLETED', cause, set });
    if (moved.length === 0) return false;
    await followPayout(tx, id, 'paid');
    const paid = { ...payout, amount: otherwise?.amount ?? payout.amount };
    await this.outbox.publish(tx, PayoutCompleted, payout.payeeId, factOf(paid, transactionId));
    await this.watch(tx, batchId);
    await this.ledger.post(
      tx,
      otherwise
        ? payoutPaidOtherwise(payout, otherwise, await lockPayee(tx, payeeOf(payout), payout.currency))
        : payoutPaid(payout, transactionId),
    );
    return true;
  }

  private async wait(
    tx: Tx,
    { id, state, evidence }: Payout,
    to: { state: 'PENDING' | 'UNKNOWN'; evidence: string },
    cause: string,
  ): Promise<void> {
    const known = to.state === 'PENDING' ? sql`, acknowledged = true` : sql``;
    // Nobody follows what counts as unsent.
    if (state === 'RESERVED') await this.outbox.enqueue(tx, FollowPayout, { payoutId: id }, { aggregateId: id });
    if (state !== to.state) {
      const set = sql`evidence = ${to.evidence}, sent_at = coalesce(t.sent_at, now())${known}`;
      await move(tx, { machine: 'payout', id, from: OPEN, to: to.state, cause, set });
    } else if (evidence !== to.evidence) {
      await tx.execute(sql`UPDATE settlement.payouts SET evidence = ${to.evidence} WHERE id = ${id}`);
    }
  }

  /** Another amount or currency than we asked for: not settled, kept open, and people have to look. */
  private async mismatch(tx: Tx, payout: Payout, found: Completed, cause: string): Promise<void> {
    const detail = `asked for ${payout.amount} ${payout.currency}, the provider says ${found.amount} ${found.currency}`;
    await recordBreak(tx, payout, 'AMOUNT_MISMATCH', { amount: found.amount, detail, standing: found });
    await this.wait(tx, payout, { state: 'UNKNOWN', evidence: detail }, cause);
  }

  /**
   * The provider says the opposite of how the payout ended. The end stays, since what followed from it has happened; the
   * books follow the provider's wallet, and people decide about the difference.
   */
  private async contradict(
    tx: Tx,
    payout: Payout,
    kind: 'LATE_SUCCESS' | 'LATE_FAILURE',
    standing: Standing,
  ): Promise<void> {
    const paid = standing.kind === 'completed' ? standing : undefined;
    const amount = paid?.amount ?? payout.amount;
    const detail = `it is ${payout.state}, and the provider says ${standing.kind}`;
    if (!(await recordBreak(tx, payout, kind, { amount, detail, standing }))) return;
    await this.ledger.post(tx, payoutLate(payout, kind, amount));
    if (paid) {
      const fact = factOf({ ...payout, amount }, paid.transactionId);
      await this.outbox.publish(tx, PayoutPaidLate, payout.payeeId, fact);
    }
  }
}

type Completed = Standing & { kind: 'completed' };
