import { basisPoints, sum } from './model.arithmetic.js';
import { commissionLeft, count, sharesOf, vatLeft } from './model.shares.js';
import {
  type Adjustment,
  type Agent,
  APPROVAL_ABOVE,
  type Batch,
  CLASSES,
  type Earning,
  type Order,
  type Outcome,
  type Part,
  type Payee,
  type Payout,
  PAYOUT_MINIMUM,
  type Refund,
  type Shop,
  type Statement,
  type Surplus,
} from './model.things.js';

/** What the shop has of a shop order once it is released. */
export const earnedBy = (part: Part): number =>
  part.isReleased ? part.goods - part.goodsBack - commissionLeft(part) - vatLeft(part) : 0;

/** What buyers of a shop order paid and did not get back. */
export const leftOf = ({ goods, goodsBack, fee, feeBack }: Part): number => goods - goodsBack + fee - feeBack;

export const payeeOf = ({ id, fleetId }: Agent): Payee =>
  fleetId ? { kind: 'FLEET', id: fleetId } : { kind: 'AGENT', id };

/** Whether a payee is charged (-1) or gets something (+1) when it is known what a late answer meant. */
export const chargeOf = (state: Payout['state'], outcome?: Outcome): number => {
  if (state === 'RETURNED') return outcome === 'PAID' ? -1 : 0;
  return outcome === 'NOT_PAID' ? 1 : 0;
};

/**
 * What is true of a marketplace: facts, and no books. The balances follow from them (model.balances.ts). Written from the
 * practice of payments and the table of accounts, and not from the code that it is compared with.
 */
export class World {
  /** Seconds. */
  now = 0;
  readonly shops: readonly Shop[];
  readonly agents: readonly Agent[];
  readonly orders: Order[] = [];
  readonly surpluses: Surplus[] = [];
  readonly refunds: Refund[] = [];
  readonly earnings: Earning[] = [];
  readonly batches: Batch[] = [];
  readonly adjustments: Adjustment[] = [];
  readonly statements: Statement[] = [];

  constructor(readonly newId: () => string) {
    this.shops = (['NEW', 'STANDARD', 'TRUSTED'] as const).map((of) => ({
      ...{ kind: 'SHOP', id: newId(), class: of, payable: 0, receivable: 0 },
    }));
    const agent = () => ({ id: newId(), userId: newId() });
    this.agents = [agent(), agent(), { ...agent(), fleetId: newId() }];
  }

  get parts(): Part[] {
    return this.orders.flatMap(({ parts }) => parts);
  }

  get payouts(): Payout[] {
    return this.batches.flatMap(({ payouts }) => payouts);
  }

  get payees(): Payee[] {
    return [...this.shops, ...this.agents.map(payeeOf)];
  }

  pay(order: Order): void {
    order.isPaid = true;
    for (const part of order.parts) part.stage = 'CONFIRMED';
  }

  deliver(part: Part, carrier: Agent): void {
    Object.assign(part, { stage: 'DELIVERED', carrier, deliveredAt: this.now });
  }

  /** Who carried it earns at once. */
  bringBack(part: Part, carrier: Agent): void {
    Object.assign(part, { stage: 'RETURNED', carrier });
    this.payCarriage(part);
  }

  /** Gives back to the buyer, from whoever has the money: the shop bears its share of what is released. */
  refund(refund: Refund): void {
    this.refunds.push(refund);
    const { part, goods, named } = refund;
    if (part && goods > 0) refund.shares = sharesOf(part, goods, named);
    this.move(refund, 1);
  }

  /** Nobody gets it back after all. */
  withdraw(refund: Refund): void {
    refund.state = 'WITHDRAWN';
    this.move(refund, -1);
  }

  isDue(part: Part): boolean {
    const { deliveredAt, confirmedAt, isReleased, disputes, shop } = part;
    if (deliveredAt === undefined || isReleased || disputes.size > 0) return false;
    return confirmedAt !== undefined || this.now >= deliveredAt + CLASSES[shop.class].hold;
  }

  isReserveDue({ reserve, reserveDueAt, disputes }: Part): boolean {
    return reserve > 0 && this.now >= reserveDueAt && disputes.size === 0;
  }

  /** Everything whose time has come. */
  release(): void {
    for (const part of this.parts.filter((one) => this.isDue(one))) {
      part.isReleased = true;
      const { reserve, kept } = CLASSES[part.shop.class];
      const earned = earnedBy(part);
      part.reserve = basisPoints(Math.max(0, earned), reserve);
      part.reserveDueAt = this.now + kept;
      part.earned = this.credit(part.shop, earned - part.reserve, part);
      if (!part.isCarriagePaid) this.payCarriage(part);
    }
    for (const part of this.parts.filter((one) => this.isReserveDue(one))) {
      this.credit(part.shop, part.reserve, part);
      part.reserve = 0;
    }
  }

