import { shareOf } from '../../libs/backend/orders/orders.remains.js';
import { nextStates, orderStatus, type ShopOrderState } from '../../libs/backend/orders/orders.rules.js';
import { judge as judgeRefund } from '../../libs/backend/refunds/refunds.rules.js';
import {
  type Account,
  commissionAccount,
  goodwillAccount,
  marginAccount,
  payableAccount,
  writeoffAccount,
} from '../../libs/settlement/ledger.accounts.js';
import { credited, shopEntries } from '../../libs/settlement/settlement.postings.js';
import { sum } from './model.arithmetic.js';
import type { Balances } from './model.balances.js';
import { RefusedError } from './model.books.js';
import { type Fact, told } from './model.facts.js';
import { hear } from './model.rules.hearing.js';
import { RulesFlow, TooEarlyError } from './model.rules.flow.js';
import { checkShares } from './model.rules.shares.js';
import { RulesPayouts, standingOf } from './model.rules.payouts.js';
import type { Answers, News, Subject } from './model.subject.js';
import {
  type Adjustment,
  amountOf,
  type Batch,
  type Line,
  type Order,
  type Outcome,
  type Part,
  type Payee,
  type Payout,
  type Refund,
} from './model.things.js';

const AGAINST: Readonly<Record<Adjustment['against'], (currency: string) => Account>> = {
  GOODWILL: goodwillAccount,
  WRITEOFF: writeoffAccount,
  COMMISSION: commissionAccount,
  DELIVERY_MARGIN: marginAccount,
};

/** States of a shop order in which the money is the same to the model. */
const WAY: readonly ShopOrderState[] = ['CONFIRMED', 'PROCESSING', 'SHIPPED', 'OUT_FOR_DELIVERY', 'DELIVERED'];

/** The pure rules of the code over a ledger in memory. */
export class RulesSubject implements Subject {
  private readonly flow = new RulesFlow();
  private readonly payouts: RulesPayouts;
  private readonly states = new Map<string, ShopOrderState>();
  private seconds = 0;

  constructor(newId: () => string) {
    this.payouts = new RulesPayouts(this.flow, newId);
  }

  async hear(facts: readonly Fact[]): Promise<void> {
    for (const fact of facts) if (fact.name === 'refundOpened') checkShares(fact.refund);
    let waiting = facts.map((fact) => told(fact, this.now.toISOString()));
    while (waiting.length > 0) {
      const later = waiting.filter((one) => !this.isHeard(one));
      if (later.length === waiting.length) throw new Error(`${later[0]!.type.name} waits for ever`);
      waiting = later;
    }
  }

  private isHeard(one: ReturnType<typeof told>): boolean {
    try {
      hear(this.flow, one, this.now.toISOString());
      return true;
    } catch (error) {
      if (error instanceof TooEarlyError) return false;
      throw error;
    }
  }

  async refuses(refund: Refund): Promise<boolean> {
    try {
      hear(this.flow, told({ name: 'refundOpened', refund }, this.now.toISOString()), this.now.toISOString());
      return false;
    } catch (error) {
      if (error instanceof RefusedError) return true;
      throw error;
    }
  }

  async refundTried(refund: Refund, news: News): Promise<void> {
    const attempt = { state: 'SENT', amount: amountOf(refund), currency: 'ZMW', secondsSinceSent: 1 } as const;
    const standing = standingOf(news, amountOf(refund));
    const verdict = judgeRefund({ attempt, notFoundSeconds: 900 }, standing as Parameters<typeof judgeRefund>[1]);
    if (verdict.kind !== (news === 'failed' ? 'fail' : 'wait')) throw new Error(`${news} is taken for ${verdict.kind}`);
  }

