import { Injectable } from '@nestjs/common';
import { type Event, Outbox, sql, type Tx } from '@pakashop/platform';
import type { LostShopOrder, ShopOrderRef } from '../orders/orders.events.js';
import { beginning } from '../transitions.js';
import { BroughtBack, DeliveryLost } from './delivery.events.js';
import { deliveryFact } from './delivery.fact.js';
import { FAILURES, holdDelivery, stepDelivery } from './delivery.held.js';
import { withdrawOffers } from './delivery.offers.js';
import { Pins } from './delivery.pins.js';
import { type Failure, isReturnPaid } from './delivery.states.rules.js';

/** What becomes of deliveries when their shop orders move. */
@Injectable()
export class DeliveryMaking {
  constructor(
    private readonly pins: Pins,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Goods are packed: somebody has to carry them. Heard again, or after the shop order was called off, it does nothing. The
   * delivery has the id of the news: what a crash of the database forgets comes back as the same one to agents who saw it.
   */
  async begin(tx: Tx, { id, payload: { shopOrderId } }: Pick<Event<ShopOrderRef>, 'id' | 'payload'>): Promise<void> {
    const shopOrder = await tx.maybe(sql`
      SELECT FROM backend.shop_orders WHERE id = ${shopOrderId} AND status = 'SHIPPED' FOR SHARE`);
    if (!shopOrder) return;
    const made = await tx.execute(sql`
      INSERT INTO backend.deliveries (id, shop_order_id, order_id, shop_id, pay, currency, pin_key, look_at)
      SELECT ${id}, s.id, s.order_id, s.shop_id, coalesce((
          SELECT sum(abs(a.amount)) FROM backend.order_adjustments a
          WHERE a.shop_order_id = s.id AND a.kind = 'AGENT_PAY'), 0)::bigint, s.currency, ${this.pins.keyId}, now()
      FROM backend.shop_orders s WHERE s.id = ${shopOrderId}
      ON CONFLICT (shop_order_id) DO NOTHING`);
    if (made > 0) await tx.execute(beginning([['delivery', id]], 'WAITING', 'packed'));
  }

  /** The shop order was called off before its goods left: nobody has to carry them any more. */
  async cancel(tx: Tx, { shopOrderId }: ShopOrderRef): Promise<void> {
    const delivery = await holdDelivery(tx, sql`d.shop_order_id = ${shopOrderId}`);
    if (!delivery) return;
    await withdrawOffers(tx, sql`o.delivery_id = ${delivery.id}`);
    // Whoever had it in hand keeps seeing what became of it.
    await stepDelivery(tx, delivery.id, 'cancel', { cause: 'shop order cancelled', set: sql`look_at = NULL` });
  }

  /** The shop has its goods back: who carried them has earned the pay, unless it was on their side that they came back. */
  async bringBack(tx: Tx, { shopOrderId }: ShopOrderRef): Promise<void> {
    const delivery = await holdDelivery(tx, sql`d.shop_order_id = ${shopOrderId}`);
    if (!delivery || delivery.state === 'RETURNED') return;
    const back = await stepDelivery(tx, delivery.id, 'bringBack', { cause: 'taken back by the shop' });
    if (!back) throw new Error(`the delivery ${delivery.id} is ${delivery.state}, and its goods are said to be back`);
    const isPaid = isReturnPaid(await failuresOf(tx, delivery.id));
    await this.outbox.publish(tx, BroughtBack, delivery.id, await deliveryFact(tx, delivery.id, isPaid));
  }

  /** Staff has said that the goods are lost: whoever had them has earned nothing, and has them in hand no longer. */
  async lose(tx: Tx, { shopOrderId, goods, bearer, decidedBy }: LostShopOrder): Promise<void> {
    const delivery = await holdDelivery(tx, sql`d.shop_order_id = ${shopOrderId}`);
    if (!delivery || delivery.state === 'LOST') return;
    const set = sql`picked_up_at = coalesce(picked_up_at, handed_over_at)`;
    const lost = await stepDelivery(tx, delivery.id, 'lose', { cause: 'lost on the way', set });
    if (!lost) throw new Error(`the delivery ${delivery.id} is ${delivery.state}, and its goods are said to be lost`);
    const fact = await deliveryFact(tx, delivery.id, false);
    await this.outbox.publish(tx, DeliveryLost, delivery.id, { ...fact, goods, bearer, decidedBy });
  }
}

async function failuresOf(tx: Tx, deliveryId: string): Promise<Failure[]> {
  const { failures } = await tx.one<{ failures: Failure[] }>(sql`
    SELECT ${FAILURES} AS failures FROM backend.deliveries d WHERE d.id = ${deliveryId}`);
  return failures;
}
