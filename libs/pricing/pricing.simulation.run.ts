import { Injectable } from '@nestjs/common';
import { Database, parseAs, sql, type Work } from '@pakashop/platform';
import type { SimulationRef } from './pricing.jobs.js';
import { Rulebook } from './pricing.rulebook.js';
import { RuleChange } from './pricing.rules.dto.js';
import { changeOf } from './pricing.rules.input.js';
import {
  type AcceptedLines,
  commissionBy,
  finderOf,
  type PricedRule,
  withChanges,
} from './pricing.simulation.rules.js';

interface Asked {
  readonly fromAt: Date;
  readonly toAt: Date;
  readonly changes: object[];
}

interface Sold extends AcceptedLines {
  readonly goods: number;
  readonly charged: number;
}

interface ShopResult {
  readonly shopId: string;
  readonly currency: string;
  readonly orders: number;
  readonly goods: number;
  readonly charged: number;
  readonly now: number;
  readonly then: number;
}

const SHOPS_AT_ONCE = 200;

/** Compares the commissions of a period by the rules of now with those of a proposal, shop by shop. */
@Injectable()
export class SimulationRun {
  constructor(
    private readonly db: Database,
    private readonly rulebook: Rulebook,
  ) {}

  async run(work: Work<SimulationRef>): Promise<void> {
    const { simulationId } = work.payload;
    const asked = await this.db.maybe<Asked>(sql`
      SELECT s.from_at AS "fromAt", s.to_at AS "toAt", p.changes FROM pricing.simulations s
      JOIN pricing.proposals p ON p.id = s.proposal_id WHERE s.id = ${simulationId} AND s.done_at IS NULL`);
    if (!asked) return;
    const { rules, revision } = await this.rulebook.whole(this.db, 'COMMISSION');
    const changed = withChanges(
      rules,
      asked.changes.map((change) => changeOf(parseAs(RuleChange, change))),
    );
    const results = await this.results(asked, rules, changed);
    await this.db.transaction(async (tx) => {
      await work.close(tx);
      await tx.execute(sql`
        INSERT INTO pricing.simulated_shops (simulation_id, shop_id, currency, orders, goods, commission_charged,
          commission_now, commission_then)
        SELECT ${simulationId}, r."shopId", r.currency, r.orders, r.goods, r.charged, r.now, r.then
        FROM json_to_recordset(${JSON.stringify(results)}) AS r("shopId" uuid, currency text, orders int, goods bigint,
          charged bigint, now bigint, "then" bigint)`);
      await tx.execute(
        sql`UPDATE pricing.simulations SET done_at = now(), revision = ${revision} WHERE id = ${simulationId}`,
      );
    });
  }

  private async results(asked: Asked, now: readonly PricedRule[], then: readonly PricedRule[]): Promise<ShopResult[]> {
    const [findNow, findThen] = [finderOf(now), finderOf(then)];
    const counts = await this.orders(asked);
    const results: ShopResult[] = [];
    for (let i = 0; i < counts.length; i += SHOPS_AT_ONCE) {
      const shops = counts.slice(i, i + SHOPS_AT_ONCE);
      const sold = Map.groupBy(
        await this.sold(
          asked,
          shops.map(({ shopId }) => shopId),
        ),
        keyOf,
      );
      for (const shop of shops) {
        const lines = sold.get(keyOf(shop)) ?? [];
        results.push({
          ...shop,
          goods: lines.reduce((sum, { goods }) => sum + goods, 0),
          charged: lines.reduce((sum, { charged }) => sum + charged, 0),
          now: commissionBy(findNow, lines),
          then: commissionBy(findThen, lines),
        });
      }
    }
    return results;
  }

  private orders({ fromAt, toAt }: Asked): Promise<{ shopId: string; currency: string; orders: number }[]> {
    return this.db.rows(sql`
      SELECT shop_id AS "shopId", currency, count(DISTINCT shop_order_id)::int AS orders FROM pricing.accepted_quotes
      WHERE accepted_at >= ${fromAt} AND accepted_at < ${toAt} GROUP BY shop_id, currency ORDER BY shop_id, currency`);
  }

  /** What some shops have sold, lines that are alike as one. */
  private sold({ fromAt, toAt }: Asked, shopIds: readonly string[]): Promise<Sold[]> {
    return this.db.rows(sql`
      SELECT shop_id AS "shopId", category_id AS "categoryId", product_id AS "productId", quantity, base, currency,
        count(*)::int AS lines, sum(total)::bigint AS goods, sum(commission)::bigint AS charged
      FROM pricing.accepted_quotes
      WHERE shop_id = ANY(${shopIds}::uuid[]) AND accepted_at >= ${fromAt} AND accepted_at < ${toAt}
      GROUP BY shop_id, category_id, product_id, quantity, base, currency`);
  }
}

const keyOf = ({ shopId, currency }: { readonly shopId: string; readonly currency: string }): string =>
  `${shopId} ${currency}`;
