import type { Funder, ShopClass } from '@pakashop/backend';
import { share } from '@pakashop/platform';

/** Where the money of a shop order is. */
export type SettlementState =
  'HELD' | 'RELEASABLE' | 'FROZEN' | 'RELEASED' | 'PAYOUT_PENDING' | 'PAID_OUT' | 'REFUNDED' | 'REVERSED';

/** The money of one shop order, in ngwee. */
export interface Settlement {
  readonly shopOrderId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly currency: string;
  /** What was paid, and what falls to the platform of the goods. */
  readonly goods: number;
  readonly deliveryFee: number;
  readonly commission: number;
  readonly commissionVat: number;
  /** What was given back, or is owed back to the buyer. */
  readonly refundedGoods: number;
  readonly refundedDelivery: number;
  readonly commissionBack: number;
  readonly commissionVatBack: number;
  readonly shopClass: ShopClass | null;
  /** What the delivery earns, and who; null while nobody has brought the goods anywhere. */
  readonly agentPay: number | null;
  readonly deliveryPayeeKind: 'AGENT' | 'FLEET' | null;
  readonly deliveryPayeeId: string | null;
  readonly deliveredAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly releaseAt: Date | null;
  readonly releasedAt: Date | null;
  readonly deliverySettled: boolean;
  /** How many disputes are open. */
  readonly disputes: number;
  /** How many statements say of the payment that it is not as we believe. */
  readonly doubts: number;
  readonly reserved: number;
  readonly reserveDueAt: Date | null;
  readonly reserveReleasedAt: Date | null;
  /** The payout that settles what the shop earned by the release, while it may be or was paid, and when it arrived. */
  readonly payoutId: string | null;
  readonly paidAt: Date | null;
}

/** What is still held: goods until they are released, the delivery fee until the delivery is settled. */
export const heldOf = (s: Settlement): number =>
  (s.releasedAt ? 0 : s.goods - s.refundedGoods) + (s.deliverySettled ? 0 : s.deliveryFee - s.refundedDelivery);

/** The state follows from the facts, in whatever order they came. */
export function stateOf(s: Settlement): SettlementState {
  const isWhole = s.refundedGoods === s.goods;
  if (s.releasedAt) return isWhole && s.goods > 0 ? 'REVERSED' : releasedTo(s);
  if (isWhole && heldOf(s) === 0) return 'REFUNDED';
  if (s.disputes + s.doubts > 0) return 'FROZEN';
  return s.releaseAt ? 'RELEASABLE' : 'HELD';
}

function releasedTo({ payoutId, paidAt }: Settlement): SettlementState {
  if (paidAt) return 'PAID_OUT';
  return payoutId ? 'PAYOUT_PENDING' : 'RELEASED';
}

/** What a refund of goods gives back to the shop of what was taken from it. */
type GivenBack = Required<Pick<RefundParts, 'commission' | 'commissionVat'>>;

/**
 * The average of what is left of commission and VAT, where nobody said from which lines goods come: of all that is left
 * everything. Taken back it is the average of what was given back. Halves are rounded up.
 */
function average(s: Settlement, goods: number, sign: 1 | -1): GivenBack {
  const [whole, commission, vat] =
    sign === 1
      ? [s.goods - s.refundedGoods, s.commission - s.commissionBack, s.commissionVat - s.commissionVatBack]
      : [s.refundedGoods, s.commissionBack, s.commissionVatBack];
  return { commission: proportion(commission, goods, whole), commissionVat: proportion(vat, goods, whole) };
}

/** Halves are rounded up. */
function proportion(amount: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  const [a, p, w] = [BigInt(amount), BigInt(part), BigInt(whole)];
  return Number((2n * a * p + w) / (2n * w));
}

export interface ReleaseSplit {
  /** What leaves the hold; the rest of the fields sum to it. */
  readonly goods: number;
  readonly commission: number;
  readonly commissionVat: number;
  /** To the shop's balance. Rounding can take an ngwee from it when nearly everything is commission. */
  readonly shop: number;
  /** To the shop's reserve. */
  readonly reserved: number;
}

