import { type Actor, sql, type Sql, type Tx } from '@pakashop/platform';
import { beginning, type Machine } from '../transitions.js';
import type { OrderDraft } from './orders.draft.js';
import { ownedBy } from './orders.scope.js';

export interface Terms {
  readonly expiresAt: Date;
  /** Unpaid orders that the buyer may have, this one included. */
  readonly maxUnpaid: number;
}

/**
 * Orders of one buyer are written one after another, so that their count is true when it is read. Taken before any
 * other lock, and kept until the transaction ends.
 */
export async function queueBuyer(tx: Tx, { userId, guestHash }: Actor): Promise<void> {
  const buyer = `orders.unpaid:${userId ?? guestHash}`;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${buyer}, 0))`);
}

/**
 * Writes an order with its shop orders, lines, adjustments, payment and the first row of each history, in one statement.
 * Needs {@link queueBuyer} before.
 *
 * @returns false when the buyer has as many unpaid orders as they may: the transaction must not commit then
 */
export async function insertOrder(
  tx: Tx,
  actor: Actor,
  draft: OrderDraft,
  { expiresAt, maxUnpaid }: Terms,
): Promise<boolean> {
  const { shopOrders, ...order } = draft;
  const { kind, userId, guestHash } = actor;
  const head = { ...order, expiresAt, userId: userId ?? null, guestHash: kind === 'guest' ? guestHash : null };
  const lines = shopOrders.flatMap(({ id, lines }) => lines.map((line) => ({ ...line, shopOrderId: id })));
  const adjustments = shopOrders.flatMap(({ id, adjustments }) => adjustments.map((a) => ({ ...a, shopOrderId: id })));
  const shops = shopOrders.map(({ lines: _lines, adjustments: _adjustments, ...shopOrder }) => shopOrder);
  const placed = await tx.execute(sql`
    WITH placed AS (
      INSERT INTO backend.orders (id, number, user_id, guest_hash, status, payment_status, contact_name, contact_phone,
        contact_email, province, town, landmark, delivery_phone, latitude, longitude, goods_total, delivery_total, total,
        currency, created_at, expires_at)
      SELECT h.id, h.number, h."userId", h."guestHash", h.status, h."paymentStatus", h."contactName", h."contactPhone",
        h."contactEmail", h.province, h.town, h.landmark, h."deliveryPhone", h.latitude, h.longitude, h."goodsTotal",
        h."deliveryTotal", h.total, h.currency, h."placedAt", h."expiresAt"
      FROM json_to_record(${JSON.stringify(head)}) AS h(id uuid, number text, "userId" uuid, "guestHash" text, status text,
        "paymentStatus" text, "contactName" text, "contactPhone" text, "contactEmail" text, province text, town text,
        landmark text, "deliveryPhone" text, latitude float8, longitude float8, "goodsTotal" bigint,
        "deliveryTotal" bigint, total bigint, currency text, "placedAt" timestamptz, "expiresAt" timestamptz)
      WHERE ${maxUnpaid} > (${unpaidOf(actor)})
      RETURNING id, total, currency),
    parts AS (
      INSERT INTO backend.shop_orders (id, order_id, shop_id, shop_name, status, goods_total, delivery_fee, total, currency)
      SELECT s.id, placed.id, s."shopId", s."shopName", s.status, s."goodsTotal", s."deliveryFee", s.total, placed.currency
      FROM placed, json_to_recordset(${JSON.stringify(shops)}) AS s(id uuid, "shopId" uuid, "shopName" text, status text,
        "goodsTotal" bigint, "deliveryFee" bigint, total bigint)),
    lines AS (
      INSERT INTO backend.order_lines (id, shop_order_id, variant_id, product_id, category_id, sku, title, quantity,
        unit_price, total, tax_amount, tax_rate, list_price, price_rule_id, price_rule_version, price_reason, price_limit)
      SELECT l.id, l."shopOrderId", l."variantId", l."productId", l."categoryId", l.sku, l.title, l.quantity,
        l."unitPrice", l.total, l."taxAmount", l."taxRate", l."listPrice", l."priceRuleId", l."priceRuleVersion",
        l."priceReason", l."limit"
      FROM placed, json_to_recordset(${JSON.stringify(lines)}) AS l(id uuid, "shopOrderId" uuid, "variantId" uuid,
        "productId" uuid, "categoryId" uuid, sku text, title text, quantity int, "unitPrice" bigint, total bigint, "taxAmount" bigint,
        "taxRate" int, "listPrice" bigint, "priceRuleId" uuid, "priceRuleVersion" int, "priceReason" text, "limit" int)),
    adjustments AS (
      INSERT INTO backend.order_adjustments (id, shop_order_id, line_id, kind, amount, funder, rule_id, rule_version, reason)
      SELECT a.id, a."shopOrderId", a."lineId", a.kind, a.amount, a.funder, a."ruleId", a."ruleVersion", a.reason
      FROM placed, json_to_recordset(${JSON.stringify(adjustments)}) AS a(id uuid, "shopOrderId" uuid, "lineId" uuid,
        kind text, amount bigint, funder text, "ruleId" uuid, "ruleVersion" int, reason text)),
    payment AS (
      INSERT INTO backend.payments (id, order_id, amount, currency)
      SELECT ${draft.paymentId}, id, total, currency FROM placed),
    history AS (${beginning(subjectsOf(draft), 'PENDING', 'placed')})
    SELECT FROM placed`);
  return placed > 0;
}

/**
 * Counts the buyer's unpaid orders. OFFSET 0 keeps the two conditions apart: a buyer has few orders, while the index of
 * all unpaid ones is long in a rush.
 */
const unpaidOf = (actor: Actor): Sql => sql`
  SELECT count(*) FROM (SELECT o.status FROM backend.orders o WHERE ${ownedBy(actor)} OFFSET 0) own WHERE own.status = 'PENDING'`;

const subjectsOf = ({ id, paymentId, shopOrders }: OrderDraft): (readonly [Machine, string])[] => [
  ['order', id],
  ['payment', paymentId],
  ...shopOrders.map((shopOrder) => ['shop_order', shopOrder.id] as const),
];
