import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Outbox, sql, type Tx } from '@pakashop/platform';
import { FAILURES } from '../delivery/delivery.held.js';
import type { Failure } from '../delivery/delivery.states.rules.js';
import { StockReturns } from '../products/products.stock.returns.js';
import { Refunds } from '../refunds/refunds.service.js';
import { ShopOrderDesk } from './orders.desk.js';
import { ordersProblems as problems } from './orders.errors.js';
import { ShopOrderReturned } from './orders.events.js';
import type { ReturnedLine } from './orders.fulfilment.dto.js';
import { type Remains, remainsOf, wholeOf } from './orders.remains.js';
import { isFeeGivenBack } from './orders.returns.rules.js';
import { type ShopOrderAtHand, shopOrderRef, ShopOrderSteps } from './orders.steps.js';
import type { VendorOrderView } from './orders.view.dto.js';

/** Goods that could not be delivered and are back at their shop. */
@Injectable()
export class Returns {
  constructor(
    private readonly desk: ShopOrderDesk,
    private readonly steps: ShopOrderSteps,
    private readonly stock: StockReturns,
    private readonly refunds: Refunds,
    private readonly outbox: Outbox,
  ) {}

  /**
   * The shop takes undelivered goods back, says in which state they are, and the buyer gets the money.
   *
   * @throws Problem ORDER_001; orders.not_returning; orders.not_all_there unless each piece is accounted for
   */
  take(actor: Actor, id: string, lines: readonly ReturnedLine[], claim: Claim): Promise<VendorOrderView> {
    return this.desk.byShop(actor, id, claim, (tx, held) => this.takeBack(tx, held, lines));
  }

  private async takeBack(tx: Tx, held: ShopOrderAtHand, lines: readonly ReturnedLine[]): Promise<void> {
    const { shopOrderId, orderId } = held;
    const failures = await failuresOf(tx, shopOrderId);
    const step = { from: ['OUT_FOR_DELIVERY'], to: 'REFUNDED', cause: 'returned undelivered' } as const;
    const moved = failures && (await this.steps.move(tx, held, step));
    if (!moved) throw problems.notReturning('Only goods that their agent brings back can be taken back.');
    const remains = await remainsOf(tx, shopOrderId);
    await this.stock.take(tx, 'returned', piecesOf(remains, lines));
    const share = { ...wholeOf(remains), ...(!isFeeGivenBack(failures) && { delivery: 0 }) };
    const cause = { key: `returned:${shopOrderId}`, reason: 'RETURNED' } as const;
    await this.refunds.open(tx, { orderId, shopOrderId, ...cause, ...share, goodwill: 0 });
    await this.outbox.publish(tx, ShopOrderReturned, shopOrderId, shopOrderRef(moved));
  }
}

/** Why each attempt failed, when the goods are on their way back; undefined when they are not. */
async function failuresOf(tx: Tx, shopOrderId: string): Promise<Failure[] | undefined> {
  const row = await tx.maybe<{ failures: Failure[] }>(sql`
    SELECT ${FAILURES} AS failures
    FROM backend.deliveries d WHERE d.shop_order_id = ${shopOrderId} AND d.state = 'RETURNING'`);
  return row?.failures;
}

/** @throws Problem orders.not_all_there */
function piecesOf({ lines: remaining }: Remains, lines: readonly ReturnedLine[]) {
  const named = new Map(lines.map((line) => [line.lineId.toLowerCase(), line]));
  const isAll =
    named.size === lines.length &&
    lines.every(({ lineId }) => remaining.some((line) => line.lineId === lineId.toLowerCase())) &&
    remaining.every(({ lineId, quantity }) => {
      const { restocked = 0, damaged = 0 } = named.get(lineId) ?? {};
      return restocked + damaged === quantity;
    });
  if (!isAll) {
    throw problems.notAllThere('Name each line once; restocked and damaged sum to what was sent of it.', {
      extra: { lines: remaining.map(({ lineId, quantity }) => ({ lineId, quantity })) },
    });
  }
  return lines.flatMap(({ lineId, restocked, damaged }) => [
    { lineId: lineId.toLowerCase(), quantity: restocked, fate: 'RESTOCKED' as const },
    { lineId: lineId.toLowerCase(), quantity: damaged, fate: 'DAMAGED' as const },
  ]);
}
