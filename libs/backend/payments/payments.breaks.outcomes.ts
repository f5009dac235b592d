import { Injectable } from '@nestjs/common';
import { money, Outbox, type Tx } from '@pakashop/platform';
import { type Concerned, RefundCorrections, whyNotReopened, whyNotSettled } from '../refunds/refunds.corrections.js';
import { isLive as isRefundLive } from '../refunds/refunds.rules.js';
import { Refunds } from '../refunds/refunds.service.js';
import { attemptById } from './payments.attempts.js';
import type { BreakRow } from './payments.breaks.query.js';
import { type BreakOutcome, outcomesOf } from './payments.breaks.rules.js';
import { paymentsProblems as problems } from './payments.errors.js';
import { PaymentFlow } from './payments.flow.js';
import { followKey } from './payments.jobs.js';
import type { Attempt } from './payments.provider.js';
import { isLive } from './payments.rules.js';
import { PaymentSurplus } from './payments.surplus.js';

/** What is locked while somebody decides: whatever the break is about. */
export interface AtHand {
  readonly held: BreakRow;
  readonly attempt?: Attempt;
  readonly concerned?: Concerned;
}

/** Carries out what people make of breaks. */
@Injectable()
export class BreakOutcomes {
  constructor(
    private readonly flow: PaymentFlow,
    private readonly surplus: PaymentSurplus,
    private readonly refunds: Refunds,
    private readonly corrections: RefundCorrections,
    private readonly outbox: Outbox,
  ) {}

  /** Locks what a break is about, before the break itself: payments and refunds are locked first by everybody. */
  async hold(tx: Tx, held: BreakRow): Promise<AtHand> {
    const { attemptId, paymentId, refundId, refundAttemptId } = held;
    if (refundId && refundAttemptId)
      return { held, concerned: await this.corrections.hold(tx, refundId, refundAttemptId) };
    if (!attemptId || !paymentId) return { held };
    await this.flow.lock(tx, paymentId);
    return { held, attempt: await attemptById(tx, attemptId) };
  }

  /** @throws Problem payments.break_outcome when that is not what has become of it */
  refuse({ held, attempt, concerned }: AtHand, outcome: BreakOutcome): void {
    if (!outcomesOf(held).includes(outcome)) {
      throw problems.breakOutcome(`A ${held.kind} ends with ${outcomesOf(held).join(' or ')}.`);
    }
    const why = concerned ? whyNot(held, concerned, outcome) : whyNotPaid(held, attempt, outcome);
    if (why) throw problems.breakOutcome(why);
  }

  /**
   * Does what was decided, in the transaction that writes it down and after it.
   *
   * @param cause for the histories of what moves
   */
  async carryOut(tx: Tx, { held, attempt, concerned }: AtHand, cause: string): Promise<void> {
    const amount = money(held.amount ?? 0, held.currency ?? 'ZMW');
    switch (held.outcome) {
      case 'REFUND':
        if (held.kind === 'AMOUNT_MISMATCH') await this.giveBack(tx, held, attempt!, cause);
        else await this.refunds.openSurplus(tx, held.id);
        break;
      case 'REOPEN_REFUND':
        await this.corrections.reopen(tx, concerned!, cause);
        break;
      case 'SETTLE_REFUND':
        await this.corrections.settle(tx, concerned!, amount, cause);
        break;
      case 'BOOK_LOSS':
        await this.corrections.lose(tx, concerned!, amount);
        break;
      case 'ACCEPTED':
      case null:
        break;
    }
  }

  /**
   * Less came in than the order costs: what came in goes back, and the order is unpaid. It is tried again by its buyer or
   * ends in its time, with its stock free.
   */
  private async giveBack(tx: Tx, held: BreakRow, attempt: Attempt, cause: string): Promise<void> {
    const message = `${held.detail}: given back`;
    await this.flow.fail(tx, attempt.id, attempt.paymentId, { code: 'AMOUNT_MISMATCH', message, cause });
    await this.outbox.withdraw(tx, [followKey(attempt.id)]);
    const { amount, currency, providerTransactionId: transactionId } = held;
    if (amount) await this.surplus.owe(tx, attempt, { amount, currency: currency!, transactionId }, 'UNDERPAYMENT');
  }
}

/** Where a break leads: what is given back stays due until it has arrived. */
export const endOf = ({ kind }: BreakRow, outcome: BreakOutcome): 'REFUND_DUE' | 'RESOLVED' =>
  outcome === 'REFUND' && kind !== 'AMOUNT_MISMATCH' ? 'REFUND_DUE' : 'RESOLVED';

/** Why an outcome does not fit what has become of the payment; undefined when it does. */
function whyNotPaid(
  { kind, currency }: BreakRow,
  attempt: Attempt | undefined,
  outcome: BreakOutcome,
): string | undefined {
  if (kind.startsWith('REFUND_') && outcome !== 'ACCEPTED') return 'It names no refund of ours.';
  if (kind !== 'AMOUNT_MISMATCH' || !attempt) return undefined;
  const isOpen = isLive(attempt.state);
  if (outcome === 'ACCEPTED') return isOpen ? 'Its money is in no book yet: give it back.' : undefined;
  if (!isOpen) return `The payment is ${attempt.state} by now.`;
  return currency === attempt.currency
    ? undefined
    : 'Only what came in in the currency of the order can be given back.';
}

/** Why an outcome does not fit what has become of the refund; undefined when it does. */
function whyNot(held: BreakRow, concerned: Concerned, outcome: BreakOutcome): string | undefined {
  const { kind, amount, currency } = held;
  switch (outcome) {
    case 'REOPEN_REFUND':
      return whyNotReopened(concerned);
    case 'SETTLE_REFUND':
      return whyNotSettled(concerned.refund, money(amount ?? 0, currency ?? 'ZMW'));
    case 'ACCEPTED':
      return kind === 'REFUND_MISMATCH' && isRefundLive(concerned.attempt.state)
        ? 'The provider has not said yet what it gave back: ask it.'
        : undefined;
    default:
      return undefined;
  }
}
