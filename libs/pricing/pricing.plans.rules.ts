import { formatMoney, money, platformProblems } from '@pakashop/platform';
import type { AppliedRule } from './pricing.contract.js';
import { plansProblems as problems } from './pricing.plans.errors.js';

/** How a shop may price a variant. */
export const PRICE_MODELS = ['FIXED', 'RANGED', 'NEGOTIABLE', 'QUOTATION', 'PROMOTIONAL', 'WHOLESALE'] as const;
export type PriceModel = (typeof PRICE_MODELS)[number];

/** From so many pieces on, one costs so much. */
export interface Tier {
  readonly minQuantity: number;
  readonly price: number;
}

/** What a model needs, in ngwee; times as ISO strings. */
export type Terms =
  | { readonly model: 'FIXED' | 'QUOTATION' }
  | { readonly model: 'RANGED'; readonly from: number; readonly to: number; readonly lowestAt: number }
  | { readonly model: 'NEGOTIABLE'; readonly floor: number; readonly acceptFrom: number | null }
  | {
      readonly model: 'PROMOTIONAL';
      readonly price: number;
      readonly priorPrice: number;
      readonly startsAt: string;
      readonly endsAt: string;
      readonly quota: number | null;
    }
  | { readonly model: 'WHOLESALE'; readonly tiers: readonly Tier[] };

/** One version of how a shop prices a variant. */
export type Plan = Terms & {
  readonly id: string;
  readonly version: number;
  readonly shopId: string;
  readonly variantId: string;
};

/** A price that buyer and shop have agreed on. */
export interface Agreement {
  readonly offerId: string;
  readonly kind: 'NEGOTIATION' | 'QUOTATION';
  readonly price: number;
  readonly quantity: number;
  readonly rounds: number;
}

export interface Wanted {
  readonly listPrice: number;
  readonly currency: string;
  readonly quantity: number;
  /** The plan of this shop for this variant; without one the list price holds. */
  readonly plan?: Plan;
  /** Comes before the plan. */
  readonly agreement?: Agreement;
  /** By the clock of the database. */
  readonly now: Date;
  /** Pieces that orders have taken of the rule with this id. */
  readonly taken: (ruleId: string) => number;
}

export interface UnitPrice {
  readonly unitPrice: number;
  readonly rule: AppliedRule;
  /** For how many pieces over all orders the price holds. */
  readonly limit?: number;
  /** It is the list price, on which mark-ups come. */
  readonly isListPrice?: true;
}

/** The rule of what is sold at its list price. */
export const LIST_PRICE: AppliedRule = {
  ruleId: '0197a000-0000-7000-8000-000000000021',
  ruleVersion: 1,
  reason: 'list price',
};

/**
 * What one piece costs, and why. No model but RANGED and QUOTATION, which do without a list price, ever asks for more
 * than it.
 *
 * @throws Problem pricing.price_on_request, pricing.minimum_quantity, pricing.offer_unusable
 */
export function priceOf(wanted: Wanted): UnitPrice {
  const { agreement, plan } = wanted;
  if (agreement) return agreedPrice(wanted, agreement);
  if (!plan || plan.model === 'FIXED') return atList(wanted, plan);
  switch (plan.model) {
    case 'RANGED':
      return by(plan, rangedPrice(plan, wanted.quantity), `price range, ${pieces(wanted.quantity)}`);
    case 'NEGOTIABLE':
      return atList(wanted, plan, 'list price, no offer named');
    case 'QUOTATION':
      throw problems.priceOnRequest('Ask the shop for a price by POST /offers, and order with the offer it accepts.', {
        extra: { variantId: plan.variantId },
      });
    case 'PROMOTIONAL':
      return promotionalPrice(wanted, plan);
    case 'WHOLESALE':
      return wholesalePrice(wanted, plan);
  }
}

function agreedPrice({ listPrice, quantity, currency, taken }: Wanted, agreement: Agreement): UnitPrice {
  const { offerId, kind, price, rounds } = agreement;
  if (quantity !== agreement.quantity) {
    throw problems.offerUnusable(`It was agreed for ${pieces(agreement.quantity)}.`, { extra: { offerId } });
  }
  if (taken(offerId) > 0) {
    throw problems.offerUnusable('An order of yours uses it already; pay that one.', { extra: { offerId } });
  }
  const unitPrice = kind === 'QUOTATION' ? price : Math.min(price, listPrice);
  const what = kind === 'QUOTATION' ? 'quotation' : 'offer';
  const reason = `${what} of ${formatMoney(money(price, currency))} for ${pieces(quantity)}`;
  return { unitPrice, rule: { ruleId: offerId, ruleVersion: rounds, reason }, limit: quantity };
}

