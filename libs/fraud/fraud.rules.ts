import type { Money } from '@pakashop/platform';
import { createHash } from 'node:crypto';
import type { FraudConfig } from './fraud.config.js';

export const RULE_IDS = ['SDL_001', 'AMT_001', 'AMT_002'] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** The figures by which payments are scored. */
export interface Ruleset {
  /** Names exactly these figures: other figures have another version. */
  readonly version: string;
  readonly threshold: number;
  /** Ngwee. */
  readonly referenceOrder: number;
  readonly weights: Readonly<Record<RuleId, number>>;
}

export interface PaymentFacts {
  /** Absent for a guest. */
  readonly buyerId?: string;
  readonly sellerIds: readonly string[];
  /** The buyer is reached where one of the sellers is. */
  readonly hasSellersContact?: boolean;
  readonly amount: Money;
}

export interface FiredRule {
  readonly rule: RuleId;
  readonly weight: number;
}

interface Score {
  /** 0 to 100. */
  readonly score: number;
  readonly fired: readonly FiredRule[];
  /** The score is above the threshold: a person has to look. */
  readonly isSuspicious: boolean;
}

/** An amount is large from so many ordinary orders on. */
const LARGE_ORDERS = 3;
/** Payments below K1.00 try out stolen cards. */
const SMALL_NGWEE = 100;
const HIGHEST_SCORE = 100;

const RULES: Readonly<Record<RuleId, (payment: PaymentFacts, ruleset: Ruleset) => boolean>> = {
  SDL_001: ({ buyerId, sellerIds, hasSellersContact = false }) =>
    hasSellersContact || (buyerId !== undefined && sellerIds.includes(buyerId)),
  AMT_001: ({ amount }, { referenceOrder }) => amount.amount > LARGE_ORDERS * referenceOrder,
  AMT_002: ({ amount }) => amount.amount < SMALL_NGWEE,
};

/** Sums the weights of the rules that fire, up to 100. */
export function scorePayment(payment: PaymentFacts, ruleset: Ruleset): Score {
  const fired = RULE_IDS.map((rule) => ({ rule, weight: ruleset.weights[rule] })).filter(
    ({ rule, weight }) => weight > 0 && RULES[rule](payment, ruleset),
  );
  const score = Math.min(
    HIGHEST_SCORE,
    fired.reduce((sum, { weight }) => sum + weight, 0),
  );
  return { score, fired, isSuspicious: score > ruleset.threshold };
}

/** The configured ruleset; its version is made of its figures, so nobody can forget to raise it. */
export function rulesetOf(config: FraudConfig): Ruleset {
  const figures = {
    threshold: config.FRAUD_REVIEW_THRESHOLD,
    referenceOrder: config.FRAUD_REFERENCE_ORDER,
    weights: {
      SDL_001: config.FRAUD_WEIGHT_SDL_001,
      AMT_001: config.FRAUD_WEIGHT_AMT_001,
      AMT_002: config.FRAUD_WEIGHT_AMT_002,
    },
  };
  const digest = createHash('sha256').update(JSON.stringify(figures)).digest('hex');
  return { version: digest.slice(0, 12), ...figures };
}
