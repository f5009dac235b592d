import { Injectable } from '@nestjs/common';
import { type Actor, Database, none, olderThan, type Queryable, sql, type Sql, toPage } from '@pakashop/platform';
import type { PartOfOrder } from '../orders/orders.cancel.js';
import { ordersProblems } from '../orders/orders.errors.js';
import { inShopsOf, ownedBy } from '../orders/orders.scope.js';
import { shopsProblems } from '../shops/shops.errors.js';
import type { DisputeList, DisputePage, DisputesQuery, DisputeView } from './disputes.dto.js';
import { disputesProblems as problems } from './disputes.errors.js';

interface Row extends Omit<DisputeView, 'openedAt' | 'answeredAt' | 'closedAt'> {
  readonly openedAt: Date;
  readonly answeredAt: Date | null;
  readonly closedAt: Date | null;
}

const DISPUTE = sql`
  SELECT x.id, x.order_id AS "orderId", o.number AS "orderNumber", x.shop_order_id AS "shopOrderId", x.shop_id AS "shopId",
    x.state, x.reason, x.complaint, x.answer, CASE WHEN x.closed_at IS NOT NULL THEN x.decision END AS decision, x.created_at AS "openedAt", x.answered_at AS "answeredAt",
    x.closed_at AS "closedAt",
    (SELECT json_agg(json_build_object('lineId', l.line_id, 'quantity', l.quantity) ORDER BY l.line_id)
     FROM backend.dispute_lines l WHERE l.dispute_id = x.id) AS lines
  FROM backend.disputes x JOIN backend.orders o ON o.id = x.order_id`;

/** Disputes as those see them who may. */
@Injectable()
export class DisputeReads {
  constructor(private readonly db: Database) {}

  /** Disputes about a shop order of the buyer, the latest first. @throws Problem ORDER_001 */
  async ofPart(actor: Actor, { orderId, shopOrderId }: PartOfOrder): Promise<DisputeList> {
    const part = await this.db.maybe(sql`
      SELECT FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id
      WHERE s.id = ${shopOrderId} AND o.id = ${orderId} AND ${ownedBy(actor)}`);
    if (!part) throw ordersProblems.notFound('Look at your own orders with GET /orders.');
    const rows = await this.db.rows<Row>(sql`${DISPUTE} WHERE x.shop_order_id = ${shopOrderId} ORDER BY x.id DESC`);
    return { data: rows.map(viewOf) };
  }

  /** Disputes about what a shop sold, the latest first. @throws Problem shops.not_found */
  async ofShop(actor: Actor, shopId: string, query: DisputesQuery): Promise<DisputePage> {
    const shop = await this.db.maybe(sql`
      SELECT FROM (SELECT id AS shop_id FROM backend.shops) s WHERE s.shop_id = ${shopId} AND ${inShopsOf(actor, 'orders.read.shop')}`);
    if (!shop) throw shopsProblems.notFound('You have no such shop.');
    return this.page(sql`x.shop_id = ${shopId}`, query);
  }

  /** All disputes, the latest first. */
  all(query: DisputesQuery): Promise<DisputePage> {
    return this.page(sql`true`, query);
  }

  /** @throws Problem disputes.not_found */
  async one(db: Queryable, id: string): Promise<DisputeView> {
    const row = await db.maybe<Row>(sql`${DISPUTE} WHERE x.id = ${id}`);
    if (!row) throw problems.notFound('GET /staff/disputes lists them all.');
    return viewOf(row);
  }

  /** One dispute, for staff. @throws Problem disputes.not_found */
  find(id: string): Promise<DisputeView> {
    return this.one(this.db, id);
  }

  private async page(where: Sql, { limit, cursor, state }: DisputesQuery): Promise<DisputePage> {
    const rows = await this.db.rows<Row>(sql`
      ${DISPUTE} WHERE ${where} ${state ? sql`AND x.state = ${state}` : none} ${olderThan(cursor, sql`x.id`)}
      ORDER BY x.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], viewOf);
  }
}

const viewOf = ({ openedAt, answeredAt, closedAt, ...row }: Row): DisputeView => ({
  ...row,
  openedAt: openedAt.toISOString(),
  answeredAt: answeredAt?.toISOString() ?? null,
  closedAt: closedAt?.toISOString() ?? null,
});
