import { platformProblems } from '@pakashop/platform';
import type { RuleChange, RuleInput } from './pricing.rules.dto.js';
import type { RuleKind, Scope } from './pricing.scopes.rules.js';
import { flawIn, type TermsOf } from './pricing.terms.rules.js';

/** A rule as its author wants it, sound and complete. */
export interface DraftRule extends Scope {
  readonly kind: RuleKind;
  readonly priority: number;
  readonly terms: TermsOf[RuleKind];
  readonly reason: string;
  readonly validFrom?: string;
  readonly validTo?: string;
}

/** A change that is complete in itself. */
export type Change =
  | { readonly act: 'OPEN'; readonly rule: DraftRule; readonly confirmMatches?: number }
  | {
      readonly act: 'CHANGE';
      readonly ruleId: string;
      readonly version: number;
      readonly rule: DraftRule;
      readonly confirmMatches?: number;
    }
  | { readonly act: 'END'; readonly ruleId: string; readonly version: number; readonly endsAt?: string };

/** The version of a rule that a change is made of. */
export interface Latest extends Scope {
  readonly id: string;
  readonly version: number;
  readonly kind: RuleKind;
  readonly priority: number;
  readonly terms: object;
}

const FIELD = {
  COMMISSION: 'commission',
  MARKUP: 'markup',
  DELIVERY_FEE: 'deliveryFee',
  FREE_DELIVERY: 'freeDelivery',
  AGENT_PAY: 'agentPay',
} as const;

const GOODS: readonly RuleKind[] = ['COMMISSION', 'MARKUP'];

/**
 * Reads a rule as a class alone cannot: one kind with its own terms, a scope that this kind knows, thresholds that rise.
 *
 * @throws Problem VAL_001
 */
export function draftOf(input: RuleInput): DraftRule {
  const { kind, priority, reason, validFrom, validTo } = input;
  const field = FIELD[kind];
  const terms = termsOf(input);
  if (!terms) throw invalid(`rule.${field}`, `${field} must be given for ${kind}`);
  const other = Object.values(FIELD).find((name) => name !== field && input[name] !== undefined);
  if (other) throw invalid(`rule.${other}`, `${other} does not belong to ${kind}`);
  const misplaced = (
    GOODS.includes(kind) ? (['fromProvince', 'toProvince'] as const) : (['categoryId', 'productId'] as const)
  ).find((name) => input[name] !== undefined);
  if (misplaced) throw invalid(`rule.${misplaced}`, `${misplaced} does not belong to ${kind}`);
  const flaw = flawIn(kind, terms);
  if (flaw) throw invalid(`rule.${field}.${flaw[0]}`, flaw[1]);
  if (validFrom && validTo && Date.parse(validFrom) >= Date.parse(validTo)) {
    throw invalid('rule.validTo', 'validTo must be after validFrom');
  }
  return { ...scopeOf(input), kind, priority, terms, reason, validFrom, validTo };
}

export const scopeOf = (input: Partial<Record<keyof Scope, string>>): Scope =>
  ({
    shopId: input.shopId?.toLowerCase() ?? null,
    categoryId: input.categoryId?.toLowerCase() ?? null,
    productId: input.productId?.toLowerCase() ?? null,
    fromProvince: input.fromProvince ?? null,
    toProvince: input.toProvince ?? null,
  }) as Scope;

function termsOf({ kind, ...input }: RuleInput): TermsOf[RuleKind] | undefined {
  const { commission, markup, deliveryFee, freeDelivery, agentPay } = input;
  const bandOf = <B extends { upToM?: number }>(band: B) => ({ ...band, upToM: band.upToM ?? null });
  switch (kind) {
    case 'COMMISSION':
      return commission && { ...commission, minimum: commission.minimum ?? null, maximum: commission.maximum ?? null };
    case 'MARKUP':
      return markup && { ...markup };
    case 'DELIVERY_FEE':
      return deliveryFee && { ...deliveryFee, bands: deliveryFee.bands.map(bandOf) };
    case 'FREE_DELIVERY':
      return freeDelivery && { ...freeDelivery, most: freeDelivery.most ?? null };
    case 'AGENT_PAY':
      return agentPay && { ...agentPay, bands: agentPay.bands.map(bandOf) };
  }
}

/** @throws Problem VAL_001 */
export function changeOf({ act, ruleId, version, rule, endsAt, confirmMatches }: RuleChange): Change {
  const missing =
    act !== 'END' && !rule ? 'rule' : act === 'OPEN' ? undefined : !ruleId ? 'ruleId' : version ? undefined : 'version';
  if (missing) {
    const errors = [{ path: missing, message: `${missing} must be given to ${act}` }];
    throw platformProblems.invalid('Correct the change and send it again.', { errors });
  }
  if (act === 'OPEN') return { act, rule: draftOf(rule!), confirmMatches };
  if (act === 'END') return { act, ruleId: ruleId!, version: version!, endsAt };
  return { act, ruleId: ruleId!, version: version!, rule: draftOf(rule!), confirmMatches };
}

const invalid = (path: string, message: string) =>
  platformProblems.invalid('Correct the rule and send it again.', { errors: [{ path, message }] });
