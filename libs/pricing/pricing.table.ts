import { Injectable } from '@nestjs/common';
import { cursorNumber, Database, none, sql, toPage } from '@pakashop/platform';
import { pricingProblems } from './pricing.errors.js';
import type { RuleList, RulesQuery, RuleView } from './pricing.rules.dto.js';
import { specificity } from './pricing.scopes.rules.js';

type Row = Omit<RuleView, 'validFrom' | 'validTo' | 'specificity'> & {
  readonly validFrom: Date;
  readonly validTo: Date | null;
};

const COLUMNS = sql`r.id, r.version, r.kind, r.priority, r.shop_id AS "shopId", r.category_id AS "categoryId",
  r.product_id AS "productId", r.from_province AS "fromProvince", r.to_province AS "toProvince", r.currency, r.terms, r.reason,
  r.actor, r.valid_from AS "validFrom", r.valid_to AS "validTo"`;

/** {@link specificity} in the words of the database. */
const SPECIFICITY = sql`(CASE WHEN r.product_id IS NULL THEN 0 ELSE 16 END + CASE WHEN r.shop_id IS NULL THEN 0 ELSE 8 END
  + CASE WHEN r.category_id IS NULL THEN 0 ELSE 4 END + CASE WHEN r.to_province IS NULL THEN 0 ELSE 2 END
  + CASE WHEN r.from_province IS NULL THEN 0 ELSE 1 END)`;

/** The rules as people read them. */
@Injectable()
export class RuleTable {
  constructor(private readonly db: Database) {}

  /** Rules that hold now or later, kind by kind in the order in which they are asked. */
  async list({ kind, shopId, limit, cursor }: RulesQuery): Promise<RuleList> {
    const rows = await this.db.rows<Row & { n: number }>(sql`
      SELECT * FROM (
        SELECT ${COLUMNS}, row_number() OVER (PARTITION BY r.kind, r.currency ORDER BY r.priority, ${SPECIFICITY} DESC, r.id, r.version)::int AS place,
          row_number() OVER (ORDER BY r.kind, r.currency, r.priority, ${SPECIFICITY} DESC, r.id, r.version)::int AS n
        FROM pricing.rules r WHERE (r.valid_to IS NULL OR r.valid_to > now() AND r.valid_to > r.valid_from)) r
      WHERE true ${kind ? sql`AND r.kind = ${kind}` : none} ${shopId ? sql`AND r."shopId" = ${shopId}` : none}
        ${cursor === undefined ? none : sql`AND r.n > ${cursorNumber(cursor)}`}
      ORDER BY r.n LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ n }) => [n], viewOf);
  }

  /**
   * All versions of a rule, the newest first.
   *
   * @throws Problem pricing.rule_not_found
   */
  async history(id: string, { limit, cursor }: { limit: number; cursor?: string }): Promise<RuleList> {
    const rows = await this.db.rows<Row>(sql`
      SELECT ${COLUMNS}, NULL AS place FROM pricing.rules r WHERE r.id = ${id}
        ${cursor === undefined ? none : sql`AND r.version < ${cursorNumber(cursor)}`}
      ORDER BY r.version DESC LIMIT ${limit + 1}`);
    if (rows.length === 0 && cursor === undefined)
      throw pricingProblems.ruleNotFound('List them with GET /pricing/rules.');
    return toPage(rows, limit, ({ version }) => [version], viewOf);
  }

  /** The newest version of a rule. */
  async newest(id: string): Promise<RuleView> {
    return viewOf(
      await this.db.one<Row>(sql`
        SELECT ${COLUMNS}, NULL AS place FROM pricing.rules r WHERE r.id = ${id} ORDER BY r.version DESC LIMIT 1`),
    );
  }
}

const viewOf = (row: Row): RuleView => ({
  id: row.id,
  version: row.version,
  kind: row.kind,
  place: row.place,
  priority: row.priority,
  specificity: specificity(row),
  shopId: row.shopId,
  categoryId: row.categoryId,
  productId: row.productId,
  fromProvince: row.fromProvince,
  toProvince: row.toProvince,
  currency: row.currency,
  terms: row.terms,
  reason: row.reason,
  actor: row.actor,
  validFrom: row.validFrom.toISOString(),
  validTo: row.validTo?.toISOString() ?? null,
});
