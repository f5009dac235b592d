import { Injectable } from '@nestjs/common';
import type { DeliveryFact, DisputeFact, PaymentCapturedFact, ShopOrderRef } from '@pakashop/backend';
import { type Event, sql, type Tx } from '@pakashop/platform';
import { capture, captureKey } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { deliveryPosting, earnDelivery } from './release.service.js';
import { freeze } from './settlement.earnings.js';
import { lockSettlement, saveSettlement } from './settlement.record.js';
import { releaseTime, type Settlement } from './settlement.rules.js';

/**
 * What the facts of an order do to its money until it is released. Each fact counts once, and in whatever order they come
 * the end is the same; what needs the capture waits for it.
 */
@Injectable()
export class SettlementFlow {
  constructor(private readonly ledger: LedgerService) {}

  /** Holds paid amounts per shop order. A shop order is paid once: a second payment for it fails here and is seen. */
  async hold(tx: Tx, captures: readonly Pick<Event<PaymentCapturedFact>, 'payload' | 'occurredAt'>[]): Promise<void> {
    const parts = captures.flatMap(({ payload: { orderId, paymentId, parts } }) =>
      parts.map(({ shopOrderId, shopId, amount, goods, deliveryFee, commission, commissionVat }) => ({
        ...{ orderId, shopOrderId, shopId, ...amount },
        cause: captureKey(paymentId),
        goods: goods.amount,
        deliveryFee: deliveryFee.amount,
        commission: commission.amount,
        commissionVat: commissionVat.amount,
      })),
    );
    await this.ledger.post(
      tx,
      captures.map(({ payload, occurredAt }) => capture(payload, occurredAt)),
      sql`
        INSERT INTO settlement.settlements (shop_order_id, order_id, shop_id, state, amount, currency, goods, delivery_fee,
          commission, commission_vat)
        SELECT p."shopOrderId", p."orderId", p."shopId", 'HELD', p.amount, p.currency, p.goods, p."deliveryFee",
          p.commission, p."commissionVat"
        FROM opened JOIN json_to_recordset(${JSON.stringify(parts)}) AS p(
          cause text, "orderId" uuid, "shopOrderId" uuid, "shopId" uuid, amount bigint, currency text, goods bigint,
          "deliveryFee" bigint, commission bigint, "commissionVat" bigint) ON p.cause = opened.key`,
    );
  }

  /** The hold begins to run: its length is that of the shop's class on this day. */
  async deliver(tx: Tx, fact: DeliveryFact): Promise<void> {
    const settlement = await lockSettlement(tx, fact.shopOrderId);
    if (settlement.deliveredAt) return;
    const { holdSeconds } = await tx.one<{ holdSeconds: number }>(sql`
      SELECT hold_seconds AS "holdSeconds" FROM settlement.policies WHERE class = ${fact.shopClass}`);
    const deliveredAt = new Date(fact.at);
    const releaseAt = releaseTime(deliveredAt, holdSeconds, settlement.confirmedAt);
    await saveSettlement(tx, { ...carried(settlement, fact), deliveredAt, releaseAt });
  }

  /** The goods are back at the shop: who carried them is paid at once what that earned; the goods stay held for their refund. */
  async bringBack(tx: Tx, fact: DeliveryFact): Promise<void> {
    const settlement = await lockSettlement(tx, fact.shopOrderId);
    if (settlement.deliverySettled) return;
    const back = carried(settlement, fact);
    await saveSettlement(tx, { ...back, deliverySettled: true });
    await earnDelivery(tx, back);
    const postings = deliveryPosting(back, fact.at);
    if (postings.length > 0) await this.ledger.post(tx, postings);
  }

  /** The customer says that all is well: nothing is waited for any longer. */
  async confirm(tx: Tx, { shopOrderId }: ShopOrderRef, at: string): Promise<void> {
    const settlement = await lockSettlement(tx, shopOrderId);
    if (settlement.confirmedAt) return;
    const confirmedAt = new Date(at);
    const { deliveredAt, releaseAt } = settlement;
    const early =
      deliveredAt && releaseAt ? releaseTime(deliveredAt, secondsOf(deliveredAt, releaseAt), confirmedAt) : releaseAt;
    await saveSettlement(tx, { ...settlement, confirmedAt, releaseAt: settlement.releasedAt ? releaseAt : early });
  }

  /** Money that is disputed stays where it is: held, or unpaid when it was released before. */
  async dispute(tx: Tx, { disputeId, shopOrderId }: DisputeFact, isClosed: boolean): Promise<void> {
    const settlement = await lockSettlement(tx, shopOrderId);
    // A dispute that is closed stays closed, also when its opening is heard later.
    await tx.execute(sql`
      INSERT INTO settlement.disputes AS d (id, shop_order_id, is_closed) VALUES (${disputeId}, ${shopOrderId}, ${isClosed})
      ON CONFLICT (id) DO UPDATE SET is_closed = d.is_closed OR excluded.is_closed`);
    const { disputes } = await tx.one<{ disputes: number }>(sql`
      SELECT count(*)::int AS disputes FROM settlement.disputes WHERE shop_order_id = ${shopOrderId} AND NOT is_closed`);
    await saveSettlement(tx, { ...settlement, disputes });
    await freeze(tx, shopOrderId);
  }
}

/** Who carried it, and what that earns: the fleet, where the agent belongs to one. */
const carried = (s: Settlement, fact: DeliveryFact): Settlement => ({
  ...s,
  shopClass: fact.shopClass,
  agentPay: fact.agentPay.amount,
  deliveryPayeeKind: fact.fleetId ? 'FLEET' : 'AGENT',
  deliveryPayeeId: fact.fleetId ?? fact.agentId,
});

const secondsOf = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;
