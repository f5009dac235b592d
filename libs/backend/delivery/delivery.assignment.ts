import { Inject, Injectable } from '@nestjs/common';
import { sql, type Sql, type Tx } from '@pakashop/platform';
import { DeliveryConfig } from './delivery.config.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { type HeldDelivery, stepDelivery } from './delivery.held.js';
import { DeliveryNotices } from './delivery.notices.js';
import { type DeliveryStage, IN_HAND } from './delivery.states.rules.js';
import { holdAgent, type HeldAgent } from './delivery.steps.js';

interface Reasons {
  readonly cause: string;
  /** States from which the delivery may be given; what is in another agent's hands is only for those who say so. */
  readonly from: readonly DeliveryStage[];
}

/** Puts deliveries into the hands of agents, and takes them out again. */
@Injectable()
export class Assignment {
  constructor(
    @Inject(DeliveryConfig) private readonly config: DeliveryConfig,
    private readonly notices: DeliveryNotices,
  ) {}

  /**
   * Holds an agent who may take one more delivery at this moment. Whoever gives agents work holds them first, so that
   * two deliveries at once do not exceed what an agent can carry.
   *
   * @param where a condition over the agent `a`
   * @param needsDuty false for staff and fleets, who know what they do
   * @throws Problem delivery.no_agent, delivery.not_active, delivery.off_duty, delivery.full
   */
  async holdFreeAgent(tx: Tx, where: Sql, needsDuty: boolean): Promise<HeldAgent> {
    const agent = await holdAgent(tx, where);
    if (!agent) throw problems.noAgent('No agent that you may give work has this id.');
    const { isOnDuty, inHand, isFleetActive } = await workOf(tx, agent);
    if (agent.status !== 'ACTIVE' || !isFleetActive) throw problems.notActive('No work for now.');
    if (needsDuty && !isOnDuty) throw problems.offDuty('Go on duty first by PUT /delivery/agent/duty.');
    const { DELIVERY_CAPACITY: most } = this.config;
    if (inHand >= most) throw problems.full(`An agent has at most ${most} deliveries in hand.`);
    return agent;
  }

  /** Holds an agent on duty who can be asked: what was offered to them and not answered counts as in hand. */
  async findFreeAgent(tx: Tx, where: Sql): Promise<HeldAgent | undefined> {
    const agent = await holdAgent(tx, where);
    if (agent?.status !== 'ACTIVE') return undefined;
    const { isOnDuty, inHand, offered, isFleetActive } = await workOf(tx, agent);
    return isOnDuty && isFleetActive && inHand + offered < this.config.DELIVERY_CAPACITY ? agent : undefined;
  }

  /**
   * Gives a delivery that the transaction holds to an agent that it holds. Whoever was asked or had it before loses it.
   *
   * @throws Problem delivery.taken, delivery.wrong_state, delivery.own_goods
   */
  async give(tx: Tx, delivery: HeldDelivery, agent: HeldAgent, { cause, from }: Reasons): Promise<void> {
    if (!from.includes(delivery.state)) throw problems.taken(`The delivery is ${delivery.state}.`);
    assertAtShop(delivery);
    await assertNotOwn(tx, delivery, agent);
    await tx.execute(sql`
      UPDATE backend.delivery_offers
      SET state = CASE WHEN agent_id = ${agent.id} THEN 'ACCEPTED' ELSE 'WITHDRAWN' END, closed_at = now()
      WHERE delivery_id = ${delivery.id} AND state = 'OPEN'`);
    const set = sql`agent_id = ${agent.id}, fleet_id = ${agent.fleetId}, assigned_at = now(), look_at = NULL`;
    await stepDelivery(tx, delivery.id, 'assign', { cause, set });
  }

  /** Tells an agent to whom somebody else gave a delivery. */
  tell(tx: Tx, delivery: HeldDelivery, agent: HeldAgent): Promise<void> {
    return this.notices.tellAssigned(tx, delivery.id, agent);
  }

  /**
   * Takes a delivery back before it was picked up. Others can claim it; the next agent is looked for at once.
   *
   * @throws Problem delivery.wrong_state
   */
  async take(tx: Tx, delivery: HeldDelivery, cause: string): Promise<void> {
    const { id, state } = delivery;
    assertAtShop(delivery);
    const set = sql`agent_id = NULL, fleet_id = NULL, assigned_at = NULL, look_at = now()`;
    const taken = await stepDelivery(tx, id, 'unassign', { cause, set });
    if (!taken) throw problems.wrongState(`The delivery is ${state}.`);
  }
}

/** What the shop has given out of hand is with the agent, who says so by picking it up. */
function assertAtShop({ handedOverAt }: HeldDelivery): void {
  if (handedOverAt) throw problems.wrongState('The shop has given the goods to the agent.');
}

/** Whoever knows the PIN must not be the one who asks for it. */
async function assertNotOwn(tx: Tx, { orderId }: HeldDelivery, { userId }: HeldAgent): Promise<void> {
  const own = await tx.maybe(sql`SELECT FROM backend.orders WHERE id = ${orderId} AND user_id = ${userId}`);
  if (own) throw problems.ownGoods('Somebody else brings what the agent has bought.');
}

const workOf = (tx: Tx, { id, fleetId }: HeldAgent) =>
  tx.one<{ isOnDuty: boolean; isFleetActive: boolean; inHand: number; offered: number }>(sql`
    SELECT EXISTS (SELECT FROM backend.agent_shifts s WHERE s.agent_id = ${id} AND s.ended_at IS NULL) AS "isOnDuty",
      ${fleetId}::uuid IS NULL
        OR EXISTS (SELECT FROM backend.fleets f WHERE f.id = ${fleetId} AND f.status = 'ACTIVE') AS "isFleetActive",
      (SELECT count(*) FROM backend.deliveries d WHERE d.agent_id = ${id} AND d.state = ANY(${IN_HAND})) AS "inHand",
      (SELECT count(*) FROM backend.delivery_offers o WHERE o.agent_id = ${id} AND o.state = 'OPEN') AS offered`);