/** The highest price for one piece, falling evenly to the lowest for `lowestAt` pieces and more; rounded up. */
export function rangedPrice(
  { from, to, lowestAt }: { readonly from: number; readonly to: number; readonly lowestAt: number },
  quantity: number,
): number {
  const steps = Math.min(quantity, lowestAt) - 1;
  return to - Number((BigInt(to - from) * BigInt(steps)) / BigInt(lowestAt - 1));
}

function promotionalPrice(wanted: Wanted, plan: Plan & { model: 'PROMOTIONAL' }): UnitPrice {
  const { listPrice, quantity, now, taken } = wanted;
  if (!isRunning(plan, now)) return atList(wanted, plan, 'list price, the promotion does not run');
  const left = plan.quota === null ? Infinity : Math.max(0, plan.quota - taken(plan.id));
  if (left < quantity) return atList(wanted, plan, `list price, the promotion has ${pieces(left)} left`);
  const priced = by(plan, Math.min(plan.price, listPrice), `promotion until ${plan.endsAt}`);
  return plan.quota === null ? priced : { ...priced, limit: plan.quota };
}

/** Whether the promotion runs at an instant: from its start until just before its end. */
export const isRunning = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }, now: Date): boolean =>
  Date.parse(startsAt) <= now.getTime() && now.getTime() < Date.parse(endsAt);

function wholesalePrice({ listPrice, quantity }: Wanted, plan: Plan & { model: 'WHOLESALE' }): UnitPrice {
  const tier = plan.tiers.findLast(({ minQuantity }) => minQuantity <= quantity);
  if (!tier) {
    const { minQuantity } = plan.tiers[0]!;
    throw problems.minimumQuantity(`Order at least ${pieces(minQuantity)} of it.`, {
      extra: { variantId: plan.variantId, minQuantity },
    });
  }
  return by(plan, Math.min(tier.price, listPrice), `wholesale price from ${pieces(tier.minQuantity)} on`);
}

const by = ({ id, version }: Plan, unitPrice: number, reason: string): UnitPrice => ({
  unitPrice,
  rule: { ruleId: id, ruleVersion: version, reason },
});

const atList = ({ listPrice }: Wanted, plan?: Plan, reason = LIST_PRICE.reason): UnitPrice => ({
  ...(plan ? by(plan, listPrice, reason) : { unitPrice: listPrice, rule: LIST_PRICE }),
  isListPrice: true,
});

const pieces = (count: number): string => (count === 1 ? '1 piece' : `${count} pieces`);

/**
 * Checks what a class alone cannot see: how amounts, times and thresholds stand to each other.
 *
 * @throws Problem VAL_001
 */
export function assertSound(terms: Terms): void {
  const wrong = flawOf(terms);
  if (!wrong) return;
  const [path, message] = wrong;
  throw platformProblems.invalid('Correct the terms of the price.', { errors: [{ path, message }] });
}

function flawOf(terms: Terms): readonly [path: string, message: string] | undefined {
  switch (terms.model) {
    case 'RANGED':
      return terms.from < terms.to ? undefined : ['ranged.to', 'to must be above from'];
    case 'NEGOTIABLE':
      return terms.acceptFrom === null || terms.acceptFrom >= terms.floor
        ? undefined
        : ['negotiable.acceptFrom', 'acceptFrom must not be below floor'];
    case 'PROMOTIONAL':
      if (terms.price >= terms.priorPrice) return ['promotional.price', 'price must be below priorPrice'];
      return Date.parse(terms.startsAt) < Date.parse(terms.endsAt)
        ? undefined
        : ['promotional.endsAt', 'endsAt must be after startsAt'];
    case 'WHOLESALE':
      return isStair(terms.tiers)
        ? undefined
        : ['wholesale.tiers', 'each tier must begin at more pieces than the one before and cost less'];
    default:
      return undefined;
  }
}

/** Each tier ends where the next begins, so thresholds that rise leave no gap. */
const isStair = (tiers: readonly Tier[]): boolean =>
  tiers.every((tier, i) => {
    const before = tiers[i - 1];
    return !before || (tier.minQuantity > before.minQuantity && tier.price < before.price);
  });
