import { money, share, taxWithin } from '@pakashop/platform';
import type { AppliedRule, PricedLine, QuoteLine } from './pricing.contract.js';

/** VAT of Zambia in basis points; prices shown to customers include it. */
export const VAT = 1_600;

export interface CommissionRule {
  readonly id: string;
  readonly version: number;
  readonly shopId: string | null;
  readonly categoryId: string | null;
  readonly basisPoints: number;
  readonly reason: string;
}

/**
 * The rule that applies: shop and category before shop, shop before category, category before the default. The database
 * allows one open rule per scope, so the answer never depends on age.
 */
export function commissionFor(rules: readonly CommissionRule[], shopId: string, categoryId: string): CommissionRule {
  const rank = (rule: CommissionRule): number => (rule.shopId ? 2 : 0) + (rule.categoryId ? 1 : 0);
  const fitting = rules.filter(
    (rule) => (!rule.shopId || rule.shopId === shopId) && (!rule.categoryId || rule.categoryId === categoryId),
  );
  const [best] = fitting.toSorted((a, b) => rank(b) - rank(a));
  if (!best) throw new Error('there is no default commission rule');
  return best;
}

/**
 * Prices one line. The commission's base is the line total with VAT, delivery excluded; the VAT on the commission comes
 * on top of it and is the shop's.
 */
export function priceLine({ ref, unitPrice, quantity }: QuoteLine, rule: CommissionRule): PricedLine {
  const { currency } = unitPrice;
  const total = unitPrice.amount * quantity;
  const commission = share(total, rule.basisPoints);
  return {
    ref,
    total: money(total, currency),
    taxRate: VAT,
    taxAmount: money(taxWithin(total, VAT), currency),
    commission: money(commission, currency),
    commissionVat: money(share(commission, VAT), currency),
    commissionRule: { ruleId: rule.id, ruleVersion: rule.version, reason: rule.reason },
  };
}

export interface DeliveryBand {
  readonly id: string;
  readonly version: number;
  readonly upToM: number | null;
  readonly fee: number;
}

/** The narrowest band that reaches the distance; undefined when none does. */
export function bandFor(bands: readonly DeliveryBand[], metres: number): DeliveryBand | undefined {
  const reach = (band: DeliveryBand): number => band.upToM ?? Number.POSITIVE_INFINITY;
  return bands.toSorted((a, b) => reach(a) - reach(b)).find((band) => metres <= reach(band));
}

export const bandRule = (band: DeliveryBand, metres: number): AppliedRule => ({
  ruleId: band.id,
  ruleVersion: band.version,
  reason: `${(metres / 1000).toFixed(1)} km, band ${band.upToM === null ? 'without limit' : `up to ${band.upToM / 1000} km`}`,
});
