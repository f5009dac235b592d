import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  type Claim,
  Database,
  none,
  olderThan,
  sql,
  type Sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { isParty } from '../parties.js';
import { Assignment } from './delivery.assignment.js';
import type {
  AssignDelivery,
  DeliveriesQuery,
  DeliveryList,
  DeliveryView,
  FleetDeliveriesQuery,
} from './delivery.deliveries.dto.js';
import { DELIVERY, type DeliveryRow, deliveryView } from './delivery.deliveries.view.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { runBy } from './delivery.fleets.js';
import { type HeldDelivery, holdDelivery } from './delivery.held.js';
import { DeliveryLetters } from './delivery.letters.js';
import { OVER } from './delivery.states.rules.js';

/** Deliveries in the hands of staff, and of those who run fleets. */
@Injectable()
export class DeliveryDesk {
  constructor(
    private readonly db: Database,
    private readonly assignment: Assignment,
    private readonly letters: DeliveryLetters,
  ) {}

  /** All of them, the newest first. */
  list({ state, agentId, shopId, flagged, ...page }: DeliveriesQuery): Promise<DeliveryList> {
    const where = sql`true ${state ? sql`AND d.state = ${state}` : none} ${agentId ? sql`AND d.agent_id = ${agentId}` : none}
      ${shopId ? sql`AND d.shop_id = ${shopId}` : none} ${flagged ? sql`AND cardinality(array_remove(e.flags, 'UNLOCATED')) > 0` : none}`;
    return this.page(where, page);
  }

  /** Those of a fleet, the newest first; those of a fleet that the caller does not run are none. */
  ofFleet(actor: Actor, fleetId: string, { state, ...page }: FleetDeliveriesQuery): Promise<DeliveryList> {
    const where = sql`d.fleet_id = ${fleetId} ${state ? sql`AND d.state = ${state}` : none}
      AND EXISTS (SELECT FROM backend.fleets f WHERE f.id = d.fleet_id AND ${runBy(actor)})`;
    return this.page(where, page);
  }

  /** @throws Problem delivery.not_found */
  async one(id: string): Promise<DeliveryView> {
    const row = await this.db.maybe<DeliveryRow>(sql`${DELIVERY} WHERE d.id = ${id}`);
    if (!row) throw noDelivery();
    return deliveryView(row);
  }

  /**
   * Gives a delivery to an agent, or to another one, before it is picked up.
   *
   * @throws Problem delivery.not_found, delivery.no_agent, delivery.not_active, delivery.full, delivery.taken
   */
  assign(id: string, input: AssignDelivery, claim: Claim): Promise<DeliveryView> {
    return this.give(id, input, { agents: sql`true`, deliveries: sql`true` }, claim);
  }

  /** Gives a delivery of the fleet to another of its agents. @throws Problem as {@link assign} does */
  assignWithin(actor: Actor, fleetId: string, id: string, input: AssignDelivery, claim: Claim): Promise<DeliveryView> {
    const run = (fleet: Sql) => sql`${fleet} = ${fleetId} AND EXISTS (
      SELECT FROM backend.fleets f WHERE f.id = ${fleetId} AND ${runBy(actor)})`;
    return this.give(id, input, { agents: run(sql`a.fleet_id`), deliveries: run(sql`d.fleet_id`) }, claim);
  }

  /** Takes a delivery from its agent before it is picked up. @throws Problem delivery.not_found, delivery.wrong_state */
  unassign(id: string, why: string, claim: Claim): Promise<DeliveryView> {
    return this.change(id, claim, async (tx, delivery) => {
      await this.assignment.take(tx, delivery, 'taken back');
      const { agentId } = delivery;
      await audit(tx, { act: 'delivery_unassigned', subject: 'delivery', subjectId: id, before: { agentId }, why });
    });
  }

  /**
   * Counts the tries of the PIN anew and makes another PIN: for a customer who is known to stand at the door.
   *
   * @throws Problem delivery.not_found, delivery.wrong_state, delivery.own for who bought, sells or carries the goods
   */
  resetPin(id: string, { actor, why }: { actor: Actor; why: string }, claim: Claim): Promise<DeliveryView> {
    return this.change(id, claim, async (tx, { state, pinTries, orderId, agentId }) => {
      if ((await isParty(tx, actor, orderId)) || (await isAgent(tx, actor, agentId))) {
        throw problems.ownCase('Somebody who has no part in it has to do this.');
      }
      if (OVER.includes(state)) throw problems.wrongState(`The delivery is ${state}.`);
      await tx.execute(sql`UPDATE backend.deliveries SET pin_tries = 0, pin_issue = pin_issue + 1 WHERE id = ${id}`);
      if (state === 'PICKED_UP') await this.letters.sendPin(tx, id);
      const [before, after] = [{ pinTries }, { pinTries: 0 }];
      await audit(tx, { act: 'delivery_pin_reset', subject: 'delivery', subjectId: id, before, after, why });
    });
  }

  private give(
    id: string,
    { agentId, reason }: AssignDelivery,
    scope: { agents: Sql; deliveries: Sql },
    claim: Claim,
  ): Promise<DeliveryView> {
    return this.db.transaction(async (tx) => {
      const agent = await this.assignment.holdFreeAgent(tx, sql`a.id = ${agentId} AND ${scope.agents}`, false);
      const delivery = await holdDelivery(tx, sql`d.id = ${id} AND ${scope.deliveries}`);
      if (!delivery) throw noDelivery();
      await this.assignment.give(tx, delivery, agent, { cause: 'assigned', from: ['WAITING', 'OFFERED', 'ASSIGNED'] });
      await this.assignment.tell(tx, delivery, agent);
      const [before, after] = [{ agentId: delivery.agentId }, { agentId }];
      await audit(tx, { act: 'delivery_assigned', subject: 'delivery', subjectId: id, before, after, why: reason });
      return answerView(tx, id, claim);
    });
  }

  private change(
    id: string,
    claim: Claim,
    work: (tx: Tx, delivery: HeldDelivery) => Promise<void>,
  ): Promise<DeliveryView> {
    return this.db.transaction(async (tx) => {
      const delivery = await holdDelivery(tx, sql`d.id = ${id}`);
      if (!delivery) throw noDelivery();
      await work(tx, delivery);
      return answerView(tx, id, claim);
    });
  }

  private async page(where: Sql, { limit, cursor }: { limit: number; cursor?: string }): Promise<DeliveryList> {
    const rows = await this.db.rows<DeliveryRow>(sql`
      ${DELIVERY} WHERE ${where} ${olderThan(cursor, sql`d.id`)} ORDER BY d.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], deliveryView);
  }
}

async function isAgent(tx: Tx, { userId }: Actor, agentId: string | null): Promise<boolean> {
  const agent = await tx.maybe<object>(sql`
    SELECT FROM backend.agents a WHERE a.id = ${agentId} AND a.user_id = ${userId}`);
  return agent !== undefined;
}

async function answerView(tx: Tx, id: string, claim: Claim): Promise<DeliveryView> {
  const view = deliveryView(await tx.one<DeliveryRow>(sql`${DELIVERY} WHERE d.id = ${id}`));
  await claim.answer(tx, 200, view);
  return view;
}

const noDelivery = () => problems.noDelivery('GET the list of deliveries for those there are.');
