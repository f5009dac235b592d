import { Injectable } from '@nestjs/common';
import { audit, Database, newId, sql, uniqueViolation } from '@pakashop/platform';
import { pricingProblems } from './pricing.errors.js';
import type { CommissionRule, DeliveryBand } from './pricing.rules.js';

export interface NewCommissionRule {
  readonly shopId?: string;
  readonly categoryId?: string;
  readonly basisPoints: number;
  readonly reason: string;
}

interface Rate {
  readonly version: number;
  readonly basisPoints: number;
}

/** What a quote is made by. */
export interface RulesInForce {
  readonly rules: readonly CommissionRule[];
  readonly bands: readonly DeliveryBand[];
}

/** The rules in force. A rule is never edited: a change closes it and opens its next version. */
@Injectable()
export class CommissionRules {
  constructor(private readonly db: Database) {}

  /** Open commission rules that can concern these shops, and the delivery bands of a currency. */
  async inForce(shopIds: readonly string[], currency: string): Promise<RulesInForce> {
    return this.db.one<RulesInForce>(sql`
      SELECT
        (SELECT coalesce(json_agg(json_build_object('id', id, 'version', version, 'shopId', shop_id, 'categoryId', category_id,
           'basisPoints', basis_points, 'reason', reason)), '[]')
         FROM pricing.commission_rules
         WHERE valid_to IS NULL AND (shop_id IS NULL OR shop_id = ANY(${shopIds}::uuid[]))) AS rules,
        (SELECT coalesce(json_agg(json_build_object('id', id, 'version', version, 'upToM', up_to_m, 'fee', fee)), '[]')
         FROM pricing.delivery_bands WHERE valid_to IS NULL AND currency = ${currency}) AS bands`);
  }

  all(): Promise<CommissionRule[]> {
    return this.db.rows(sql`
      SELECT id, version, shop_id AS "shopId", category_id AS "categoryId", basis_points AS "basisPoints", reason
      FROM pricing.commission_rules WHERE valid_to IS NULL ORDER BY shop_id NULLS FIRST, category_id NULLS FIRST`);
  }

  /**
   * Opens a rule, or the next version of the rule with the same scope.
   *
   * @throws Problem pricing.rule_changed when two people change one rule at once
   */
  async set({ shopId, categoryId, basisPoints, reason }: NewCommissionRule): Promise<CommissionRule> {
    try {
      return await this.db.transaction(async (tx) => {
        const closed = await tx.maybe<Rate>(sql`
          UPDATE pricing.commission_rules SET valid_to = now()
          WHERE valid_to IS NULL AND shop_id IS NOT DISTINCT FROM ${shopId ?? null}::uuid
            AND category_id IS NOT DISTINCT FROM ${categoryId ?? null}::uuid
          RETURNING version, basis_points AS "basisPoints"`);
        const rule = await tx.one<CommissionRule>(sql`
          INSERT INTO pricing.commission_rules (id, version, shop_id, category_id, basis_points, reason)
          VALUES (${newId()}, ${(closed?.version ?? 0) + 1}, ${shopId ?? null}, ${categoryId ?? null}, ${basisPoints}, ${reason})
          RETURNING id, version, shop_id AS "shopId", category_id AS "categoryId", basis_points AS "basisPoints", reason`);
        await audit(tx, {
          act: 'commission_rule_set',
          subject: 'pricing.commission_rule',
          subjectId: rule.id,
          detail: { shopId, categoryId },
          before: closed,
          after: { version: rule.version, basisPoints },
          why: reason,
        });
        return rule;
      });
    } catch (error) {
      if (uniqueViolation(error) === undefined) throw error;
      throw pricingProblems.ruleChanged('Read the rules again and decide anew.');
    }
  }
}
