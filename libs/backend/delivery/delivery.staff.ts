import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  type Claim,
  Database,
  none,
  olderThan,
  type Page,
  sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { move } from '../transitions.js';
import { AGENT, type AgentRow, AgentViews } from './delivery.agents.view.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { FLEET, type FleetRow, Fleets, holdAsStaff } from './delivery.fleets.js';
import { DeliveryNotices } from './delivery.notices.js';
import type { DeliveryState } from './delivery.rules.js';
import { AgentSteps, endShifts, type HeldAgent, holdAgent } from './delivery.steps.js';
import type { AgentView, FleetView, StaffAgentsQuery, StaffFleetsQuery } from './delivery.view.dto.js';

interface FleetDecision {
  readonly act: 'fleet_suspended' | 'fleet_reinstated';
  readonly from: DeliveryState;
  readonly to: DeliveryState;
  readonly why: string;
  readonly refusal: typeof problems.notActive;
}

/** What the staff sees of agents and fleets, and decides about them. */
@Injectable()
export class DeliveryStaff {
  constructor(
    private readonly db: Database,
    private readonly views: AgentViews,
    private readonly fleetViews: Fleets,
    private readonly steps: AgentSteps,
    private readonly notices: DeliveryNotices,
  ) {}

  /** The newest first. */
  async agents({ status, fleetId, limit, cursor }: StaffAgentsQuery): Promise<Page<AgentView>> {
    const rows = await this.db.rows<AgentRow>(sql`
      SELECT ${AGENT} FROM backend.agents a WHERE true ${status ? sql`AND a.status = ${status}` : none}
        ${fleetId ? sql`AND a.fleet_id = ${fleetId}` : none} ${olderThan(cursor, sql`a.id`)}
      ORDER BY a.id DESC LIMIT ${limit + 1}`);
    const { data, nextCursor } = toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => this.views.show(row),
    );
    return { data: await Promise.all(data), nextCursor };
  }

  /** The newest first. */
  async fleets({ status, limit, cursor }: StaffFleetsQuery): Promise<Page<FleetView>> {
    const rows = await this.db.rows<FleetRow>(sql`
      SELECT ${FLEET} FROM backend.fleets f WHERE true ${status ? sql`AND f.status = ${status}` : none}
        ${olderThan(cursor, sql`f.id`)} ORDER BY f.id DESC LIMIT ${limit + 1}`);
    const { data, nextCursor } = toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => this.fleetViews.show(row),
    );
    return { data: await Promise.all(data), nextCursor };
  }

  /** @throws Problem delivery.no_agent, delivery.own, delivery.not_active */
  suspendAgent(actor: Actor, id: string, why: string, claim: Claim): Promise<AgentView> {
    return this.decide(actor, id, claim, (tx, agent) => this.steps.suspend(tx, agent, 'STAFF', why));
  }

  /** @throws Problem delivery.no_agent, delivery.own, delivery.not_suspended */
  reinstateAgent(actor: Actor, id: string, why: string, claim: Claim): Promise<AgentView> {
    return this.decide(actor, id, claim, (tx, agent) => this.steps.reinstate(tx, agent, 'STAFF', why));
  }

  /** Its agents go off duty. @throws Problem delivery.no_fleet, delivery.own, delivery.not_active */
  suspendFleet(actor: Actor, id: string, why: string, claim: Claim): Promise<FleetView> {
    const refusal = problems.notActive;
    return this.turn(actor, id, { act: 'fleet_suspended', from: 'ACTIVE', to: 'SUSPENDED', why, refusal }, claim);
  }

  /** @throws Problem delivery.no_fleet, delivery.own, delivery.not_suspended */
  reinstateFleet(actor: Actor, id: string, why: string, claim: Claim): Promise<FleetView> {
    const refusal = problems.notSuspended;
    return this.turn(actor, id, { act: 'fleet_reinstated', from: 'SUSPENDED', to: 'ACTIVE', why, refusal }, claim);
  }

  private decide(
    { userId }: Actor,
    id: string,
    claim: Claim,
    step: (tx: Tx, agent: HeldAgent) => Promise<void>,
  ): Promise<AgentView> {
    return this.db.transaction(async (tx) => {
      const agent = await holdAgent(tx, sql`a.id = ${id}`);
      if (!agent) throw problems.noAgent('GET /staff/agents lists them all.');
      if (agent.userId === userId) throw problems.ownCase('Somebody else has to do this.');
      await step(tx, agent);
      const view = await this.views.read(tx, sql`a.id = ${id}`);
      await claim.answer(tx, 200, view);
      return view;
    });
  }

  private turn(actor: Actor, id: string, decision: FleetDecision, claim: Claim): Promise<FleetView> {
    const { act, from, to, why, refusal } = decision;
    return this.db.transaction(async (tx) => {
      const status = await holdAsStaff(tx, actor, id);
      if (!(await move(tx, { machine: 'fleet', id, from: [from], to, cause: act }))) throw refusal(`It is ${status}.`);
      if (to === 'SUSPENDED') await endShifts(tx, 'STAFF', sql`a.fleet_id = ${id}`);
      await audit(tx, { act, subject: 'fleet', subjectId: id, before: { status: from }, after: { status: to }, why });
      await this.notices.tellFleet(tx, act, id);
      const view = await this.fleetViews.read(tx, id);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}
