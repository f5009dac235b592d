import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { ordersProblems as problems } from './orders.errors.js';
import { orderStatus, type ShopOrderState } from './orders.rules.js';
import { inShopsOf } from './orders.scope.js';
import { VendorOrders } from './orders.vendor.js';
import type { VendorOrderView } from './orders.view.dto.js';

interface Step {
  readonly from: ShopOrderState;
  readonly to: ShopOrderState;
  readonly cause: string;
}

/** What a vendor does with a shop order that is paid. */
@Injectable()
export class Fulfilment {
  constructor(
    private readonly db: Database,
    private readonly views: VendorOrders,
  ) {}

  /** The vendor takes the shop order on. */
  accept(actor: Actor, id: string, claim: Claim): Promise<VendorOrderView> {
    return this.step(actor, id, { from: 'CONFIRMED', to: 'PROCESSING', cause: 'vendor accepted' }, claim);
  }

  /** The goods are packed and wait for their rider. */
  pack(actor: Actor, id: string, claim: Claim): Promise<VendorOrderView> {
    return this.step(actor, id, { from: 'PROCESSING', to: 'SHIPPED', cause: 'vendor packed' }, claim);
  }

  /** @throws Problem ORDER_001, orders.wrong_state */
  private step(actor: Actor, id: string, { from, to, cause }: Step, claim: Claim): Promise<VendorOrderView> {
    return this.db.transaction(async (tx) => {
      const order = await lockOrderOf(tx, actor, id);
      if (!order) throw problems.notFound('You have no such shop order.');
      const moved = await move(tx, { machine: 'shop_order', id, from: [from], to, cause });
      if (!moved) throw problems.wrongState(`Only a shop order that is ${from} can become ${to}. Read it again.`);
      await followShopOrders(tx, order, cause);
      const view = await this.views.one(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

interface LockedOrder {
  readonly id: string;
  readonly status: ShopOrderState;
}

/** All changes to one order's parts wait for each other, so that its derived status is never of an older moment. */
const lockOrderOf = (tx: Tx, actor: Actor, shopOrderId: string): Promise<LockedOrder | undefined> =>
  tx.maybe<LockedOrder>(sql`
    SELECT o.id, o.status FROM backend.orders o JOIN backend.shop_orders s ON s.order_id = o.id
    WHERE s.id = ${shopOrderId} AND ${inShopsOf(actor, 'orders.fulfil')} FOR UPDATE OF o`);

/** Brings the order to the status that its shop orders now mean. */
async function followShopOrders(tx: Tx, { id, status }: LockedOrder, cause: string): Promise<void> {
  const parts = await tx.rows<{ status: ShopOrderState }>(
    sql`SELECT status FROM backend.shop_orders WHERE order_id = ${id}`,
  );
  const derived = orderStatus(parts.map((part) => part.status));
  if (derived !== status) await move(tx, { machine: 'order', id, from: [status], to: derived, cause });
}
