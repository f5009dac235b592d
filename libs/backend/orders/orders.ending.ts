import { Injectable } from '@nestjs/common';
import { Outbox, sql, type Tx } from '@pakashop/platform';
import { type ReturnedPieces, StockReturns } from '../products/products.stock.returns.js';
import type { RefundReason } from '../refunds/refunds.events.js';
import { Refunds } from '../refunds/refunds.service.js';
import { ShopOrderCancelled } from './orders.events.js';
import { OrderNotices } from './orders.notices.js';
import { freePrices } from './orders.prices.js';
import { remainsOf, wholeOf } from './orders.remains.js';
import type { ShopOrderState } from './orders.rules.js';
import { type ShopOrderAtHand, shopOrderRef, ShopOrderSteps } from './orders.steps.js';

/** Who calls a paid shop order off. */
export type Canceller = 'CUSTOMER' | 'SHOP' | 'STAFF';

/** States in which a paid shop order may be called off, by who does it: never after its goods have left. */
export const CANCELLABLE: Readonly<Record<Canceller, readonly ShopOrderState[]>> = {
  CUSTOMER: ['CONFIRMED'],
  SHOP: ['CONFIRMED', 'PROCESSING', 'SHIPPED'],
  STAFF: ['CONFIRMED', 'PROCESSING', 'SHIPPED'],
};

interface Ending {
  readonly by: Canceller;
  /** What the buyer reads. */
  readonly reason?: string;
  /** What became of the pieces that did not go out; all of them are on the shelf unless said otherwise. */
  readonly pieces?: readonly ReturnedPieces[];
  readonly refund?: { readonly key: string; readonly reason: Extract<RefundReason, 'CANCELLED' | 'CANNOT_SUPPLY'> };
}

/** How paid shop orders end before their goods leave. */
@Injectable()
export class ShopOrderEnding {
  constructor(
    private readonly steps: ShopOrderSteps,
    private readonly stock: StockReturns,
    private readonly refunds: Refunds,
    private readonly outbox: Outbox,
    private readonly notices: OrderNotices,
  ) {}

  /**
   * Calls a paid shop order off: its goods and its limited prices are free again and its money goes back. Of this and a step of somebody else at
   * the same moment exactly one happens.
   *
   * @param held from ShopOrderSteps.hold in this transaction
   * @returns undefined, with nothing changed, when it is too far along, or its goods were given out of hand
   */
  async cancel(tx: Tx, held: ShopOrderAtHand, ending: Ending): Promise<ShopOrderAtHand | undefined> {
    const { shopOrderId, orderId } = held;
    const { by, reason = null, refund = { key: `cancel:${shopOrderId}`, reason: 'CANCELLED' } } = ending;
    const cause = `cancelled by ${by.toLowerCase()}`;
    const handedOver = await tx.maybe(sql`
      SELECT FROM backend.deliveries d WHERE d.shop_order_id = ${shopOrderId} AND d.handed_over_at IS NOT NULL`);
    if (handedOver) return undefined;
    const set = sql`cancelled_by = ${by}, cancel_reason = ${reason}`;
    const moved = await this.steps.move(tx, held, { from: CANCELLABLE[by], to: 'CANCELLED', cause, set });
    if (!moved) return undefined;
    const remains = await remainsOf(tx, shopOrderId);
    await tx.execute(sql`
      UPDATE backend.order_lines SET cancelled_quantity = quantity
      WHERE shop_order_id = ${shopOrderId} AND cancelled_quantity < quantity`);
    const shelf = remains.lines.map(({ lineId, quantity }) => ({ lineId, quantity, fate: 'RESTOCKED' as const }));
    await this.stock.take(tx, 'cancel', ending.pieces ?? shelf);
    const limitedLines = await freePrices(tx, sql`s.id = ${shopOrderId}`);
    await this.refunds.open(tx, { orderId, shopOrderId, ...refund, ...wholeOf(remains), goodwill: 0 });
    const fact = { ...shopOrderRef(moved), ...(limitedLines.length > 0 && { limitedLines }) };
    await this.outbox.publish(tx, ShopOrderCancelled, shopOrderId, fact);
    if (by !== 'SHOP') await this.notices.cancelled(tx, fact);
    return moved;
  }
}
