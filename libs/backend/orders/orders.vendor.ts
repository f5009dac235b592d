import { Injectable } from '@nestjs/common';
import { type Actor, Database, money, none, olderThan, type Queryable, sql, toPage } from '@pakashop/platform';
import type { Province } from '@pakashop/pricing';
import { shopsProblems } from '../shops/shops.errors.js';
import type { ShopOrdersQuery } from './orders.dto.js';
import { FATE, LINES } from './orders.read.js';
import { fateView, lineView, type ShopOrderRecord } from './orders.record.js';
import { inShopsOf } from './orders.scope.js';
import type { VendorOrderPage, VendorOrderView } from './orders.view.dto.js';

interface VendorRow extends Omit<ShopOrderRecord, 'shopId' | 'shopName'> {
  readonly number: string;
  readonly placedAt: Date;
  readonly currency: string;
  readonly province: Province;
  readonly town: string;
  readonly landmark: string;
  readonly commission: number;
  readonly commissionVat: number;
}

const adjusted = (kind: 'COMMISSION' | 'COMMISSION_VAT') => sql`(
  SELECT coalesce(sum(a.amount), 0)::bigint FROM backend.order_adjustments a WHERE a.shop_order_id = s.id AND a.kind = ${kind})`;

const SHOP_ORDER = sql`
  SELECT s.id, s.status, s.goods_total AS "goodsTotal", s.delivery_fee AS "deliveryFee", s.total, s.currency,
    o.number, o.created_at AS "placedAt", o.province, o.town, o.landmark, ${LINES} AS lines, ${FATE} AS fate,
    ${adjusted('COMMISSION')} AS commission, ${adjusted('COMMISSION_VAT')} AS "commissionVat"
  FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id`;

/** What vendors see of their shop orders: enough to pack them, nothing that would let them bypass the marketplace. */
@Injectable()
export class VendorOrders {
  constructor(private readonly db: Database) {}

  /**
   * Shop orders of a shop, newest first.
   *
   * @throws Problem shops.not_found for a shop that the permission does not cover
   */
  async list(actor: Actor, shopId: string, { limit, cursor, status }: ShopOrdersQuery): Promise<VendorOrderPage> {
    const covered = inShopsOf(actor, 'orders.read.shop');
    const shop = await this.db.maybe(
      sql`SELECT FROM (SELECT id AS shop_id FROM backend.shops) s WHERE s.shop_id = ${shopId} AND ${covered}`,
    );
    if (!shop) throw shopsProblems.notFound('You have no such shop.');
    const rows = await this.db.rows<VendorRow>(sql`
      ${SHOP_ORDER} WHERE s.shop_id = ${shopId} AND ${covered} ${status ? sql`AND s.status = ${status}` : none}
        ${olderThan(cursor, sql`s.id`)}
      ORDER BY s.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], vendorView);
  }

  /** One shop order, by somebody who was let to it before. */
  async one(db: Queryable, id: string): Promise<VendorOrderView> {
    return vendorView(await db.one<VendorRow>(sql`${SHOP_ORDER} WHERE s.id = ${id}`));
  }
}

const vendorView = (row: VendorRow): VendorOrderView => ({
  id: row.id,
  orderNumber: row.number,
  status: row.status,
  placedAt: row.placedAt.toISOString(),
  lines: row.lines.map((line) => lineView(line, row.currency)),
  goodsTotal: money(row.goodsTotal, row.currency),
  deliveryFee: money(row.deliveryFee, row.currency),
  total: money(row.total, row.currency),
  commission: money(row.commission, row.currency),
  commissionVat: money(row.commissionVat, row.currency),
  destination: { province: row.province, town: row.town, landmark: row.landmark },
  ...fateView(row.fate, row.currency),
});