  /** What a payout to somebody would come to: what may be paid, less all that is owed back. */
  due(payee: Payee): number {
    return sum(this.settledNow(payee).map(({ amount }) => amount));
  }

  /** A payout that came back may have reached them after all: until people know, they are paid nothing more. */
  isHeld({ id }: Payee): boolean {
    return this.payouts.some(
      ({ payee, state, isContradicted, outcome }) =>
        payee.id === id && state === 'RETURNED' && isContradicted && !outcome,
    );
  }

  isPayable(payee: Payee): boolean {
    const hasOpen = this.payouts.some(
      ({ payee: { id }, state }) => id === payee.id && ['RESERVED', 'IN_FLIGHT'].includes(state),
    );
    return !hasOpen && !this.isHeld(payee) && this.due(payee) >= PAYOUT_MINIMUM;
  }

  /** A batch for those of them who can be paid. */
  reserve(payees: readonly Payee[]): Batch {
    const batch: Batch = { payouts: [], isWaiting: false };
    batch.payouts = payees.filter((payee) => this.isPayable(payee)).map((payee) => this.payout(payee, batch));
    const total = sum(batch.payouts.map(({ amount }) => amount));
    batch.isWaiting = total > APPROVAL_ABOVE;
    this.batches.push(batch);
    return batch;
  }

  /** It has not gone: it is theirs again, as it was. */
  giveBack(payout: Payout): void {
    payout.state = 'RETURNED';
    const shop = this.shopOf(payout.payee);
    if (shop) this.net(shop, payout.amount);
    for (const earning of this.earnings) if (earning.payout === payout) delete earning.payout;
  }

  /** People know what a late answer meant; false when an agent or fleet would have to give back more than they have. */
  resolve(payout: Payout, outcome: Outcome): boolean {
    const { payee, amount, state } = payout;
    const change = chargeOf(state, outcome) * amount;
    if (payee.kind !== 'SHOP' && this.owedTo(payee) + change < 0) return false;
    payout.outcome = outcome;
    this.credit(payee, change);
    return true;
  }

  /** False when it would take more than an agent or fleet has. */
  adjust(adjustment: Adjustment): boolean {
    const { payee, change } = adjustment;
    if (payee.kind !== 'SHOP' && change < 0 && this.owedTo(payee) < -change) return false;
    this.adjustments.push(adjustment);
    this.credit(payee, change);
    return true;
  }

  /** What we owe, less what is owed to us: all that was earned and is in no payout. */
  owedTo({ id }: Payee): number {
    return sum(this.earnings.filter(({ payee, payout }) => payee.id === id && !payout).map(({ amount }) => amount));
  }

  private settledNow({ id }: Payee): Earning[] {
    return this.earnings.filter(({ payee, payout, amount, part }) => {
      const isFrozen = payee.kind === 'SHOP' && (part?.disputes.size ?? 0) > 0;
      return payee.id === id && !payout && (amount < 0 || !isFrozen);
    });
  }

  private payout(payee: Payee, batch: Batch): Payout {
    const earnings = this.settledNow(payee);
    const payout: Payout = {
      ...{ payee, batch, amount: this.due(payee), provider: 'pawapay', state: 'RESERVED' },
      ...{ wasSent: false, isContradicted: false },
    };
    for (const earning of earnings) earning.payout = payout;
    const shop = this.shopOf(payee);
    if (shop) shop.payable -= payout.amount;
    return payout;
  }

  private payCarriage(part: Part): void {
    part.isCarriagePaid = true;
    this.credit(payeeOf(part.carrier!), part.agentPay, part);
  }

  private move({ part, goods, fee, goodwill, funder, shares = [] }: Refund, sign: 1 | -1): void {
    if (!part) return;
    const before = earnedBy(part);
    count(shares, sign);
    part.goodsBack += sign * goods;
    part.feeBack += sign * fee;
    const borne = funder === 'SHOP' ? sign * goodwill : 0;
    this.credit(part.shop, earnedBy(part) - before - borne, part);
  }

  /** What a shop earns pays its debt first; what it gives back comes out of its balance first. */
  private credit(payee: Payee, change: number, part?: Part): Earning | undefined {
    if (change === 0) return undefined;
    const earning: Earning = { payee, amount: change, ...(part && { part }) };
    this.earnings.push(earning);
    const shop = this.shopOf(payee);
    if (!shop) return earning;
    if (change > 0) this.net(shop, change);
    else {
      const taken = Math.min(shop.payable, -change);
      shop.payable -= taken;
      shop.receivable += -change - taken;
    }
    return earning;
  }

  private net(shop: Shop, change: number): void {
    const paidOff = Math.min(shop.receivable, change);
    shop.receivable -= paidOff;
    shop.payable += change - paidOff;
  }

  private shopOf({ id }: Payee): Shop | undefined {
    return this.shops.find((shop) => shop.id === id);
  }
}
