import { Injectable } from '@nestjs/common';
import type { Tx } from '@pakashop/platform';
import { isNothing, remainsOf } from '../orders/orders.remains.js';
import { type ShopOrderAtHand, ShopOrderSteps } from '../orders/orders.steps.js';
import type { DisputeFact } from './disputes.events.js';
import { DisputeNews } from './disputes.news.js';

/** What follows when a dispute is decided for good. */
@Injectable()
export class DisputeClosing {
  constructor(
    private readonly steps: ShopOrderSteps,
    private readonly news: DisputeNews,
  ) {}

  rejected(tx: Tx, fact: DisputeFact): Promise<void> {
    return this.news.rejected(tx, fact);
  }

  /** Money goes back; a shop order of which nothing is left after it is over. */
  async refunded(tx: Tx, held: ShopOrderAtHand, fact: DisputeFact): Promise<void> {
    await this.news.closed(tx, fact);
    if (!isNothing(await remainsOf(tx, fact.shopOrderId))) return;
    await this.steps.move(tx, held, { from: ['DELIVERED'], to: 'REFUNDED', cause: 'refunded after a dispute' });
  }
}
