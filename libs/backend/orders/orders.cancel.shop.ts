import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, type Tx } from '@pakashop/platform';
import { tooLate } from './orders.cancel.js';
import { ShopOrderDesk } from './orders.desk.js';
import { ShopOrderEnding } from './orders.ending.js';
import type { ShopOrderAtHand } from './orders.steps.js';
import type { VendorOrderView } from './orders.view.dto.js';

/** Calls off paid shop orders whose goods are still in the shop. */
@Injectable()
export class ShopCancelling {
  constructor(
    private readonly desk: ShopOrderDesk,
    private readonly ending: ShopOrderEnding,
  ) {}

  /** The shop cannot fulfil it. @throws Problem ORDER_001, ORDER_002 */
  byShop(actor: Actor, id: string, reason: string, claim: Claim): Promise<VendorOrderView> {
    return this.desk.byShop(actor, id, claim, (tx, held) => this.end(tx, held, 'SHOP', reason));
  }

  /** @throws Problem ORDER_001, ORDER_002, orders.own */
  byStaff(actor: Actor, id: string, reason: string, claim: Claim): Promise<VendorOrderView> {
    return this.desk.byStaff(actor, id, claim, async (tx, held) => {
      await this.end(tx, held, 'STAFF', reason);
      const change = { before: { status: held.status }, after: { status: 'CANCELLED' }, why: reason };
      await audit(tx, { act: 'shop_order_cancelled', subject: 'shop_order', subjectId: id, ...change });
    });
  }

  private async end(tx: Tx, held: ShopOrderAtHand, by: 'SHOP' | 'STAFF', reason: string): Promise<void> {
    if (!(await this.ending.cancel(tx, held, { by, reason }))) throw tooLate(held, by);
  }
}
