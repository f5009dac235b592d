import type { Payout as PayoutRow } from '../../libs/settlement/payouts.kinds.js';
import {
  payoutLate,
  payoutNetted,
  payoutPaid,
  payoutReserved,
  payoutResolved,
  payoutReturned,
} from '../../libs/settlement/payouts.postings.js';
import type { Standing } from '../../libs/settlement/payouts.rail.js';
import { judge } from '../../libs/settlement/payouts.rules.js';
import { omissionOf } from '../../libs/settlement/payouts.selection.js';
import { sum } from './model.arithmetic.js';
import type { KeptEarning, RulesFlow } from './model.rules.flow.js';
import type { Answers, News } from './model.subject.js';
import { type Batch, type Outcome, type Payee, type Payout, PAYOUT_MINIMUM } from './model.things.js';

const UNFINISHED = ['CREATED', 'RESERVED', 'SENT', 'PENDING', 'UNKNOWN'];

/** What a provider says, as an adapter reads it. */
export const standingOf = (news: News, amount: number): Standing => {
  switch (news) {
    case 'completed':
      return { kind: 'completed', amount, currency: 'ZMW', transactionId: 'T' };
    case 'failed':
      return { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: 'no such wallet' };
    case 'pending':
      return { kind: 'pending', evidence: 'PROCESSING' };
    case 'unknown':
      return { kind: 'unknown', reason: 'a time-out' };
    case 'notFound':
      return { kind: 'notFound' };
  }
};

/** Payouts over the rules of settlement, with rows in memory. */
export class RulesPayouts {
  private readonly rows: PayoutRow[] = [];
  /** Which row is which payout of the model. */
  private readonly rowOf = new Map<Payout, PayoutRow>();
  /** Of which it is said that they ended the other way, and nobody knows yet. */
  private readonly contradicted = new Set<PayoutRow>();

  constructor(
    private readonly flow: RulesFlow,
    private readonly newId: () => string,
  ) {}

  prepare(payees: readonly Payee[], batch: Batch): void {
    for (const payee of payees) {
      const earnings = this.unsettled(payee);
      const amount = sum(earnings.map((earning) => earning.amount));
      const hasOpenPayout = this.rows.some(({ payeeId, state }) => payeeId === payee.id && UNFINISHED.includes(state));
      const wallet = {
        rail: 'MOBILE_MONEY',
        network: 'MTN_MOMO_ZMB',
        destination: 'sealed',
        isCooling: false,
      } as const;
      const due = {
        ...{ ...payee, amount, earnings: earnings.length, minimum: PAYOUT_MINIMUM, hasOpenPayout, ...wallet },
        isContradicted: this.isHeld(payee),
      };
      if (earnings.length > 0 && omissionOf(due) === undefined) this.reserve(payee, earnings, amount);
    }
    for (const payout of batch.payouts) {
      const row = this.rows.findLast(({ payeeId }) => payeeId === payout.payee.id);
      if (row?.state !== 'RESERVED') throw new Error(`${payout.payee.kind} ${payout.payee.id} is not paid`);
      this.rowOf.set(payout, row);
    }
  }

  send({ payouts }: Batch, answers: Answers): void {
    for (const payout of payouts) {
      const row = this.rowOf.get(payout)!;
      const answer = answers.get(payout.payee.id)!;
      if (this.isHeld(payout.payee)) this.giveBack(row, 'CANCELLED');
      else if (answer === 'refused') this.giveBack(row, 'FAILED');
      else
        this.change(row, { state: answer === 'accepted' ? 'PENDING' : 'UNKNOWN', acknowledged: answer === 'accepted' });
    }
  }

  callOff({ payouts }: Batch): void {
    for (const payout of payouts) this.giveBack(this.rowOf.get(payout)!, 'CANCELLED');
  }

  news(payout: Payout, news: News): void {
    const row = this.rowOf.get(payout)!;
    const verdict = judge(row, standingOf(news, payout.amount), 900);
    switch (verdict.kind) {
      case 'complete':
        this.flow.ledger.post(payoutPaid(row, 'T'));
        return this.change(row, { state: 'COMPLETED' });
      case 'fail':
        return this.giveBack(row, 'FAILED');
      case 'contradiction':
        if (this.flow.ledger.post(payoutLate(row, verdict.as, payout.amount))) this.contradicted.add(row);
        return undefined;
      case 'wait':
        return this.change(row, {
          state: verdict.state,
          acknowledged: row.acknowledged || verdict.state === 'PENDING',
        });
      default:
        return undefined;
    }
  }

  /** @throws RefusedError when it would take more than an agent or fleet has */
  resolve(payout: Payout, outcome: Outcome): void {
    const { payee, amount, state } = payout;
    const row = this.rowOf.get(payout)!;
    const kind = state === 'PAID' ? 'LATE_FAILURE' : 'LATE_SUCCESS';
    const balance = this.flow.balance(payee.id);
    this.flow.ledger.post(payoutResolved(row, kind, outcome, { id: row.id, amount }, balance));
    this.contradicted.delete(row);
    const isCharged = outcome === (kind === 'LATE_SUCCESS' ? 'PAID' : 'NOT_PAID');
    if (isCharged) this.flow.earn(payee, kind === 'LATE_SUCCESS' ? -amount : amount);
  }

  private isHeld({ id }: Payee): boolean {
    return [...this.contradicted].some(({ payeeId, state }) => payeeId === id && state !== 'COMPLETED');
  }

  private reserve(payee: Payee, earnings: readonly KeptEarning[], amount: number): void {
    const id = this.newId();
    const row: PayoutRow = {
      ...{ id, batchId: id, payeeKind: payee.kind, payeeId: payee.id, state: 'RESERVED', amount, currency: 'ZMW' },
      ...{
        rail: 'MOBILE_MONEY',
        network: 'MTN_MOMO_ZMB',
        destination: '',
        masked: '',
        provider: 'pawapay',
        reference: id,
      },
      ...{ alone: false, acknowledged: false, providerTransactionId: null, failureCode: null, evidence: null },
      ...{ replacesId: null, createdAt: new Date(0), sentAt: null, settledAt: null, secondsSinceSent: 1 },
      ...{ doubtedUntil: null, isDoubted: false, readAt: new Date(0) },
    };
    this.rows.push(row);
    for (const earning of earnings) earning.payoutId = id;
    this.flow.ledger.post(payoutReserved(row));
  }

  private giveBack(row: PayoutRow, state: 'FAILED' | 'CANCELLED'): void {
    const { payable, receivable } = this.flow.balance(row.payeeId);
    this.flow.ledger.post(payoutReturned(row));
    const netted = row.payeeKind === 'SHOP' ? Math.min(payable + row.amount, receivable) : 0;
    if (netted > 0) this.flow.ledger.post(payoutNetted(row, netted));
    for (const earning of this.flow.earnings) if (earning.payoutId === row.id) delete earning.payoutId;
    this.change(row, { state });
  }

  private unsettled({ id }: Payee): KeptEarning[] {
    return this.flow.earnings.filter(
      (earning) =>
        earning.payee.id === id &&
        earning.payoutId === undefined &&
        (earning.amount < 0 || !this.flow.isFrozen(earning)),
    );
  }

  private change(row: PayoutRow, change: Partial<PayoutRow>): void {
    Object.assign(row, change);
  }
}
