import type { RuleKind, Scope } from './pricing.scopes.rules.js';

/** From so much on, the slice above it is charged this rate. */
export interface RateTier {
  readonly from: number;
  readonly basisPoints: number;
}

/** What the platform takes of a line. */
export interface CommissionTerms {
  /** Of the slice of the line below the first tier. */
  readonly basisPoints: number;
  readonly tiers: readonly RateTier[];
  readonly perUnit: number;
  /** Per line. */
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** What is added to the list price, and whose it is. */
export interface MarkupTerms {
  readonly basisPoints: number;
  readonly perUnit: number;
  readonly keeper: 'SHOP' | 'PLATFORM';
}

interface ByWeight {
  /** Grams that cost nothing extra. */
  readonly freeWeightG: number;
  /** For each kilogram begun beyond. */
  readonly perKg: number;
}

export interface FeeBand {
  /** Metres; null reaches everywhere. */
  readonly upToM: number | null;
  readonly fee: number;
}

export interface DeliveryTerms extends ByWeight {
  readonly bands: readonly FeeBand[];
}

/** From so much of goods on somebody else pays the delivery. */
export interface FreeDeliveryTerms {
  readonly fromGoods: number;
  readonly funder: 'SHOP' | 'PLATFORM';
  /** How much of the fee at most. */
  readonly most: number | null;
}

export interface PayBand {
  readonly upToM: number | null;
  readonly base: number;
  readonly perKm: number;
}

export interface AgentPayTerms extends ByWeight {
  readonly bands: readonly PayBand[];
}

export interface TermsOf {
  readonly COMMISSION: CommissionTerms;
  readonly MARKUP: MarkupTerms;
  readonly DELIVERY_FEE: DeliveryTerms;
  readonly FREE_DELIVERY: FreeDeliveryTerms;
  readonly AGENT_PAY: AgentPayTerms;
}

/** One version of a rule. */
export interface Rule<K extends RuleKind = RuleKind> extends Scope {
  readonly id: string;
  readonly version: number;
  readonly kind: K;
  readonly priority: number;
  readonly terms: TermsOf[K];
  readonly reason: string;
}

export const ofKind = <K extends RuleKind>(rules: readonly Rule[], kind: K): readonly Rule<K>[] =>
  rules.filter((rule): rule is Rule<K> => rule.kind === kind);

/**
 * What a class alone cannot see: how amounts and thresholds stand to each other. Steps end where the next begins, so
 * that rising thresholds leave no gap and no overlap.
 *
 * @returns the field and what is wrong with it, undefined for sound terms
 */
export function flawIn(kind: RuleKind, terms: TermsOf[RuleKind]): readonly [path: string, message: string] | undefined {
  if (kind === 'COMMISSION') return flawInCommission(terms as CommissionTerms);
  if (kind === 'DELIVERY_FEE' || kind === 'AGENT_PAY') {
    const { bands } = terms as DeliveryTerms | AgentPayTerms;
    const ends = bands.map(({ upToM }) => upToM ?? Number.POSITIVE_INFINITY);
    return isRising(ends) ? undefined : ['bands', 'each band must reach further than the one before'];
  }
  return undefined;
}

function flawInCommission({ tiers, minimum, maximum }: CommissionTerms): readonly [string, string] | undefined {
  if (!isRising(tiers.map(({ from }) => from))) return ['tiers', 'each tier must begin above the one before'];
  return minimum !== null && maximum !== null && minimum > maximum
    ? ['maximum', 'maximum must not be below minimum']
    : undefined;
}

const isRising = (thresholds: readonly number[]): boolean =>
  thresholds.every((threshold, i) => i === 0 || threshold > thresholds[i - 1]!);