/** How the goods that were not refunded divide. */
export function releaseSplit(s: Settlement, reserveBps: number): ReleaseSplit {
  const goods = s.goods - s.refundedGoods;
  const commission = s.commission - s.commissionBack;
  const commissionVat = s.commissionVat - s.commissionVatBack;
  const earned = goods - commission - commissionVat;
  const reserved = share(Math.max(0, earned), reserveBps);
  return { goods, commission, commissionVat, shop: earned - reserved, reserved };
}

/**
 * What a shop would have earned by goods that were lost, all of which are given back: their price less their part of
 * commission and VAT on average, whatever else was given back before, and whenever that is heard.
 */
export function earnedBy({ goods, commission, commissionVat }: Settlement, lost: number): number {
  const before = goods - lost;
  const own = (amount: number) => amount - proportion(amount, before, goods);
  return lost - own(commission) - own(commissionVat);
}

/** What a delivery leaves to the platform, negative when it costs more than the customer paid for it. */
export const deliveryMargin = (s: Settlement): number => s.deliveryFee - s.refundedDelivery - (s.agentPay ?? 0);

export interface RefundParts {
  readonly goods: number;
  readonly delivery: number;
  readonly goodwill: number;
  readonly funder: Funder;
  /** Of the lines that the goods come off; the average when absent. */
  readonly commission?: number;
  readonly commissionVat?: number;
}

/** Where the money of a refund comes from; the parts sum to it. */
export interface RefundSplit {
  readonly held: number;
  readonly shop: number;
  readonly commission: number;
  readonly commissionVat: number;
  readonly margin: number;
  readonly goodwill: number;
}

/**
 * Where the money of a refund comes from: out of the hold as long as it is there, then from whoever has got it, the
 * commission and VAT of the goods among it. Taken back it goes to where it would come from now.
 *
 * @param sign 1 opens a refund, -1 withdraws it
 * @returns the settlement after it, and the parts, negative where money comes back
 */
export function refundSplit(
  s: Settlement,
  parts: RefundParts,
  sign: 1 | -1,
): { after: Settlement; split: RefundSplit } {
  const signed = (amount: number): number => (sign === 1 ? amount : 0 - amount);
  const [goods, delivery, goodwill] = [signed(parts.goods), signed(parts.delivery), signed(parts.goodwill)];
  const usual = average(s, parts.goods, sign);
  const back = signed(parts.commission ?? usual.commission);
  const vatBack = signed(parts.commissionVat ?? usual.commissionVat);
  const [commission, commissionVat] = s.releasedAt ? [back, vatBack] : [0, 0];
  const byShop = parts.funder === 'SHOP' ? goodwill : 0;
  return {
    after: {
      ...s,
      refundedGoods: s.refundedGoods + goods,
      refundedDelivery: s.refundedDelivery + delivery,
      commissionBack: s.commissionBack + back,
      commissionVatBack: s.commissionVatBack + vatBack,
    },
    split: {
      held: (s.releasedAt ? 0 : goods) + (s.deliverySettled ? 0 : delivery),
      shop: (s.releasedAt ? goods - commission - commissionVat : 0) + byShop,
      commission,
      commissionVat,
      margin: s.deliverySettled ? delivery : 0,
      goodwill: goodwill - byShop,
    },
  };
}

/** What a shop has, and what it owes us. */
export interface ShopBalance {
  readonly payable: number;
  readonly receivable: number;
}

/**
 * How a change of what we owe a shop meets its balance: what it earns pays its debt first; what it gives back is taken from
 * its balance as far as that goes, and the rest is a debt. Neither ever passes below zero.
 */
export function netting(change: number, { payable, receivable }: ShopBalance): ShopBalance {
  if (change >= 0) {
    const paid = Math.min(change, receivable);
    return { payable: change - paid, receivable: 0 - paid };
  }
  const taken = Math.min(-change, payable);
  return { payable: 0 - taken, receivable: 0 - change - taken };
}

/** When the money of delivered goods is released: the hold is over, or the customer has said that all is well. */
export function releaseTime(deliveredAt: Date, holdSeconds: number, confirmedAt: Date | null): Date {
  const over = deliveredAt.getTime() + holdSeconds * 1000;
  const early = confirmedAt ? Math.max(confirmedAt.getTime(), deliveredAt.getTime()) : over;
  return new Date(Math.min(over, early));
}
