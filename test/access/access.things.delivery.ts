import { newId, sql } from '@pakashop/platform';
import { confirmation, Depot, HERE } from '../../libs/backend/delivery/delivery.depot.fixtures.js';
import { fleetAgent, holding, soloAgent } from '../../libs/backend/delivery/delivery.fixtures.js';
import { DeliveryMaking } from '../../libs/backend/delivery/delivery.making.js';
import { Pins } from '../../libs/backend/delivery/delivery.pins.js';
import type { DeliveryStage } from '../../libs/backend/delivery/delivery.states.rules.js';
import type { ShopOrderRef } from '../../libs/backend/orders/orders.events.js';
import { everybodys, type Maker, type Params, THEIRS } from './access.makers.js';
import type { Caller } from './access.people.js';
import type { Things } from './access.things.js';

interface Carrier {
  readonly agentId: string;
  readonly fleetId?: string;
}

/** Makes the delivery of a packed shop order, and brings it so far. */
export async function carry(
  { db, market }: Things,
  packed: ShopOrderRef,
  to: DeliveryStage,
  carrier?: Carrier,
): Promise<{ id: string; shopOrderId: string }> {
  const { shopOrderId } = packed;
  const isUnderWay = !['WAITING', 'OFFERED', 'ASSIGNED'].includes(to);
  return db.transaction(async (tx) => {
    await market.app.get(DeliveryMaking).begin(tx, { id: newId(), payload: packed });
    if (isUnderWay) {
      await tx.execute(sql`UPDATE backend.shop_orders SET status = 'OUT_FOR_DELIVERY' WHERE id = ${shopOrderId}`);
    }
    return tx.one(sql`
      UPDATE backend.deliveries SET state = ${to}, agent_id = ${carrier?.agentId ?? null}, look_at = NULL,
        fleet_id = ${carrier?.fleetId ?? null}, assigned_at = CASE WHEN ${carrier !== undefined} THEN now() END,
        picked_up_at = CASE WHEN ${isUnderWay} THEN now() END, attempts = ${to === 'FAILED' ? 1 : 0}
      WHERE shop_order_id = ${shopOrderId} RETURNING id, shop_order_id AS "shopOrderId"`);
  });
}

/** A delivery of something that somebody has bought somewhere. */
const delivery = async (things: Things, to: DeliveryStage, carrier?: Carrier) =>
  carry(things, await new Depot(things.market.app).packed({ pay: THEIRS }), to, carrier);

/** In the hands of an agent. */
const carried =
  (to: DeliveryStage): Maker =>
  async (things, { agentId }) => {
    if (!agentId) return undefined;
    const { id, shopOrderId } = await delivery(things, to, { agentId });
    const pins = things.market.app.get(Pins);
    return { id, shopOrderId, pin: pins.of({ shopOrderId, pinKey: pins.keyId, pinIssue: 1 }) };
  };

const onDuty = (things: Things, agent: Caller) =>
  things.call(agent, 'PUT', '/delivery/agent/duty', { onDuty: true, ...HERE });

/** What waits where the agent is on duty, or is offered to them. */
const open =
  (isOffered: boolean): Maker =>
  async (things, agent) => {
    const { agentId } = agent;
    if (!agentId) return undefined;
    await onDuty(things, agent);
    const { id } = await delivery(things, isOffered ? 'OFFERED' : 'WAITING');
    if (isOffered) {
      await things.db.execute(sql`
        INSERT INTO backend.delivery_offers (id, delivery_id, agent_id, distance_m, expires_at)
        VALUES (gen_random_uuid(), ${id}, ${agentId}, 100, now() + interval '10 minutes')`);
    }
    return { id };
  };

/** With an agent of the fleet, and another one who could have it. */
async function ofFleet(things: Things, { fleetId, userId }: Caller): Promise<Params | undefined> {
  if (!fleetId || !userId) return undefined;
  const fleet = { id: fleetId, manager: holding({ kind: 'person', userId }, ['fleets.write'], fleetId) };
  const [first, second] = [await agentOf(things, fleet), await agentOf(things, fleet)];
  const { id: deliveryId } = await delivery(things, 'ASSIGNED', { agentId: first, fleetId });
  return { id: fleetId, deliveryId, agentId: second };
}

async function agentOf({ around, db }: Things, fleet: Parameters<typeof fleetAgent>[1]): Promise<string> {
  const { userId } = await fleetAgent(around, fleet);
  return (await db.one<{ id: string }>(sql`SELECT id FROM backend.agents WHERE user_id = ${userId}`)).id;
}

/** Deliveries in the eyes of agents, fleets and staff. */
export const DELIVERIES = {
  waiting: open(false),
  offered: open(true),
  assigned: carried('ASSIGNED'),
  carried: carried('PICKED_UP'),
  failed: carried('FAILED'),
  fleetDelivery: ofFleet,
  anyDelivery: everybodys(async (things) => {
    const [mine, other] = [await soloAgent(things.around), await soloAgent(things.around)];
    return { id: (await delivery(things, 'ASSIGNED', mine)).id, agentId: other.agentId };
  }),
  /** One that was confirmed, with its proof. */
  anyProof: everybodys(async (things) => {
    const agent = await things.market.people.holder('DELIVERY_AGENT');
    const { id, shopOrderId, pin } = (await carried('PICKED_UP')(things, agent))!;
    await things.call(agent, 'POST', '/delivery/agent/confirm', confirmation(shopOrderId!, pin!));
    return { id: id! };
  }),
} satisfies Record<string, Maker>;
