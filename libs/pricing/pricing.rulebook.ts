import { Injectable } from '@nestjs/common';
import { Database, type Queryable, sql, type Sql } from '@pakashop/platform';
import { type RuleKind } from './pricing.scopes.rules.js';
import type { Rule } from './pricing.terms.rules.js';

/** What rules are asked about. */
export interface Concerned {
  readonly currency: string;
  readonly shopIds: readonly string[];
  readonly categoryIds: readonly string[];
  readonly productIds: readonly string[];
}

const RULE = sql`json_build_object('id', r.id, 'version', r.version, 'kind', r.kind, 'shopId', r.shop_id,
  'categoryId', r.category_id, 'productId', r.product_id, 'fromProvince', r.from_province, 'toProvince', r.to_province,
  'priority', r.priority, 'terms', r.terms, 'reason', r.reason)`;

/** The versions that hold at this moment, by the database's clock. */
export const IN_FORCE = sql`r.valid_from <= now() AND (r.valid_to IS NULL OR r.valid_to > now())`;

/** All rules that can concern these goods, as a part of one statement: every order that is placed asks. */
export const rulesFor = ({ currency, shopIds, categoryIds, productIds }: Concerned): Sql => sql`
  SELECT coalesce(json_agg(${RULE}), '[]') AS rules FROM pricing.rules r
  WHERE ${IN_FORCE} AND r.currency = ${currency}
    AND (r.shop_id IS NULL OR r.shop_id = ANY(${shopIds}::uuid[]))
    AND (r.category_id IS NULL OR r.category_id = ANY(${categoryIds}::uuid[]))
    AND (r.product_id IS NULL OR r.product_id = ANY(${productIds}::uuid[]))`;

/** The rules that hold now. A rule is never edited: a change closes its version and opens the next. */
@Injectable()
export class Rulebook {
  constructor(private readonly db: Database) {}

  /** Rules of all kinds that can concern these goods. */
  async concerning(concerned: Concerned): Promise<readonly Rule[]> {
    return (await this.db.one<{ rules: Rule[] }>(rulesFor(concerned))).rules;
  }

  /** All rules of one kind, with the currency of each and the revision that they are. */
  async whole(
    db: Queryable,
    kind: RuleKind,
  ): Promise<{ rules: readonly (Rule & { currency: string })[]; revision: number }> {
    return db.one(sql`
      SELECT (SELECT coalesce(json_agg(jsonb_set(${RULE}::jsonb, '{currency}', to_jsonb(r.currency::text))), '[]')
              FROM pricing.rules r WHERE ${IN_FORCE} AND r.kind = ${kind}) AS rules,
        (SELECT revision FROM pricing.rulebook) AS revision`);
  }
}
