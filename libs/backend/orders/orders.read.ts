import { Injectable } from '@nestjs/common';
import { type Actor, Database, olderThan, type PageQuery, type Queryable, sql, toPage } from '@pakashop/platform';
import { ordersProblems as problems } from './orders.errors.js';
import { type OrderRecord, orderView } from './orders.record.js';
import { ownedBy, visibleTo } from './orders.scope.js';
import type { OrderPage, OrderView } from './orders.view.dto.js';

/** The lines of shop order `s` as JSON, in the order of the basket. */
export const LINES = sql`(
  SELECT json_agg(json_build_object('id', l.id, 'variantId', l.variant_id, 'productId', l.product_id, 'sku', l.sku,
    'title', l.title, 'quantity', l.quantity, 'unitPrice', l.unit_price, 'listPrice', coalesce(l.list_price, l.unit_price),
    'total', l.total, 'cancelledQuantity', l.cancelled_quantity,
    'refundedQuantity', coalesce((SELECT x.taken FROM backend.refund_limits x WHERE x.kind = 'LINE' AND x.subject_id = l.id), 0)
  ) ORDER BY l.id)
  FROM backend.order_lines l WHERE l.shop_order_id = s.id)`;

/** What became of shop order `s`, as JSON: each part by its key. */
export const FATE = sql`json_build_object(
  'refunded', (SELECT coalesce(sum(x.taken), 0) FROM backend.refund_limits x
               WHERE x.kind IN ('GOODS', 'DELIVERY') AND x.subject_id = s.id),
  'deliveryState', (SELECT d.state FROM backend.deliveries d WHERE d.shop_order_id = s.id),
  'dispute', (SELECT json_build_object('id', x.id, 'state', x.state) FROM backend.disputes x
              WHERE x.shop_order_id = s.id ORDER BY x.id DESC LIMIT 1),
  'cancelledBy', s.cancelled_by, 'cancelReason', s.cancel_reason, 'receivedAt', s.received_at)`;

const ORDER = sql`
  SELECT o.id, o.number, o.status, o.payment_status AS "paymentStatus", o.currency, o.goods_total AS "goodsTotal",
    o.delivery_total AS "deliveryTotal", o.total, o.created_at AS "placedAt", o.expires_at AS "expiresAt",
    o.contact_name AS "contactName", o.contact_phone AS "contactPhone", o.contact_email AS "contactEmail",
    o.province, o.town, o.landmark, o.delivery_phone AS "deliveryPhone", o.latitude, o.longitude,
    (SELECT json_agg(json_build_object('id', s.id, 'shopId', s.shop_id, 'shopName', s.shop_name, 'status', s.status,
       'goodsTotal', s.goods_total, 'deliveryFee', s.delivery_fee, 'total', s.total, 'lines', ${LINES}, 'fate', ${FATE}) ORDER BY s.id)
     FROM backend.shop_orders s WHERE s.order_id = o.id) AS "shopOrders"
  FROM backend.orders o`;

/** What buyers, and staff, see of orders. */
@Injectable()
export class Orders {
  constructor(private readonly db: Database) {}

  /** The caller's own orders, newest first. */
  async mine(actor: Actor, { limit, cursor }: PageQuery): Promise<OrderPage> {
    const rows = await this.db.rows<OrderRecord>(sql`
      ${ORDER} WHERE ${ownedBy(actor)} ${olderThan(cursor, sql`o.id`)} ORDER BY o.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], orderView);
  }

  /** @throws Problem ORDER_001 when there is none that the caller may see */
  async one(actor: Actor, id: string, db: Queryable = this.db): Promise<OrderView> {
    const row = await db.maybe<OrderRecord>(sql`${ORDER} WHERE o.id = ${id} AND ${visibleTo(actor)}`);
    if (!row) throw problems.notFound('Look at your own orders with GET /orders.');
    return orderView(row);
  }
}
