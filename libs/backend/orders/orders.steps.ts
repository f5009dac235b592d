import { Injectable } from '@nestjs/common';
import { none, sql, type Sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import type { ShopOrderRef } from './orders.events.js';
import { isGivenBack } from './orders.remains.js';
import { orderStatus, type ShopOrderState } from './orders.rules.js';

/** A move of one shop order. */
export interface ShopOrderStep {
  readonly shopOrderId: string;
  /** The states from which it may be made. */
  readonly from: readonly ShopOrderState[];
  readonly to: ShopOrderState;
  readonly cause: string;
  /** Who may: a further condition over the shop order `s` and its order `o`. */
  readonly where?: Sql;
  /** Further columns of the shop order `t` set with the state. */
  readonly set?: Sql;
}

/** A shop order whose order the running transaction holds: nobody else moves any part of it meanwhile. */
export interface ShopOrderAtHand {
  readonly shopOrderId: string;
  readonly orderId: string;
  readonly shopId: string;
  readonly status: ShopOrderState;
  readonly orderStatus: ShopOrderState;
  /** In ngwee, as it was paid. */
  readonly goodsTotal: number;
  readonly deliveryFee: number;
  readonly currency: string;
}

/** What events say of a shop order. */
export const shopOrderRef = ({ shopOrderId, orderId, shopId }: ShopOrderAtHand): ShopOrderRef => ({
  shopOrderId,
  orderId,
  shopId,
});

/**
 * The only way in which paid shop orders move. The order's row is locked first, so of two who want the same shop order
 * one finds it moved, and the derived status of the order is never of an older moment.
 */
@Injectable()
export class ShopOrderSteps {
  /** Locks the order of a shop order and reads it; undefined when the condition does not hold or there is none. */
  async hold(tx: Tx, shopOrderId: string, where?: Sql): Promise<ShopOrderAtHand | undefined> {
    // Two statements: the second one has a snapshot of after the wait.
    const [order, held] = await Promise.all([
      tx.maybe<object>(sql`
        SELECT FROM backend.orders o JOIN backend.shop_orders s ON s.order_id = o.id
        WHERE s.id = ${shopOrderId} ${where ? sql`AND (${where})` : none} FOR UPDATE OF o`),
      tx.maybe<ShopOrderAtHand>(sql`
        SELECT s.id AS "shopOrderId", s.order_id AS "orderId", s.shop_id AS "shopId", s.status,
          o.status AS "orderStatus", s.goods_total AS "goodsTotal", s.delivery_fee AS "deliveryFee", s.currency
        FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id WHERE s.id = ${shopOrderId}`),
    ]);
    return order && held;
  }

  /**
   * Moves a shop order, writes the history of it, and brings its order to the status that follows.
   *
   * @returns the shop order after the move; undefined, with nothing changed, when it is in none of the states or the
   *   condition does not hold
   */
  async step(tx: Tx, step: ShopOrderStep): Promise<ShopOrderAtHand | undefined> {
    const held = await this.hold(tx, step.shopOrderId, step.where);
    return held && (await this.move(tx, held, step));
  }

  /**
   * Moves a shop order that {@link hold} gave in this transaction; like {@link step}. Goods of which all money goes back do
   * not leave the shop.
   */
  async move(
    tx: Tx,
    held: ShopOrderAtHand,
    { from, to, cause, set }: Omit<ShopOrderStep, 'shopOrderId' | 'where'>,
  ): Promise<ShopOrderAtHand | undefined> {
    if (to === 'OUT_FOR_DELIVERY' && (await isGivenBack(tx, held))) return undefined;
    if (!(await move(tx, { machine: 'shop_order', id: held.shopOrderId, from, to, cause, set }))) return undefined;
    return { ...held, status: to, orderStatus: await followShopOrders(tx, held, cause) };
  }
}

/** Brings the order to the status that its shop orders now mean. */
async function followShopOrders(tx: Tx, { orderId, orderStatus: was }: ShopOrderAtHand, cause: string) {
  const parts = await tx.rows<{ status: ShopOrderState }>(
    sql`SELECT status FROM backend.shop_orders WHERE order_id = ${orderId}`,
  );
  const derived = orderStatus(parts.map(({ status }) => status));
  if (derived !== was) await move(tx, { machine: 'order', id: orderId, from: [was], to: derived, cause });
  return derived;
}
