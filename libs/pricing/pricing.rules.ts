import { formatMoney, money, share, taxWithin } from '@pakashop/platform';
import { type Charge, commissionOn, commissionRule, inclusive, percent, VAT } from './pricing.commission.rules.js';
import type { AppliedMarkup, AppliedRule, PricedLine, QuoteLine } from './pricing.contract.js';
import type { UnitPrice } from './pricing.plans.rules.js';
import { firstFitting, wordsFor } from './pricing.scopes.rules.js';
import { ofKind, type Rule } from './pricing.terms.rules.js';

const NOTHING: Charge = { commission: 0, commissionVat: 0 };

/** A line with the shop that sells it and what its price model says. */
export interface LineAtHand {
  readonly shopId: string;
  readonly line: QuoteLine;
  readonly price: UnitPrice;
}

/**
 * Prices one line: the mark-up comes on the list price, the commission is taken of the total without what the platform
 * itself has added. Delivery is no part of it, and the VAT on the commission comes on top and is the shop's.
 *
 * @returns undefined when no commission rule fits
 */
export function priceLine(rules: readonly Rule[], { shopId, line, price }: LineAtHand): PricedLine | undefined {
  const { ref, quantity, unitPrice: listPrice } = line;
  const { currency } = listPrice;
  const rule = firstFitting(ofKind(rules, 'COMMISSION'), { shopId, ...line });
  if (!rule) return undefined;
  const markup = price.isListPrice ? markupOn(rules, shopId, line) : undefined;
  const unitPrice = price.unitPrice + (markup?.each ?? 0);
  const total = unitPrice * quantity;
  const base = markup?.applied.keeper === 'PLATFORM' ? total - markup.applied.amount.amount : total;
  const { commission, commissionVat } = commissionOn(base, quantity, rule.terms);
  return {
    ref,
    unitPrice: money(unitPrice, currency),
    listPrice,
    priceRule: markup ? withMarkup(price.rule, markup.each, currency) : price.rule,
    ...(price.limit !== undefined && { limit: price.limit }),
    total: money(total, currency),
    taxRate: VAT,
    taxAmount: money(taxWithin(total, VAT), currency),
    ...(markup && { markup: markup.applied }),
    commission: money(commission, currency),
    commissionVat: money(commissionVat, currency),
    commissionRule: commissionRule(rule, base, currency),
  };
}

/** What comes on the list price of one piece, and on the line. */
function markupOn(
  rules: readonly Rule[],
  shopId: string,
  line: QuoteLine,
): { readonly each: number; readonly applied: AppliedMarkup } | undefined {
  const rule = firstFitting(ofKind(rules, 'MARKUP'), { shopId, ...line });
  if (!rule) return undefined;
  const { amount: listed, currency } = line.unitPrice;
  const { basisPoints, perUnit, keeper } = rule.terms;
  const each = share(listed, basisPoints) + perUnit;
  if (each === 0) return undefined;
  const amount = each * line.quantity;
  const { commission, commissionVat } = keeper === 'PLATFORM' ? inclusive(amount) : NOTHING;
  return {
    each,
    applied: {
      amount: money(amount, currency),
      keeper,
      commission: money(commission, currency),
      commissionVat: money(commissionVat, currency),
      rule: {
        ruleId: rule.id,
        ruleVersion: rule.version,
        reason: `${rule.reason}; for ${wordsFor(rule)}: ${percent(basisPoints)} on the list price, kept by the ${keeper.toLowerCase()}`,
      },
    },
  };
}

const withMarkup = (rule: AppliedRule, each: number, currency: string): AppliedRule => ({
  ...rule,
  reason: `${rule.reason} and ${formatMoney(money(each, currency))} mark-up`,
});

/** What is left to the shop of a line. */
export const earnedOf = ({ total, commission, commissionVat, markup }: PricedLine): number =>
  total.amount -
  commission.amount -
  commissionVat.amount -
  (markup?.commission.amount ?? 0) -
  (markup?.commissionVat.amount ?? 0);
