import { Injectable } from '@nestjs/common';
import { type Actor, Database, sql, type Tx } from '@pakashop/platform';
import { RuleChanges } from './pricing.changes.js';
import type { CommissionRuleView, SetCommissionRule } from './pricing.dto.js';
import { IN_FORCE } from './pricing.rulebook.js';
import { type Change, scopeOf } from './pricing.rules.input.js';
import type { Scope } from './pricing.scopes.rules.js';

const VIEW = sql`SELECT r.id, r.version, r.shop_id AS "shopId", r.category_id AS "categoryId", r.product_id AS "productId",
  (r.terms ->> 'basisPoints')::int AS "basisPoints", r.reason FROM pricing.rules r`;

/** Where commissions of this short form stand among all rules. */
const PRIORITY = 100;

/** Commissions in their short form: one percentage for a shop, a category, a product, or a pair of them. */
@Injectable()
export class Commissions {
  constructor(
    private readonly db: Database,
    private readonly changes: RuleChanges,
  ) {}

  /** In the order in which they are asked last to first, the one for everything at the top. */
  all(): Promise<CommissionRuleView[]> {
    return this.db.rows(sql`
      ${VIEW} WHERE r.kind = 'COMMISSION' AND ${IN_FORCE}
      ORDER BY r.shop_id NULLS FIRST, r.category_id NULLS FIRST, r.product_id NULLS FIRST, r.priority`);
  }

  /**
   * Opens a rule, or the next version of the rule with the same scope.
   *
   * @throws Problem pricing.needs_proposal when it reaches much
   */
  async set(actor: Actor, input: SetCommissionRule): Promise<CommissionRuleView> {
    const scope = scopeOf({ shopId: input.shopId, categoryId: input.categoryId, productId: input.productId });
    const { basisPoints, reason, confirmMatches } = input;
    const terms = { basisPoints, tiers: [], perUnit: 0, minimum: null, maximum: null };
    const rule = { ...scope, kind: 'COMMISSION', priority: PRIORITY, terms, reason } as const;
    const id = await this.changes.make(actor, reason, async (tx): Promise<Change> => {
      const old = await openRule(tx, scope);
      return old
        ? { act: 'CHANGE', ruleId: old.id, version: old.version, rule, confirmMatches }
        : { act: 'OPEN', rule, confirmMatches };
    });
    return this.db.one(sql`${VIEW} WHERE r.id = ${id} ORDER BY r.version DESC LIMIT 1`);
  }
}

/** The rule with exactly this scope that holds now or will. */
const openRule = (tx: Tx, { shopId, categoryId, productId }: Scope) =>
  tx.maybe<{ id: string; version: number }>(sql`
    SELECT r.id, (SELECT max(v.version) FROM pricing.rules v WHERE v.id = r.id) AS version FROM pricing.rules r
    WHERE r.kind = 'COMMISSION' AND r.priority = ${PRIORITY} AND (r.valid_to IS NULL OR r.valid_to > now() AND r.valid_to > r.valid_from)
      AND r.shop_id IS NOT DISTINCT FROM ${shopId}::uuid AND r.category_id IS NOT DISTINCT FROM ${categoryId}::uuid
      AND r.product_id IS NOT DISTINCT FROM ${productId}::uuid ORDER BY r.valid_from LIMIT 1`);
