import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  newId,
  olderThan,
  type PageQuery,
  type Queryable,
  sql,
  toPage,
  uniqueViolation,
} from '@pakashop/platform';
import type { PlanList, PlanView, PriceList, PricesQuery, SetPrice } from './pricing.plans.dto.js';
import { plansProblems as problems } from './pricing.plans.errors.js';
import { planView, type PlanRow, priceView, termsOf } from './pricing.plans.terms.js';
import type { Terms } from './pricing.plans.rules.js';

/** A plan as it is stored: what the model needs stands in one column. */
type Stored = Omit<PlanRow, keyof Terms> & { readonly model: string; readonly terms: object };

const PLAN = sql`
  SELECT p.id, p.version, p.shop_id AS "shopId", p.variant_id AS "variantId", p.model, p.terms, p.currency,
    p.valid_from AS "validFrom", p.valid_to AS "validTo",
    (SELECT coalesce(sum(u.quantity), 0) FROM pricing.promotion_uses u WHERE u.plan_id = p.id AND NOT EXISTS (
      SELECT FROM pricing.promotion_returns r WHERE r.line_id = u.line_id)) AS sold
  FROM pricing.price_plans p`;

const planOf = ({ terms, ...row }: Stored): PlanRow => ({ ...row, ...terms }) as PlanRow;

/** How shops price what they sell. A plan is never edited: a change closes it and opens its next version. */
@Injectable()
export class PricePlans {
  constructor(private readonly db: Database) {}

  /**
   * Opens a plan for a variant of a shop of the caller, or its next version. Nobody asks whose variant it is: a plan
   * counts only where the catalogue says that this shop sells this variant.
   *
   * @throws Problem pricing.shop_not_found, VAL_001; pricing.plan_changed when two people change one plan at once
   */
  async set(actor: Actor, shopId: string, variantId: string, input: SetPrice): Promise<PlanView> {
    this.assertCovered(actor, shopId);
    const { model, ...terms } = termsOf(input);
    try {
      const row = await this.db.transaction(async (tx) => {
        const closed = await tx.maybe<{ version: number }>(sql`
          UPDATE pricing.price_plans SET valid_to = now()
          WHERE shop_id = ${shopId} AND variant_id = ${variantId} AND valid_to IS NULL RETURNING version`);
        const id = newId();
        await tx.execute(sql`
          INSERT INTO pricing.price_plans (id, version, shop_id, variant_id, model, terms, currency, actor)
          VALUES (${id}, ${(closed?.version ?? 0) + 1}, ${shopId}, ${variantId}, ${model}, ${JSON.stringify(terms)}, 'ZMW',
                  ${actor.label})`);
        return tx.one<Stored>(sql`${PLAN} WHERE p.id = ${id}`);
      });
      return planView(planOf(row));
    } catch (error) {
      if (uniqueViolation(error) === undefined) throw error;
      throw problems.changed('Read the price again and decide anew.');
    }
  }

  /** @throws Problem pricing.shop_not_found */
  async list(actor: Actor, shopId: string, { limit, cursor }: PageQuery): Promise<PlanList> {
    this.assertCovered(actor, shopId);
    const rows = await this.db.rows<Stored>(sql`
      ${PLAN} WHERE p.shop_id = ${shopId} AND p.valid_to IS NULL ${olderThan(cursor, sql`p.id`)}
      ORDER BY p.id DESC LIMIT ${limit + 1}`);
    return toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => planView(planOf(row)),
    );
  }

  /**
   * All versions of one plan, the newest first.
   *
   * @throws Problem pricing.shop_not_found, pricing.plan_not_found
   */
  async history(actor: Actor, shopId: string, variantId: string, { limit, cursor }: PageQuery): Promise<PlanList> {
    this.assertCovered(actor, shopId);
    const rows = await this.db.rows<Stored>(sql`
      ${PLAN} WHERE p.shop_id = ${shopId} AND p.variant_id = ${variantId} ${olderThan(cursor, sql`p.id`)}
      ORDER BY p.id DESC LIMIT ${limit + 1}`);
    if (rows.length === 0 && cursor === undefined) throw problems.notFound('It is sold at its list price.');
    return toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => planView(planOf(row)),
    );
  }

  /** How variants of a shop are priced now, each named once, in the order of the question. */
  async prices({ shopId, variantIds }: PricesQuery): Promise<PriceList> {
    const wanted = [...new Set(variantIds.map((id) => id.toLowerCase()))];
    const rows = await this.db.rows<Stored & { now: Date }>(sql`
      SELECT plan.*, now() FROM (${PLAN} WHERE p.shop_id = ${shopId} AND p.variant_id = ANY(${wanted}::uuid[])
        AND p.valid_to IS NULL) plan`);
    const plans = new Map(rows.map(({ now, ...row }) => [row.variantId, { now, plan: planOf(row) }]));
    const data = wanted.map((variantId) => {
      const known = plans.get(variantId);
      return priceView(variantId, known?.plan, known?.now ?? new Date(0));
    });
    return { data, nextCursor: null };
  }

  /** The plan in force of a shop for a variant. */
  async inForce(db: Queryable, shopId: string, variantId: string): Promise<PlanRow | undefined> {
    const row = await db.maybe<Stored>(sql`
      ${PLAN} WHERE p.shop_id = ${shopId} AND p.variant_id = ${variantId} AND p.valid_to IS NULL`);
    return row && planOf(row);
  }

  private assertCovered(actor: Actor, shopId: string): void {
    if (!coversShop(actor, shopId)) throw problems.shopNotFound('You set prices in no shop with this id.');
  }
}

/** Shops are no rows of this domain: which ones somebody prices for stands in their session. */
const coversShop = (actor: Actor, shopId: string): boolean =>
  actor.shopsWith('shops.prices.write')?.includes(shopId.toLowerCase()) ?? true;
