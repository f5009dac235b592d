import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, sql, type Sql } from '@pakashop/platform';
import type { Vehicle } from '../applications/applications.dto.js';
import { ordersProblems } from '../orders/orders.errors.js';
import { ownedBy, visibleTo } from '../orders/orders.scope.js';
import type { BuyerDelivery, DeliveryPin } from './delivery.customer.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { type HeldDelivery, holdDelivery } from './delivery.held.js';
import { DeliveryLetters } from './delivery.letters.js';
import { Pins } from './delivery.pins.js';
import { MOST_REISSUES, MOST_TRIES } from './delivery.pins.rules.js';
import { OVER } from './delivery.states.rules.js';

type PinState = Pick<HeldDelivery, 'shopOrderId' | 'pinKey' | 'pinIssue' | 'pinTries' | 'pinReissues'>;

interface BuyerRow extends Omit<BuyerDelivery, 'carrier' | 'pickedUpAt' | 'deliveredAt'> {
  readonly firstName: string | null;
  readonly vehicle: Vehicle | null;
  readonly pickedUpAt: Date | null;
  readonly deliveredAt: Date | null;
}

/** Which part of which order. */
export interface PartOfOrder {
  readonly orderId: string;
  readonly shopOrderId: string;
}

/** Deliveries in the eyes of those who wait for them. */
@Injectable()
export class BuyerDeliveries {
  constructor(
    private readonly db: Database,
    private readonly pins: Pins,
    private readonly letters: DeliveryLetters,
  ) {}

  /** @throws Problem ORDER_001, delivery.not_found before the goods are packed */
  async read(actor: Actor, part: PartOfOrder): Promise<BuyerDelivery> {
    await this.assertPart(part, visibleTo(actor));
    const row = await this.db.maybe<BuyerRow>(sql`
      SELECT d.shop_order_id AS "shopOrderId", d.state, split_part(a.legal_name, ' ', 1) AS "firstName", a.vehicle,
        d.attempts, d.picked_up_at AS "pickedUpAt", d.delivered_at AS "deliveredAt"
      FROM backend.deliveries d LEFT JOIN backend.agents a ON a.id = d.agent_id
      WHERE d.shop_order_id = ${part.shopOrderId}`);
    if (!row) throw problems.noDelivery('The shop is still packing.');
    return buyerView(row);
  }

  /** @throws Problem ORDER_001, delivery.no_pin */
  async pin(actor: Actor, part: PartOfOrder): Promise<DeliveryPin> {
    await this.assertPart(part, ownedBy(actor));
    const state = await this.db.maybe<PinState>(sql`
      SELECT d.shop_order_id AS "shopOrderId", d.pin_key AS "pinKey", d.pin_issue AS "pinIssue",
        d.pin_tries AS "pinTries", d.pin_reissues AS "pinReissues"
      FROM backend.deliveries d JOIN backend.shop_orders s ON s.id = d.shop_order_id
      WHERE d.shop_order_id = ${part.shopOrderId} 
        AND s.status IN ('SHIPPED', 'OUT_FOR_DELIVERY') AND d.state <> 'RETURNING'`);
    if (!state) throw noPin();
    return this.show(state);
  }

  /**
   * Makes another PIN; the one before is worth nothing any more, and tries are not counted anew. The answer is empty: it is
   * kept for repeats of the request, and no PIN is kept.
   *
   * @throws Problem ORDER_001, delivery.no_pin, delivery.reissues_used
   */
  async reissue(actor: Actor, part: PartOfOrder, claim: Claim): Promise<void> {
    await this.assertPart(part, ownedBy(actor));
    await this.db.transaction(async (tx) => {
      const delivery = await holdDelivery(tx, sql`d.shop_order_id = ${part.shopOrderId}`);
      if (!delivery || OVER.includes(delivery.state) || delivery.state === 'RETURNING') throw noPin();
      if (delivery.pinReissues >= MOST_REISSUES) throw problems.reissuesUsed('Ask our support.');
      await tx.execute(sql`
        UPDATE backend.deliveries SET pin_issue = pin_issue + 1, pin_reissues = pin_reissues + 1
        WHERE id = ${delivery.id}`);
      if (delivery.state === 'PICKED_UP') await this.letters.sendPin(tx, delivery.id);
      await claim.answer(tx, 204, null);
    });
  }

  private show({ pinTries, pinReissues, ...ref }: PinState): DeliveryPin {
    return {
      pin: this.pins.of(ref),
      issue: ref.pinIssue,
      reissuesLeft: MOST_REISSUES - pinReissues,
      isLocked: pinTries >= MOST_TRIES,
    };
  }

  private async assertPart({ orderId, shopOrderId }: PartOfOrder, who: Sql): Promise<void> {
    const part = await this.db.maybe(sql`
      SELECT FROM backend.shop_orders s JOIN backend.orders o ON o.id = s.order_id
      WHERE s.id = ${shopOrderId} AND o.id = ${orderId} AND ${who}`);
    if (!part) throw ordersProblems.notFound('Look at your own orders with GET /orders.');
  }
}

const buyerView = ({ firstName, vehicle, pickedUpAt, deliveredAt, ...row }: BuyerRow): BuyerDelivery => ({
  ...row,
  carrier: firstName !== null && vehicle !== null ? { firstName, vehicle } : null,
  pickedUpAt: pickedUpAt?.toISOString() ?? null,
  deliveredAt: deliveredAt?.toISOString() ?? null,
});

const noPin = () => problems.noPin('There is one from when the shop has packed until the goods are there.');
