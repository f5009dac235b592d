import { money, none, type Queryable, sql } from '@pakashop/platform';
import type { OrderFact } from './orders.events.js';

/** What the rest of the marketplace needs to know of an order, with what its stock and its payment need. */
export interface OrderAtHand {
  readonly status: string;
  readonly fact: OrderFact;
  readonly shopOwnerIds: string[];
  readonly lines: readonly { readonly lineId: string; readonly variantId: string; readonly quantity: number }[];
}

interface FactRow {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly userId: string | null;
  readonly total: number;
  readonly currency: string;
  readonly shopOrders: readonly {
    readonly id: string;
    readonly shopId: string;
    readonly ownerId: string;
    readonly goodsTotal: number;
    readonly deliveryFee: number;
    readonly total: number;
    readonly commission: number;
    readonly commissionVat: number;
  }[];
  readonly lines: OrderAtHand['lines'];
}

const adjusted = (kind: 'COMMISSION' | 'COMMISSION_VAT') => sql`(
  SELECT coalesce(sum(a.amount), 0) FROM backend.order_adjustments a WHERE a.shop_order_id = s.id AND a.kind = ${kind})`;

/** Reads an order in one statement; `lock` keeps others from changing it until the transaction ends. */
export async function readOrder(db: Queryable, orderId: string, lock = false): Promise<OrderAtHand | undefined> {
  const row = await db.maybe<FactRow>(sql`
    SELECT o.id, o.number, o.status, o.user_id AS "userId", o.total, o.currency,
      (SELECT json_agg(json_build_object('id', s.id, 'shopId', s.shop_id, 'ownerId', shop.owner_id,
         'goodsTotal', s.goods_total, 'deliveryFee', s.delivery_fee, 'total', s.total,
         'commission', ${adjusted('COMMISSION')}, 'commissionVat', ${adjusted('COMMISSION_VAT')}) ORDER BY s.id)
       FROM backend.shop_orders s JOIN backend.shops shop ON shop.id = s.shop_id WHERE s.order_id = o.id) AS "shopOrders",
      (SELECT json_agg(json_build_object('lineId', l.id, 'variantId', l.variant_id, 'quantity', l.quantity) ORDER BY l.id)
       FROM backend.order_lines l JOIN backend.shop_orders s ON s.id = l.shop_order_id WHERE s.order_id = o.id) AS lines
    FROM backend.orders o WHERE o.id = ${orderId} ${lock ? sql`FOR UPDATE OF o` : none}`);
  return row && atHand(row);
}

function atHand({ id, number, status, userId, total, currency, shopOrders, lines }: FactRow): OrderAtHand {
  return {
    status,
    lines,
    shopOwnerIds: [...new Set(shopOrders.map(({ ownerId }) => ownerId))],
    fact: {
      orderId: id,
      number,
      ...(userId && { userId }),
      total: money(total, currency),
      shopOrders: shopOrders.map((shopOrder) => ({
        shopOrderId: shopOrder.id,
        shopId: shopOrder.shopId,
        goodsTotal: money(shopOrder.goodsTotal, currency),
        deliveryFee: money(shopOrder.deliveryFee, currency),
        total: money(shopOrder.total, currency),
        commission: money(shopOrder.commission, currency),
        commissionVat: money(shopOrder.commissionVat, currency),
      })),
    },
  };
}
