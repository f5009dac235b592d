import { money, type Money, platformProblems } from '@pakashop/platform';
import type { PlanView, PriceView, RangedView, RunningPromotion, SetPrice, TierView } from './pricing.plans.dto.js';
import { assertSound, isRunning, type Plan, type PriceModel, type Terms, type Tier } from './pricing.plans.rules.js';

/** The part of a request that holds the terms of a model. */
const PARTS = {
  RANGED: 'ranged',
  NEGOTIABLE: 'negotiable',
  PROMOTIONAL: 'promotional',
  WHOLESALE: 'wholesale',
} as const;
const partOf = (model: PriceModel) =>
  PARTS[model as keyof typeof PARTS] as (typeof PARTS)[keyof typeof PARTS] | undefined;

/**
 * What a shop wants, as terms that hold together.
 *
 * @throws Problem VAL_001
 */
export function termsOf(input: SetPrice): Terms {
  const own = partOf(input.model);
  const wrong = Object.values(PARTS).find(
    (part) => (input[part] !== undefined && input[part] !== null) !== (part === own),
  );
  if (wrong) {
    const message =
      wrong === own ? `${wrong} is needed for ${input.model}` : `${wrong} does not go with ${input.model}`;
    throw platformProblems.invalid('Send the terms of the model and no others.', {
      errors: [{ path: wrong, message }],
    });
  }
  const terms = read(input);
  assertSound(terms);
  return terms;
}

function read({ model, ranged, negotiable, promotional, wholesale }: SetPrice): Terms {
  if (ranged) {
    return { model: 'RANGED', from: ranged.from.amount, to: ranged.to.amount, lowestAt: ranged.lowestAt };
  }
  if (negotiable) {
    const { floor, acceptFrom } = negotiable;
    return { model: 'NEGOTIABLE', floor: floor.amount, acceptFrom: acceptFrom?.amount ?? null };
  }
  if (promotional) {
    const { price, priorPrice, startsAt, endsAt, quota } = promotional;
    return {
      model: 'PROMOTIONAL',
      price: price.amount,
      priorPrice: priorPrice.amount,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(endsAt).toISOString(),
      quota: quota ?? null,
    };
  }
  if (wholesale) {
    return {
      model: 'WHOLESALE',
      tiers: wholesale.tiers.map(({ minQuantity, price }) => ({ minQuantity, price: price.amount })),
    };
  }
  return { model: model as 'FIXED' | 'QUOTATION' };
}

/** A plan with what stands about it beside its terms. */
export type PlanRow = Plan & {
  readonly currency: string;
  /** Pieces of a promotion's quota that paid orders have taken, and not given back. */
  readonly sold: number;
  readonly validFrom: Date;
  readonly validTo: Date | null;
};

/** A version as its shop sees it. */
export function planView(plan: PlanRow): PlanView {
  const priced = (amount: number): Money => money(amount, plan.currency);
  return {
    id: plan.id,
    variantId: plan.variantId,
    version: plan.version,
    model: plan.model,
    ranged: rangedView(plan, priced),
    negotiable:
      plan.model === 'NEGOTIABLE'
        ? { floor: priced(plan.floor), acceptFrom: plan.acceptFrom === null ? null : priced(plan.acceptFrom) }
        : null,
    promotional:
      plan.model === 'PROMOTIONAL' ? { ...promotionView(plan, priced), quota: plan.quota, sold: plan.sold } : null,
    wholesale: tierViews(plan, priced),
    validFrom: plan.validFrom.toISOString(),
    validTo: plan.validTo?.toISOString() ?? null,
  };
}

/** What everybody may know: never a floor, nothing of a promotion that does not run. */
export function priceView(variantId: string, plan: PlanRow | undefined, now: Date): PriceView {
  const atList = { variantId, model: 'FIXED' as const, ranged: null, promotional: null, wholesale: null };
  if (!plan) return { ...atList, takesOffers: false };
  const { model, currency } = plan;
  const priced = (amount: number): Money => money(amount, currency);
  const promotional = runningView(plan, now, priced);
  if (model === 'PROMOTIONAL' && !promotional) return { ...atList, takesOffers: false };
  return {
    variantId,
    model,
    ranged: rangedView(plan, priced),
    promotional,
    wholesale: tierViews(plan, priced),
    takesOffers: model === 'NEGOTIABLE' || model === 'QUOTATION',
  };
}

function runningView(plan: PlanRow, now: Date, priced: Priced): RunningPromotion | null {
  if (plan.model !== 'PROMOTIONAL' || !isRunning(plan, now)) return null;
  const left = plan.quota === null ? null : Math.max(0, plan.quota - plan.sold);
  return left === 0 ? null : { ...promotionView(plan, priced), left };
}

type Priced = (amount: number) => Money;

const rangedView = (plan: Terms, priced: Priced): RangedView | null =>
  plan.model === 'RANGED' ? { from: priced(plan.from), to: priced(plan.to), lowestAt: plan.lowestAt } : null;

const promotionView = (plan: Terms & { model: 'PROMOTIONAL' }, priced: Priced) => ({
  price: priced(plan.price),
  priorPrice: priced(plan.priorPrice),
  startsAt: plan.startsAt,
  endsAt: plan.endsAt,
});

const tierViews = (plan: Terms, priced: Priced): TierView[] | null =>
  plan.model === 'WHOLESALE'
    ? plan.tiers.map(({ minQuantity, price }: Tier) => ({ minQuantity, price: priced(price) }))
    : null;