  async edited(
    { goods, goodsBack, fee, feeBack, lines }: Part,
    line: Line,
    quantity: number,
    due: number,
  ): Promise<void> {
    const remains = {
      ...{ goods: goods - goodsBack, delivery: fee - feeBack },
      lines: lines.map(({ id, price, quantity: all, gone }) => ({
        ...{ lineId: id, price, quantity: all - gone, refundable: all - gone },
      })),
    };
    const share = shareOf(remains, [{ lineId: line.id, quantity }]);
    if (share.goods !== due || share.delivery !== 0)
      throw new Error(`${quantity} pieces come to ${share.goods}, not ${due}`);
  }

  async statusIs({ parts }: Order, status: string): Promise<void> {
    for (const { id, stage } of parts) this.step(id, stage === 'RETURNED' ? 'REFUNDED' : stage);
    const derived = orderStatus(parts.map(({ id }) => this.states.get(id)!));
    if (derived !== status) throw new Error(`an order of ${parts.map(({ stage }) => stage).join()} is ${derived}`);
  }

  /** Follows a shop order by moves that its machine allows. */
  private step(id: string, to: ShopOrderState): void {
    const from = this.states.get(id) ?? 'PENDING';
    if (from !== to && !isReachable(from, to)) throw new Error(`a shop order cannot go from ${from} to ${to}`);
    this.states.set(id, to);
  }

  async adjust({ id, payee, change, against }: Adjustment): Promise<boolean> {
    const account = payableAccount(payee, 'ZMW');
    const own =
      payee.kind === 'SHOP'
        ? shopEntries(payee.id, 'ZMW', change, this.flow.balance(payee.id))
        : credited(account, change);
    const entries = [...own, ...credited(AGAINST[against]('ZMW'), -change)];
    const posting = { key: `adjustment:${id}`, kind: 'ADJUSTMENT', reference: {}, occurredAt: '', entries } as const;
    try {
      this.flow.ledger.post(posting);
    } catch (error) {
      if (error instanceof RefusedError) return false;
      throw error;
    }
    this.flow.earn(payee, change);
    return true;
  }

  async pass(seconds: number): Promise<void> {
    this.seconds += seconds;
  }

  async release(): Promise<void> {
    this.flow.release(this.now);
  }

  async prepare(payees: readonly Payee[], batch: Batch, answers: Answers): Promise<void> {
    this.payouts.prepare(payees, batch);
    if (!batch.isWaiting) this.payouts.send(batch, answers);
  }

  async approve(batch: Batch, answers: Answers): Promise<void> {
    this.payouts.send(batch, answers);
  }

  async callOff(batch: Batch): Promise<void> {
    this.payouts.callOff(batch);
  }

  async news(payout: Payout, news: News): Promise<void> {
    this.payouts.news(payout, news);
  }

  async resolve(payout: Payout, outcome: Outcome): Promise<boolean> {
    try {
      this.payouts.resolve(payout, outcome);
      return true;
    } catch (error) {
      if (error instanceof RefusedError) return false;
      throw error;
    }
  }

  async balances(): Promise<Balances> {
    return this.flow.ledger.balances();
  }

  /** What somebody earned and was not paid is what the books say that we owe them. */
  async faults(): Promise<string[]> {
    const wrong: string[] = [];
    for (const [id, earnings] of Map.groupBy(this.flow.earnings, ({ payee }) => payee.id)) {
      const { payee } = earnings[0]!;
      const earned = sum(earnings.filter(({ payoutId }) => payoutId === undefined).map(({ amount }) => amount));
      const owed =
        this.flow.ledger.balance(payableAccount(payee, 'ZMW')) -
        (payee.kind === 'SHOP' ? this.flow.balance(id).receivable : 0);
      if (earned !== owed) wrong.push(`${payee.kind} ${id} earned ${earned}, and the books say ${owed}`);
    }
    return wrong;
  }

  private get now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.seconds * 1000);
  }
}

const isReachable = (from: ShopOrderState, to: ShopOrderState): boolean =>
  nextStates(from).some((next) => next === to || (WAY.includes(next) && isReachable(next, to)));
