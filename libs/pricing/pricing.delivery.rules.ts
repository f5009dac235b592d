import { formatMoney, money } from '@pakashop/platform';
import type { AppliedRule } from './pricing.contract.js';
import { firstFitting, type Subject } from './pricing.scopes.rules.js';
import { ofKind, type Rule } from './pricing.terms.rules.js';

/** From a shop to a customer. */
export interface Way extends Subject {
  readonly metres: number;
  readonly weightG: number;
  readonly currency: string;
}

export interface Decided {
  readonly amount: number;
  readonly rule: AppliedRule;
}

/** What the customer is asked for the way; undefined when no rule reaches so far. */
export function deliveryFee(rules: readonly Rule[], way: Way): Decided | undefined {
  const rule = firstFitting(ofKind(rules, 'DELIVERY_FEE'), way, ({ terms }) => bandAt(terms.bands, way) !== undefined);
  if (!rule) return undefined;
  const band = bandAt(rule.terms.bands, way)!;
  const extra = forWeight(rule.terms, way);
  return { amount: band.fee + extra, rule: applied(rule, [reachOf(band, way), ...weightWords(extra, way)]) };
}

/** What an agent gets for it; undefined when no rule reaches so far. */
export function agentPay(rules: readonly Rule[], way: Way): Decided | undefined {
  const rule = firstFitting(ofKind(rules, 'AGENT_PAY'), way, ({ terms }) => bandAt(terms.bands, way) !== undefined);
  if (!rule) return undefined;
  const band = bandAt(rule.terms.bands, way)!;
  const extra = forWeight(rule.terms, way);
  const amount = band.base + forWay(band.perKm, way.metres) + extra;
  const rates = `${formatMoney(money(band.base, way.currency))} and ${formatMoney(money(band.perKm, way.currency))} a km`;
  return { amount, rule: applied(rule, [reachOf(band, way), rates, ...weightWords(extra, way)]) };
}

export interface Remission extends Decided {
  readonly funder: 'SHOP' | 'PLATFORM';
}

/**
 * What somebody else pays of the fee, from a threshold of goods on. A shop pays no more than it earns.
 *
 * @param earned what is left to the shop of the goods after commission, its VAT and the platform's mark-up
 */
export function remission(
  rules: readonly Rule[],
  way: Way,
  { fee, goods, earned }: { readonly fee: number; readonly goods: number; readonly earned: number },
): Remission | undefined {
  const rule = firstFitting(ofKind(rules, 'FREE_DELIVERY'), way, ({ terms }) => goods >= terms.fromGoods);
  if (!rule) return undefined;
  const { funder, fromGoods, most } = rule.terms;
  const amount = Math.min(fee, most ?? fee, funder === 'SHOP' ? earned : fee);
  if (amount === 0) return undefined;
  const words = `from ${formatMoney(money(fromGoods, way.currency))} of goods on the ${funder.toLowerCase()} pays`;
  return { amount, funder, rule: applied(rule, [words]) };
}

/** The narrowest band that reaches. */
const bandAt = <B extends { readonly upToM: number | null }>(bands: readonly B[], { metres }: Way): B | undefined =>
  bands.find(({ upToM }) => upToM === null || metres <= upToM);

/** Ngwee for the way, half an ngwee rounded up, without leaving the integers. */
const forWay = (perKm: number, metres: number): number => Number((BigInt(perKm) * BigInt(metres) + 500n) / 1_000n);

const kilogramsBegun = (weightG: number): number => Math.ceil(Math.max(0, weightG) / 1_000);

const forWeight = ({ freeWeightG, perKg }: { freeWeightG: number; perKg: number }, { weightG }: Way): number =>
  perKg * kilogramsBegun(weightG - freeWeightG);

const reachOf = ({ upToM }: { readonly upToM: number | null }, { metres }: Way): string =>
  `${(metres / 1_000).toFixed(1)} km, band ${upToM === null ? 'without limit' : `up to ${upToM / 1_000} km`}`;

const weightWords = (extra: number, { weightG, currency }: Way): string[] =>
  extra === 0 ? [] : [`${formatMoney(money(extra, currency))} for ${(weightG / 1_000).toFixed(1)} kg`];

const applied = ({ id, version, reason }: Rule, words: readonly string[]): AppliedRule => ({
  ruleId: id,
  ruleVersion: version,
  reason: `${reason}: ${words.join(', ')}`,
});
