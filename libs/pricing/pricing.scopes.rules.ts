import type { Province } from './pricing.contract.js';

/** What rules decide about; each kind has its own order. */
export const RULE_KINDS = ['COMMISSION', 'MARKUP', 'DELIVERY_FEE', 'FREE_DELIVERY', 'AGENT_PAY'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** What a rule is for; null means all. */
export interface Scope {
  readonly shopId: string | null;
  readonly categoryId: string | null;
  readonly productId: string | null;
  readonly fromProvince: Province | null;
  readonly toProvince: Province | null;
}

/** What a rule is asked about; a way has no category and no product. */
export interface Subject {
  readonly shopId: string;
  readonly categoryId?: string | null;
  readonly productId?: string;
  readonly fromProvince?: string;
  readonly toProvince?: string;
}

export interface Ranked extends Scope {
  readonly priority: number;
}

const FIELDS = ['productId', 'shopId', 'categoryId', 'toProvince', 'fromProvince'] as const;
const NOUNS = {
  productId: 'product',
  shopId: 'shop',
  categoryId: 'category',
  toProvince: 'deliveries to this province',
  fromProvince: 'deliveries from this province',
} as const;

/** The fields that narrow a scope, the weightiest first. */
export const narrowing = (scope: Scope): readonly (typeof FIELDS)[number][] =>
  FIELDS.filter((field) => scope[field] !== null);

/** Product outweighs shop, shop category, category the province of arrival, that the one of departure. */
export const specificity = (scope: Scope): number =>
  FIELDS.reduce((weight, field) => weight * 2 + (scope[field] === null ? 0 : 1), 0);

/** The fields in which a rule does not fit; none where it does. */
export const misfits = (scope: Scope, subject: Subject): readonly string[] =>
  narrowing(scope)
    .filter((field) => scope[field]?.toLowerCase() !== subject[field]?.toLowerCase())
    .map((field) => NOUNS[field]);

export const covers = (scope: Scope, subject: Subject): boolean => misfits(scope, subject).length === 0;

/**
 * The order in which rules of one kind are asked: the lower priority first, then the more specific scope. Two rules that
 * are equal in both and fit the same thing have the same scope, which the database refuses: age never decides.
 */
export const byRank = (a: Ranked, b: Ranked): number => a.priority - b.priority || specificity(b) - specificity(a);

/** The first rule that fits; undefined when none does. */
export const firstFitting = <R extends Ranked>(
  rules: readonly R[],
  subject: Subject,
  reaches: (rule: R) => boolean = () => true,
): R | undefined => rules.filter((rule) => covers(rule, subject) && reaches(rule)).toSorted(byRank)[0];

/** In words of a vendor: "this shop and category". */
export const wordsFor = (scope: Scope): string => {
  const nouns = narrowing(scope).map((field) => NOUNS[field]);
  return nouns.length === 0 ? 'all sales' : `this ${nouns.join(' and ').replace('deliveries', 'delivery')}`;
};
