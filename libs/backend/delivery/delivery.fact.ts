import { sql, type Tx } from '@pakashop/platform';
import type { DeliveryFact, ShopClass } from './delivery.events.js';

interface FactRow extends Omit<DeliveryFact, 'agentPay' | 'fleetId' | 'at' | 'shopClass'> {
  readonly fleetId: string | null;
  readonly shopClass: ShopClass;
  readonly pay: number;
  readonly currency: 'ZMW';
  readonly at: Date;
}

/**
 * What is told of a delivery that is over, by the server's clock.
 *
 * @param isPaid whether it has earned its pay
 */
export async function deliveryFact(tx: Tx, deliveryId: string, isPaid = true): Promise<DeliveryFact> {
  const { pay, currency, fleetId, at, ...fact } = await tx.one<FactRow>(sql`
    SELECT d.id AS "deliveryId", d.shop_order_id AS "shopOrderId", d.order_id AS "orderId", d.shop_id AS "shopId",
      s.class AS "shopClass", d.agent_id AS "agentId", a.user_id AS "agentUserId", d.fleet_id AS "fleetId", d.pay,
      d.currency, coalesce(d.delivered_at, now()) AS at
    FROM backend.deliveries d JOIN backend.shops s ON s.id = d.shop_id JOIN backend.agents a ON a.id = d.agent_id
    WHERE d.id = ${deliveryId}`);
  return {
    ...fact,
    ...(fleetId && { fleetId }),
    agentPay: { amount: isPaid ? pay : 0, currency },
    at: at.toISOString(),
  };
}
