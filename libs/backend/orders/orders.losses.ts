import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, money, Outbox, sql, type Tx } from '@pakashop/platform';
import { FAILURES } from '../delivery/delivery.held.js';
import { type DeliveryStage, type Failure, WITH_GOODS } from '../delivery/delivery.states.rules.js';
import { StockReturns } from '../products/products.stock.returns.js';
import { Refunds } from '../refunds/refunds.service.js';
import { ShopOrderDesk } from './orders.desk.js';
import { ordersProblems as problems } from './orders.errors.js';
import { ShopOrderLost } from './orders.events.js';
import type { RecordLoss } from './orders.fulfilment.dto.js';
import { OrderNotices } from './orders.notices.js';
import { remainsOf, wholeOf } from './orders.remains.js';
import { isFeeGivenBack } from './orders.returns.rules.js';
import { type ShopOrderAtHand, shopOrderRef } from './orders.steps.js';
import type { VendorOrderView } from './orders.view.dto.js';

/** How far goods have come with their agent. */
interface Road {
  readonly state: DeliveryStage;
  readonly carrierId: string | null;
  /** Why each attempt failed. */
  readonly failures: readonly Failure[];
}

/** Goods that their agent lost, or vanished with: the one way out that needs no help of the agent. */
@Injectable()
export class Losses {
  constructor(
    private readonly desk: ShopOrderDesk,
    private readonly stock: StockReturns,
    private readonly refunds: Refunds,
    private readonly outbox: Outbox,
    private readonly notices: OrderNotices,
  ) {}

  /**
   * Staff says that goods will not come back: they are written off and the buyer gets the money. Of this, a confirmation and
   * a return at once exactly one wins: each moves the shop order.
   *
   * @throws Problem ORDER_001, orders.not_on_the_road, orders.own for who bought, sold or carried them
   */
  record(actor: Actor, id: string, loss: RecordLoss, claim: Claim): Promise<VendorOrderView> {
    return this.desk.byStaff(actor, id, claim, (tx, held) => this.write(tx, held, actor, loss));
  }

  private async write(tx: Tx, held: ShopOrderAtHand, actor: Actor, loss: RecordLoss): Promise<void> {
    const { shopOrderId, orderId, currency } = held;
    const road = await roadOf(tx, shopOrderId);
    if (road && road.carrierId === actor.userId) throw problems.own('Somebody who did not carry it has to do so.');
    const moved = road && (await this.end(tx, held));
    if (!moved) throw problems.notOnTheRoad('Only what an agent has got from the shop can be lost. Read it again.');
    const remains = await remainsOf(tx, shopOrderId);
    const pieces = remains.lines.map(({ lineId, quantity }) => ({ lineId, quantity, fate: loss.fate }));
    await this.stock.take(tx, 'lost', pieces);
    const share = { ...wholeOf(remains), ...(isFeeSpent(road) && { delivery: 0 }) };
    const cause = { key: `lost:${shopOrderId}`, reason: 'RETURNED' } as const;
    await this.refunds.open(tx, { orderId, shopOrderId, ...cause, ...share, goodwill: 0 });
    const { fate, bearer, reason: why } = loss;
    const fact = { goods: money(share.goods, currency), bearer, decidedBy: actor.label };
    await this.outbox.publish(tx, ShopOrderLost, shopOrderId, { ...shopOrderRef(moved), ...fact });
    await this.notices.lost(tx, shopOrderRef(moved));
    const change = { before: { status: held.status }, after: { status: 'REFUNDED', fate, bearer }, why };
    await audit(tx, { act: 'shop_order_lost', subject: 'shop_order', subjectId: shopOrderId, ...change });
  }

  /** What the shop has given out of hand is on the road, whether or not its agent has said so. */
  private async end(tx: Tx, held: ShopOrderAtHand): Promise<ShopOrderAtHand | undefined> {
    const cause = 'lost on the way';
    const gone =
      held.status === 'SHIPPED'
        ? await this.desk.steps.move(tx, held, { from: ['SHIPPED'], to: 'OUT_FOR_DELIVERY', cause })
        : held;
    return gone && this.desk.steps.move(tx, gone, { from: ['OUT_FOR_DELIVERY'], to: 'REFUNDED', cause });
  }
}

/** The delivery was made as far as it could be, as for goods that come back. On the way to the door it never was. */
const isFeeSpent = ({ state, failures }: Road): boolean => state !== 'PICKED_UP' && !isFeeGivenBack(failures);

/** Undefined unless an agent has the goods. */
const roadOf = (tx: Tx, shopOrderId: string): Promise<Road | undefined> =>
  tx.maybe(sql`
    SELECT d.state, a.user_id AS "carrierId",
      ${FAILURES} AS failures
    FROM backend.deliveries d LEFT JOIN backend.agents a ON a.id = d.agent_id
    WHERE d.shop_order_id = ${shopOrderId}
      AND (d.state = ANY(${WITH_GOODS}) OR d.state = 'ASSIGNED' AND d.handed_over_at IS NOT NULL)`);
