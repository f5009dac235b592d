import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, sql, type Tx } from '@pakashop/platform';
import { StockReturns } from '../products/products.stock.returns.js';
import { Refunds } from '../refunds/refunds.service.js';
import { ShopOrderDesk } from './orders.desk.js';
import { ShopOrderEnding } from './orders.ending.js';
import { ordersProblems as problems } from './orders.errors.js';
import type { ShortLine } from './orders.fulfilment.dto.js';
import { piecesIn, remainsOf, shareOf, summed } from './orders.remains.js';
import type { ShopOrderAtHand } from './orders.steps.js';
import type { VendorOrderView } from './orders.view.dto.js';

/** What a shop sold and does not have: those pieces are given back, the rest is delivered. */
@Injectable()
export class Shortages {
  constructor(
    private readonly desk: ShopOrderDesk,
    private readonly ending: ShopOrderEnding,
    private readonly stock: StockReturns,
    private readonly refunds: Refunds,
  ) {}

  /**
   * Takes pieces out of a shop order that is not packed yet. When nothing of it is left it is called off, and its
   * delivery fee goes back as well.
   *
   * @throws Problem ORDER_001, orders.wrong_state, orders.not_so_many
   */
  record(actor: Actor, id: string, lines: readonly ShortLine[], claim: Claim): Promise<VendorOrderView> {
    return this.desk.byShop(actor, id, claim, (tx, held) => this.take(tx, held, lines));
  }

  private async take(tx: Tx, held: ShopOrderAtHand, lines: readonly ShortLine[]): Promise<void> {
    const { shopOrderId, orderId, status } = held;
    if (status !== 'CONFIRMED' && status !== 'PROCESSING') throw problems.wrongState('It is packed, or over.');
    const before = await remainsOf(tx, shopOrderId);
    const pieces = lines.map((line) => ({ ...line, lineId: line.lineId.toLowerCase() }));
    const parts = summed(pieces, ({ lineId }) => lineId);
    const left = new Map(before.lines.map(({ lineId, quantity }) => [lineId, quantity]));
    const excess = parts.find(({ lineId, quantity }) => quantity > (left.get(lineId) ?? 0));
    if (excess) throw problems.notSoMany(`Of ${excess.lineId} the shop order has ${left.get(excess.lineId) ?? 0}.`);

    const { shortages } = await tx.one<{ shortages: number }>(sql`
      UPDATE backend.shop_orders SET shortages = shortages + 1 WHERE id = ${shopOrderId} RETURNING shortages`);
    const refund = { key: `cannot_supply:${shopOrderId}:${shortages}`, reason: 'CANNOT_SUPPLY' } as const;
    await this.stock.take(
      tx,
      `shortage.${shortages}`,
      summed(pieces, ({ lineId, fate }) => `${lineId} ${fate}`),
    );
    if (piecesIn(parts) === piecesIn(before.lines)) {
      await this.ending.cancel(tx, held, { by: 'SHOP', reason: 'nothing of it can be supplied', pieces: [], refund });
      return;
    }
    await tx.execute(sql`
      UPDATE backend.order_lines l SET cancelled_quantity = l.cancelled_quantity + p.quantity
      FROM unnest(${parts.map(({ lineId }) => lineId)}::uuid[], ${parts.map(({ quantity }) => quantity)}::int[]) AS p (id, quantity)
      WHERE l.id = p.id`);
    await this.refunds.open(tx, { orderId, shopOrderId, ...refund, ...shareOf(before, parts), goodwill: 0 });
  }
}
