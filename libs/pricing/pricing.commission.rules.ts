import { formatMoney, money, share, taxWithin } from '@pakashop/platform';
import type { AppliedRule } from './pricing.contract.js';
import { wordsFor } from './pricing.scopes.rules.js';
import type { CommissionTerms, Rule } from './pricing.terms.rules.js';

/** VAT of Zambia in basis points; prices shown to customers include it. */
export const VAT = 1_600;

/** What falls to the platform: an amount without VAT, and the VAT on it. */
export interface Charge {
  readonly commission: number;
  readonly commissionVat: number;
}

/**
 * Commission on a line. Each slice of the base is charged the rate of its tier, so that a dearer line never costs less;
 * pieces come on top, then minimum and maximum. With its VAT it is never more than the base.
 *
 * @param base ngwee, VAT included, delivery and the platform's own mark-up excluded
 */
export function commissionOn(base: number, quantity: number, terms: CommissionTerms): Charge {
  const rated = slicesOf(base, terms).reduce((sum, { slice, basisPoints }) => sum + share(slice, basisPoints), 0);
  const wanted = Math.max(rated + terms.perUnit * quantity, terms.minimum ?? 0);
  const commission = Math.min(wanted, terms.maximum ?? wanted, withoutVat(base));
  return { commission, commissionVat: share(commission, VAT) };
}

function slicesOf(base: number, { basisPoints, tiers }: CommissionTerms) {
  const steps = [{ from: 0, basisPoints }, ...tiers];
  return steps.map(({ from, basisPoints }, i) => {
    const end = Math.min(base, steps[i + 1]?.from ?? base);
    return { slice: Math.max(0, end - from), basisPoints };
  });
}

/** The largest amount that with VAT on top is not above another one. */
const withoutVat = (amount: number): number => Number((BigInt(amount) * 10_000n) / BigInt(10_000 + VAT));

/** An amount that contains its VAT, as what falls to the platform. */
export function inclusive(amount: number): Charge {
  const commissionVat = taxWithin(amount, VAT);
  return { commission: amount - commissionVat, commissionVat };
}

/** Which rule and why, in words of a vendor. */
export function commissionRule(rule: Rule<'COMMISSION'>, base: number, currency: string): AppliedRule {
  const { id, version, reason, terms } = rule;
  const words = `${reason}; for ${wordsFor(rule)}: ${ratesOf(terms, currency)} of ${formatMoney(money(base, currency))}`;
  return { ruleId: id, ruleVersion: version, reason: words };
}

export function ratesOf(terms: CommissionTerms, currency: string): string {
  const amount = (ngwee: number) => formatMoney(money(ngwee, currency));
  const { basisPoints, tiers, perUnit, minimum, maximum } = terms;
  return [
    percent(basisPoints),
    ...tiers.map((tier) => `${percent(tier.basisPoints)} of what is above ${amount(tier.from)}`),
    ...(perUnit > 0 ? [`${amount(perUnit)} a piece`] : []),
    ...(minimum === null ? [] : [`at least ${amount(minimum)}`]),
    ...(maximum === null ? [] : [`at most ${amount(maximum)}`]),
  ].join(', ');
}

export const percent = (basisPoints: number): string => `${basisPoints / 100} %`;
