import { Injectable } from '@nestjs/common';
import { type Event, OnEvent, type Tx } from '@pakashop/platform';
import { RefundCompleted, type RefundCompletedFact } from '../refunds/refunds.events.js';
import { ShopOrderEnding } from './orders.ending.js';
import { isNothing, remainsOf } from './orders.remains.js';
import { ShopOrderSteps } from './orders.steps.js';

/** What becomes of a shop order when all of its money went back without anything else having ended it. */
@Injectable()
export class OrdersProcessor {
  constructor(
    private readonly steps: ShopOrderSteps,
    private readonly ending: ShopOrderEnding,
  ) {}

  /** Goods that are still in the shop stay there; goods that were delivered stay where they are. */
  @OnEvent(RefundCompleted)
  async refunded({ payload: { shopOrderId } }: Event<RefundCompletedFact>, tx: Tx): Promise<void> {
    const held = shopOrderId && (await this.steps.hold(tx, shopOrderId));
    if (!held) return;
    if (!isNothing(await remainsOf(tx, held.shopOrderId))) return;
    const moved = await this.steps.move(tx, held, {
      from: ['DELIVERED'],
      to: 'REFUNDED',
      cause: 'refunded as a whole',
    });
    if (!moved) await this.ending.cancel(tx, held, { by: 'STAFF', reason: 'refunded as a whole' });
  }
}
