import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, type Sql, type Tx } from '@pakashop/platform';
import { isParty } from '../parties.js';
import { ordersProblems as problems } from './orders.errors.js';
import { inShopsOf } from './orders.scope.js';
import { type ShopOrderAtHand, ShopOrderSteps } from './orders.steps.js';
import { VendorOrders } from './orders.vendor.js';
import type { VendorOrderView } from './orders.view.dto.js';

/** What is done with a shop order while its order is held. */
type Act = (tx: Tx, held: ShopOrderAtHand) => Promise<void>;

/** Where shop orders are worked on, one at a time: held, changed, and answered in one transaction. */
@Injectable()
export class ShopOrderDesk {
  constructor(
    private readonly db: Database,
    readonly steps: ShopOrderSteps,
    private readonly views: VendorOrders,
  ) {}

  /** For those who fulfil it. @throws Problem ORDER_001 for a shop order of another shop */
  byShop(actor: Actor, id: string, claim: Claim, act: Act): Promise<VendorOrderView> {
    return this.work(id, claim, act, inShopsOf(actor, 'orders.fulfil'));
  }

  /** For staff that neither bought nor sold it. @throws Problem ORDER_001, orders.own */
  byStaff(actor: Actor, id: string, claim: Claim, act: Act): Promise<VendorOrderView> {
    return this.work(id, claim, async (tx, held) => {
      if (await isParty(tx, actor, held.orderId))
        throw problems.own('Somebody who neither bought nor sold it has to do so.');
      await act(tx, held);
    });
  }

  private work(id: string, claim: Claim, act: Act, where?: Sql): Promise<VendorOrderView> {
    return this.db.transaction(async (tx) => {
      const held = await this.steps.hold(tx, id, where);
      if (!held) throw problems.notFound('You have no such shop order.');
      await act(tx, held);
      const view = await this.views.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}
