import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Outbox, sql, type Tx } from '@pakashop/platform';
import { ShopOrderDesk } from './orders.desk.js';
import { ordersProblems as problems } from './orders.errors.js';
import { ShopOrderPacked } from './orders.events.js';
import { isGivenBack } from './orders.remains.js';
import type { ShopOrderState } from './orders.rules.js';
import { type ShopOrderAtHand, shopOrderRef, ShopOrderSteps } from './orders.steps.js';
import type { VendorOrderView } from './orders.view.dto.js';

interface Step {
  readonly from: ShopOrderState;
  readonly to: ShopOrderState;
  readonly done: string;
}

const ACCEPT: Step = { from: 'CONFIRMED', to: 'PROCESSING', done: 'accepted' };
const PACK: Step = { from: 'PROCESSING', to: 'SHIPPED', done: 'packed' };

/** How a paid shop order goes on until its goods leave. */
@Injectable()
export class Fulfilment {
  constructor(
    private readonly desk: ShopOrderDesk,
    private readonly steps: ShopOrderSteps,
    private readonly outbox: Outbox,
  ) {}

  /** The vendor takes the shop order on. @throws Problem ORDER_001, orders.wrong_state */
  accept(actor: Actor, id: string, claim: Claim): Promise<VendorOrderView> {
    return this.desk.byShop(actor, id, claim, (tx, held) => this.step(tx, held, ACCEPT, 'vendor'));
  }

  /** The goods are packed: from here on somebody is looked for who carries them. @throws Problem ORDER_001, orders.wrong_state */
  pack(actor: Actor, id: string, claim: Claim): Promise<VendorOrderView> {
    return this.desk.byShop(actor, id, claim, (tx, held) => this.step(tx, held, PACK, 'vendor'));
  }

  /** The goods are in the hands of the agent to whom the delivery is assigned. @throws Problem ORDER_001, orders.not_assigned */
  handOver(actor: Actor, id: string, claim: Claim): Promise<VendorOrderView> {
    return this.desk.byShop(actor, id, claim, handOver);
  }

  /** Staff moves on what a shop left lying. @throws Problem ORDER_001, orders.wrong_state */
  mend(actor: Actor, id: string, what: 'accept' | 'pack', why: string, claim: Claim): Promise<VendorOrderView> {
    const step = what === 'accept' ? ACCEPT : PACK;
    return this.desk.byStaff(actor, id, claim, async (tx, held) => {
      await this.step(tx, held, step, 'staff');
      const change = { before: { status: step.from }, after: { status: step.to }, why };
      await audit(tx, { act: `shop_order_${step.done}`, subject: 'shop_order', subjectId: id, ...change });
    });
  }

  private async step(tx: Tx, held: ShopOrderAtHand, { from, to, done }: Step, by: string): Promise<void> {
    const moved = await this.steps.move(tx, held, { from: [from], to, cause: `${by} ${done}` });
    if (!moved) throw problems.wrongState(`Only a shop order that is ${from} can become ${to}. Read it again.`);
    if (to === 'SHIPPED') await this.outbox.publish(tx, ShopOrderPacked, held.shopOrderId, shopOrderRef(moved));
  }
}

/** Written down once; from here on the shop order cannot be called off any more. Not while all of its money goes back. */
async function handOver(tx: Tx, held: ShopOrderAtHand): Promise<void> {
  const { shopOrderId, status } = held;
  const isPacked = status === 'OUT_FOR_DELIVERY' || (status === 'SHIPPED' && !(await isGivenBack(tx, held)));
  const given =
    isPacked &&
    (await tx.execute(sql`
    UPDATE backend.deliveries SET handed_over_at = coalesce(handed_over_at, now())
    WHERE shop_order_id = ${shopOrderId} AND state IN ('ASSIGNED', 'PICKED_UP')`));
  if (!given) throw problems.notAssigned('Give the goods to nobody but the agent who is assigned.');
}
