import { money, none, type Queryable, sql } from '@pakashop/platform';
import type { LineFact, OrderFact } from './orders.events.js';

/** What the rest of the marketplace needs to know of an order, with what its stock and its payment need. */
export interface OrderAtHand {
  readonly status: string;
  readonly fact: OrderFact;
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
    readonly goodsTotal: number;
    readonly deliveryFee: number;
    readonly total: number;
    readonly commission: number;
    readonly commissionVat: number;
  }[];
  readonly lines: readonly LineRow[];
}

interface LineRow {
  readonly lineId: string;
  readonly shopOrderId: string;
  readonly productId: string;
  readonly variantId: string;
  readonly categoryId: string | null;
  readonly limitedRuleId: string | null;
  readonly quantity: number;
  readonly total: number;
  readonly commission: number;
  readonly commissionVat: number;
  readonly markup: number;
}

const adjusted = (kind: 'COMMISSION' | 'COMMISSION_VAT') => sql`(
  SELECT coalesce(sum(a.amount), 0) FROM backend.order_adjustments a WHERE a.shop_order_id = s.id AND a.kind = ${kind})`;

const adjustedLine = (kind: 'COMMISSION' | 'COMMISSION_VAT' | 'PLATFORM_MARKUP') => sql`
  coalesce(sum(a.amount) FILTER (WHERE a.kind = ${kind}), 0)`;

/** Each line with what was decided about it, once per order. */
const LINES = sql`
  SELECT json_agg(line ORDER BY line."lineId") FROM (
    SELECT l.id AS "lineId", l.shop_order_id AS "shopOrderId", l.product_id AS "productId", l.variant_id AS "variantId",
      l.category_id AS "categoryId", CASE WHEN l.price_limit IS NOT NULL THEN l.price_rule_id END AS "limitedRuleId", l.quantity, l.total, ${adjustedLine('COMMISSION')} AS commission,
      ${adjustedLine('COMMISSION_VAT')} AS "commissionVat", ${adjustedLine('PLATFORM_MARKUP')} AS markup
    FROM backend.shop_orders s JOIN backend.order_lines l ON l.shop_order_id = s.id
    LEFT JOIN backend.order_adjustments a ON a.shop_order_id = s.id AND a.line_id = l.id
    WHERE s.order_id = o.id GROUP BY l.id) line`;

/** Reads orders in one statement, by their ids; `lock` keeps others from changing them until the transaction ends. */
export async function readOrders(db: Queryable, orderIds: readonly string[], lock = false): Promise<OrderAtHand[]> {
  const rows = await db.rows<FactRow>(sql`
    SELECT o.id, o.number, o.status, o.user_id AS "userId", o.total, o.currency,
      (SELECT json_agg(json_build_object('id', s.id, 'shopId', s.shop_id,
         'goodsTotal', s.goods_total, 'deliveryFee', s.delivery_fee, 'total', s.total,
         'commission', ${adjusted('COMMISSION')}, 'commissionVat', ${adjusted('COMMISSION_VAT')}) ORDER BY s.id)
       FROM backend.shop_orders s WHERE s.order_id = o.id) AS "shopOrders",
      (${LINES}) AS lines
    FROM backend.orders o WHERE o.id = ANY((SELECT ${orderIds}::uuid[])::uuid[])
    ORDER BY o.id ${lock ? sql`FOR UPDATE OF o` : none}`);
  return rows.map(atHand);
}

function atHand({ id, number, status, userId, total, currency, shopOrders, lines }: FactRow): OrderAtHand {
  return {
    status,
    lines,
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
        lines: lines.filter(({ shopOrderId }) => shopOrderId === shopOrder.id).map((line) => lineFact(line, currency)),
      })),
    },
  };
}

const lineFact = ({ categoryId, limitedRuleId, quantity, ...line }: LineRow, currency: string): LineFact => ({
  lineId: line.lineId,
  productId: line.productId,
  variantId: line.variantId,
  ...(categoryId && { categoryId }),
  quantity,
  ...(limitedRuleId && { limitedRuleId }),
  total: money(line.total, currency),
  commission: money(line.commission, currency),
  commissionVat: money(line.commissionVat, currency),
  ...(line.markup > 0 && { markup: money(line.markup, currency) }),
});
