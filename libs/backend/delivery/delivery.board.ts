import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, none, olderThan, sql, toPage, type Tx } from '@pakashop/platform';
import { ownAgent } from './delivery.agents.js';
import { Assignment } from './delivery.assignment.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { holdDelivery } from './delivery.held.js';
import { metresTo, type Whereabouts } from './delivery.near.js';
import { withdrawOffers } from './delivery.offers.js';
import type {
  AgentDeliveriesQuery,
  AgentDelivery,
  AgentDeliveryList,
  AvailableDelivery,
} from './delivery.rounds.dto.js';
import { PICK_UP, ROUND, type RoundRow, roundView } from './delivery.rounds.view.js';
import { OVER } from './delivery.states.rules.js';

/** Deliveries that are looked through and that are shown. */
const LOOKED_THROUGH = 500;
const SHOWN = 50;

/** The agent's own deliveries and those offered to them: part of every query. */
export const ofAgent = ({ userId }: Actor) => sql`(
  EXISTS (SELECT FROM backend.agents a WHERE a.id = d.agent_id AND a.user_id = ${userId})
  OR EXISTS (SELECT FROM backend.agents a WHERE a.id = f.agent_id AND a.user_id = ${userId}))`;

type WaitingRow = Pick<RoundRow, 'id' | 'pay' | 'currency' | 'pickUp' | 'createdAt'> & { readonly town: string };

/** What agents can take, and what they have taken. */
@Injectable()
export class Board {
  constructor(
    private readonly db: Database,
    private readonly assignment: Assignment,
  ) {}

  /** Deliveries that wait near the agent, the nearest first. @throws Problem delivery.no_agent */
  async available(actor: Actor): Promise<AvailableDelivery[]> {
    const agent = await this.db.maybe<Whereabouts & { provinces: string[] }>(sql`
      SELECT h.latitude, h.longitude, coalesce(r.areas, '[]') AS areas, coalesce(r.provinces, '{}') AS provinces
      FROM backend.agents a LEFT JOIN backend.agent_shifts h ON h.agent_id = a.id AND h.ended_at IS NULL
      LEFT JOIN LATERAL (
        SELECT json_agg(json_build_object('province', province, 'town', town, 'radiusKm', radius_km)) AS areas,
          array_agg(DISTINCT province) AS provinces FROM backend.agent_areas WHERE agent_id = a.id) r ON true
      WHERE ${ownAgent(actor)} AND a.status = 'ACTIVE'`);
    if (!agent) throw problems.noAgent('Only active agents see what waits.');
    const rows = await this.db.rows<WaitingRow>(sql`
      SELECT d.id, d.pay, d.currency, ${PICK_UP} AS "pickUp", o.town, d.created_at AS "createdAt"
      FROM backend.deliveries d JOIN backend.shops s ON s.id = d.shop_id JOIN backend.orders o ON o.id = d.order_id
      WHERE d.state = 'WAITING' AND s.province = ANY(${agent.provinces}) AND o.user_id IS DISTINCT FROM ${actor.userId}
      ORDER BY d.id LIMIT ${LOOKED_THROUGH}`);
    return rows
      .flatMap((row) => {
        const distanceM = metresTo(row.pickUp, agent);
        return distanceM === undefined ? [] : [waitingView(row, distanceM)];
      })
      .toSorted((a, b) => a.distanceM - b.distanceM)
      .slice(0, SHOWN);
  }

  /** The newest first. */
  async mine(actor: Actor, { which, limit, cursor }: AgentDeliveriesQuery): Promise<AgentDeliveryList> {
    const over = which === 'OVER' ? sql`AND d.state = ANY(${OVER})` : sql`AND d.state <> ALL(${OVER})`;
    const rows = await this.db.rows<RoundRow>(sql`
      ${ROUND} WHERE ${ofAgent(actor)} ${which ? over : none} ${olderThan(cursor, sql`d.id`)}
      ORDER BY d.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], roundView);
  }

  /** @throws Problem delivery.not_found */
  async one(actor: Actor, id: string): Promise<AgentDelivery> {
    const row = await this.db.maybe<RoundRow>(sql`${ROUND} WHERE d.id = ${id} AND ${ofAgent(actor)}`);
    if (!row) throw noDelivery();
    return roundView(row);
  }

  /**
   * Takes a delivery that waits, or that is offered to the agent. Of several who do so at once one gets it.
   *
   * @throws Problem delivery.no_agent, delivery.not_active, delivery.off_duty, delivery.full, delivery.not_found,
   * delivery.taken
   */
  async claim(actor: Actor, id: string, claim: Claim): Promise<AgentDelivery> {
    return this.db.transaction(async (tx) => {
      const agent = await this.assignment.holdFreeAgent(tx, ownAgent(actor), true);
      const delivery = await holdDelivery(tx, sql`d.id = ${id} AND (d.state = 'WAITING' OR d.agent_id = ${agent.id})`);
      if (!delivery) throw problems.taken('Somebody else has it, or it is over.');
      if (delivery.agentId !== agent.id) {
        await this.assignment.give(tx, delivery, agent, { cause: 'claimed', from: ['WAITING'] });
      }
      return answerRound(tx, id, claim);
    });
  }

  /** @throws Problem as {@link claim} does, and delivery.offer_over */
  async accept(actor: Actor, id: string, claim: Claim): Promise<AgentDelivery> {
    return this.db.transaction(async (tx) => {
      const agent = await this.assignment.holdFreeAgent(tx, ownAgent(actor), true);
      const delivery = await holdDelivery(tx, sql`d.id = ${id}`);
      const offer = await tx.maybe(sql`
        SELECT FROM backend.delivery_offers
        WHERE delivery_id = ${id} AND agent_id = ${agent.id} AND state = 'OPEN' AND expires_at > now()`);
      if (!delivery || !offer) throw problems.offerOver('It was not offered to you, or its time is over.');
      await this.assignment.give(tx, delivery, agent, { cause: 'offer accepted', from: ['OFFERED'] });
      return answerRound(tx, id, claim);
    });
  }

  /** The next agent is asked at once. @throws Problem delivery.offer_over */
  async decline(actor: Actor, id: string): Promise<void> {
    const declined = await this.db.transaction(async (tx) =>
      withdrawOffers(
        tx,
        sql`o.delivery_id = ${id}
          AND o.agent_id IN (SELECT a.id FROM backend.agents a WHERE a.user_id = ${actor.userId})`,
        'DECLINED',
      ),
    );
    if (declined === 0) throw problems.offerOver('It was not offered to you, or the offer has ended.');
  }
}

/** Answers the delivery as its agent sees it, in the transaction that changed it. */
export async function answerRound(tx: Tx, id: string, claim: Claim): Promise<AgentDelivery> {
  const view = roundView(await tx.one<RoundRow>(sql`${ROUND} WHERE d.id = ${id}`));
  await claim.answer(tx, 200, view);
  return view;
}

const waitingView = ({ id, pay, currency, pickUp, town, createdAt }: WaitingRow, distanceM: number) => ({
  id,
  pay: { amount: pay, currency },
  pickUp,
  destinationTown: town,
  distanceM,
  createdAt: createdAt.toISOString(),
});

export const noDelivery = () => problems.noDelivery('GET /delivery/agent/deliveries lists yours.');
