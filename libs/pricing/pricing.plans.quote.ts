import { sql, type Sql } from '@pakashop/platform';
import type { QuoteLine, QuoteRequest } from './pricing.contract.js';
import { plansProblems as problems } from './pricing.plans.errors.js';
import { type Agreement, type Plan, priceOf, type UnitPrice } from './pricing.plans.rules.js';

/** What a line of this shop costs, and why. */
export type PriceLine = (shopId: string, line: QuoteLine) => UnitPrice;

type Agreed = Agreement & { readonly shopId: string; readonly variantId: string };

/** What plans and offers say about a basket. */
export interface Terms {
  readonly now: Date;
  readonly plans: readonly (Omit<Plan, 'terms'> & { readonly terms: object })[];
  readonly offers: readonly Agreed[];
}

/**
 * Columns of {@link Terms}, looked up once for a basket. Plans of other shops for the same variants and offers of other
 * buyers are never part of the answer.
 */
export function termsFor({ shops, buyer }: QuoteRequest): Sql {
  const lines = shops.flatMap(({ shopId, lines }) => lines.map((line) => ({ shopId, ...line })));
  const offerIds = lines.flatMap(({ offerId }) => offerId ?? []);
  return sql`now(),
    (SELECT coalesce(json_agg(json_build_object('id', p.id, 'version', p.version, 'shopId', p.shop_id,
       'variantId', p.variant_id, 'model', p.model, 'terms', p.terms)), '[]')
     FROM unnest((SELECT ${lines.map(({ shopId }) => shopId)}::uuid[]),
                 (SELECT ${lines.map(({ variantId }) => variantId)}::uuid[])) AS l (shop_id, variant_id)
     JOIN pricing.price_plans p ON p.shop_id = l.shop_id AND p.variant_id = l.variant_id AND p.valid_to IS NULL) AS plans,
    (SELECT coalesce(json_agg(json_build_object('offerId', o.id, 'shopId', o.shop_id, 'variantId', o.variant_id,
       'kind', o.kind, 'price', o.price, 'quantity', o.quantity, 'rounds', o.rounds)), '[]')
     FROM pricing.offers o
     WHERE o.id = ANY((SELECT ${offerIds}::uuid[])::uuid[]) AND o.buyer = ${buyer ?? null}
       AND o.state = 'ACCEPTED' AND o.expires_at > now()) AS offers`;
}

/** The prices that plans and accepted offers set. */
export function linePrices({ now, plans, offers }: Terms): PriceLine {
  const byLine = new Map(plans.map(({ terms, ...plan }) => [key(plan), { ...plan, ...terms } as Plan]));
  return (shopId, line) => {
    const { variantId, offerId, quantity, unitPrice, taken } = line;
    return priceOf({
      listPrice: unitPrice.amount,
      currency: unitPrice.currency,
      quantity,
      plan: byLine.get(key({ shopId, variantId })),
      agreement: offerId ? agreed(offers, shopId, line) : undefined,
      now,
      taken: (ruleId) => taken?.find((one) => one.ruleId === ruleId)?.pieces ?? 0,
    });
  };
}

const key = ({ shopId, variantId }: { shopId: string; variantId: string }): string =>
  `${shopId} ${variantId}`.toLowerCase();

/** One answer for everything that is wrong with it, so that nobody learns of offers of others. */
function agreed(offers: readonly Agreed[], shopId: string, { offerId, variantId }: QuoteLine): Agreement {
  const offer = offers.find((one) => one.offerId === offerId?.toLowerCase() && key(one) === key({ shopId, variantId }));
  if (offer) return offer;
  throw problems.offerUnusable('Order with an offer of yours for this that is accepted and not over, or without one.', {
    extra: { offerId },
  });
}
