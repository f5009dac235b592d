import { commissionOn } from './pricing.commission.rules.js';
import type { Change } from './pricing.rules.input.js';
import { byRank } from './pricing.scopes.rules.js';
import type { Rule } from './pricing.terms.rules.js';

export type PricedRule = Rule & { readonly currency: string };

/** Lines of one shop that are alike. */
export interface AcceptedLines {
  readonly shopId: string;
  readonly categoryId: string | null;
  readonly productId: string;
  readonly quantity: number;
  readonly base: number;
  readonly currency: string;
  /** How many there are. */
  readonly lines: number;
}

/** The commission rules as they would be with the changes, all taken to hold at once. */
export function withChanges(rules: readonly PricedRule[], changes: readonly Change[]): readonly PricedRule[] {
  const gone = new Set(changes.flatMap((change) => (change.act === 'OPEN' ? [] : [change.ruleId.toLowerCase()])));
  const opened = changes.flatMap((change, i): PricedRule[] =>
    change.act === 'END' || change.rule.kind !== 'COMMISSION'
      ? []
      : [{ ...change.rule, id: change.act === 'OPEN' ? `new-${i}` : change.ruleId, version: 0, currency: 'ZMW' }],
  );
  return [...rules.filter(({ id }) => !gone.has(id)), ...opened];
}

/**
 * Finds the rule that decides as `firstFitting` does, without asking each: of the rules of one scope the first stands for
 * all, and a line has eight scopes that fit it.
 */
export function finderOf(rules: readonly PricedRule[]): (line: AcceptedLines) => Rule<'COMMISSION'> | undefined {
  const first = new Map<string, PricedRule>();
  for (const rule of rules) {
    const key = keyOf(rule.currency, rule.shopId, rule.categoryId, rule.productId);
    const known = first.get(key);
    if (!known || byRank(rule, known) < 0) first.set(key, rule);
  }
  return ({ currency, shopId, categoryId, productId }) => {
    const keys = [null, shopId].flatMap((shop) =>
      [null, categoryId].flatMap((category) =>
        [null, productId].map((product) => keyOf(currency, shop, category, product)),
      ),
    );
    const [best] = keys.flatMap((key) => first.get(key) ?? []).toSorted(byRank);
    return best as Rule<'COMMISSION'> | undefined;
  };
}

const keyOf = (...parts: readonly (string | null)[]): string => parts.join(' ');

/** Commission by these rules on what was sold; a line that no rule fits brings none. */
export function commissionBy(find: ReturnType<typeof finderOf>, sold: readonly AcceptedLines[]): number {
  return sold.reduce((sum, line) => {
    const rule = find(line);
    return sum + (rule ? commissionOn(line.base, line.quantity, rule.terms).commission * line.lines : 0);
  }, 0);
}
