import { Injectable } from '@nestjs/common';
import { type JsonObject, Outbox, sql, type Tx } from '@pakashop/platform';
import { ShopOrderSteps } from '../orders/orders.steps.js';
import type { Circumstances } from './delivery.circumstances.js';
import { Delivered } from './delivery.events.js';
import { Evidence } from './delivery.evidence.js';
import { digestOf, type EvidenceFacts } from './delivery.evidence.rules.js';
import { deliveryFact } from './delivery.fact.js';
import { type HeldDelivery, stepDelivery } from './delivery.held.js';
import type { ConfirmDelivery, DeliveryReceipt } from './delivery.proof.dto.js';

/** What was signed, and its sealed form. */
export interface Signed {
  readonly content: JsonObject;
  readonly sealed: string;
}

/** Makes a delivery whose proof is complete: state, evidence and event in one transaction. */
@Injectable()
export class HandingOver {
  constructor(
    private readonly evidence: Evidence,
    private readonly steps: ShopOrderSteps,
    private readonly outbox: Outbox,
  ) {}

  /** Seals what was signed, before the transaction begins. */
  seal(deliveryId: string, content: JsonObject): Promise<string> {
    return this.evidence.seal(deliveryId, content);
  }

  /** Of a delivery and an order that the transaction holds. */
  async deliver(
    tx: Tx,
    delivery: HeldDelivery,
    input: ConfirmDelivery,
    hand: Signed & Circumstances,
  ): Promise<DeliveryReceipt> {
    const { id, shopOrderId, orderId, agentId, pinIssue } = delivery;
    const cause = 'PIN and signature';
    await stepDelivery(tx, id, 'deliver', { cause, set: sql`delivered_at = ${hand.now}::timestamptz` });
    const moved = await this.steps.step(tx, { shopOrderId, from: ['OUT_FOR_DELIVERY'], to: 'DELIVERED', cause });
    if (!moved) throw new Error(`the shop order ${shopOrderId} moved while its order was held`);
    const { id: deviceId, at, sequence: deviceSequence } = input.device;
    const facts: EvidenceFacts = {
      deliveryId: id,
      shopOrderId,
      orderId,
      agentId: agentId!,
      deviceId,
      deviceAt: new Date(at).toISOString().replace('Z', '000Z'),
      deviceSequence,
      confirmedAt: hand.now,
      distanceM: hand.distanceM,
      accuracyM: input.position.accuracyM,
      flags: hand.flags,
      pinIssue,
      contentDigest: digestOf(hand.content),
    };
    await this.evidence.write(tx, facts, hand.sealed);
    await this.outbox.publish(tx, Delivered, id, await deliveryFact(tx, id));
    return receiptOf(tx, id);
  }
}

interface ReceiptRow extends Omit<DeliveryReceipt, 'deliveredAt' | 'handedOverAt'> {
  readonly deliveredAt: Date;
  readonly handedOverAt: Date;
}

/** The receipt of a delivery that was made. */
export async function receiptOf(tx: Tx, deliveryId: string): Promise<DeliveryReceipt> {
  const { deliveredAt, handedOverAt, ...receipt } = await tx.one<ReceiptRow>(sql`
    SELECT delivery_id AS "deliveryId", shop_order_id AS "shopOrderId", confirmed_at AS "deliveredAt",
      device_at AS "handedOverAt", flags, encode(content_digest, 'hex') AS "contentDigest"
    FROM backend.delivery_evidence WHERE delivery_id = ${deliveryId}`);
  return { ...receipt, deliveredAt: deliveredAt.toISOString(), handedOverAt: handedOverAt.toISOString() };
}
