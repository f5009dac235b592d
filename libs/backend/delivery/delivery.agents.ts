import { Injectable } from '@nestjs/common';
import { type Actor, Database, newId, sql, type Sql, type Tx } from '@pakashop/platform';
import { beginning } from '../transitions.js';
import { toPhone } from '../users/users.contacts.js';
import { Grants } from '../users/users.grants.js';
import { AgentViews } from './delivery.agents.view.js';
import { writeAreas } from './delivery.areas.js';
import type { AgentVehicle } from '../applications/applications.dto.js';
import type { AgentAreas, FleetAgentProfile } from './delivery.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { DeliveryNumbers } from './delivery.numbers.js';
import { AgentSteps, holdAgent, type HeldAgent } from './delivery.steps.js';
import type { AgentView } from './delivery.view.dto.js';

/** The one agent that a person is, as long as it is not closed. */
export const ownAgent = ({ userId }: Actor): Sql => sql`a.user_id = ${userId} AND a.status <> 'CLOSED'`;

/** Agents in their own hands. */
@Injectable()
export class Agents {
  constructor(
    private readonly db: Database,
    private readonly numbers: DeliveryNumbers,
    private readonly views: AgentViews,
    private readonly steps: AgentSteps,
    private readonly grants: Grants,
  ) {}

  /** @throws Problem NOT_FOUND for somebody who is none yet */
  read(actor: Actor): Promise<AgentView> {
    return this.views.read(this.db, ownAgent(actor));
  }

  /**
   * Says who somebody is whom a fleet invited, as long as the fleet has not admitted them.
   *
   * @throws Problem delivery.no_fleet without an accepted invitation, delivery.agent_exists, VAL_002
   */
  async introduce(actor: Actor, profile: FleetAgentProfile): Promise<AgentView> {
    const { fleetId, legalName, vehicle, plate, nrc, licence } = profile;
    const phone = toPhone(profile.phone);
    await this.db.transaction(async (tx) => {
      await assertInvited(tx, actor, fleetId);
      const known = await holdAgent(tx, ownAgent(actor));
      if (known && (known.status !== 'PENDING' || known.fleetId !== fleetId)) throw problems.agentExists(LEAVE_FIRST);
      const id = known?.id ?? newId();
      const sealed = await this.numbers.seal('agents', id, { nrc, phone, licence: licence ?? null });
      await tx.execute(sql`
        INSERT INTO backend.agents (id, user_id, fleet_id, status, legal_name, nrc, phone, licence, vehicle, plate)
        VALUES (${id}, ${actor.userId}, ${fleetId}, 'PENDING', ${legalName}, ${sealed.nrc}, ${sealed.phone},
                ${sealed.licence}, ${vehicle}, ${plate ?? null})
        ON CONFLICT (id) DO UPDATE SET legal_name = excluded.legal_name, nrc = excluded.nrc, phone = excluded.phone,
          licence = excluded.licence, vehicle = excluded.vehicle, plate = excluded.plate`);
      if (!known) await tx.execute(beginning([['agent', id]], 'PENDING', 'introduced'));
    });
    return this.read(actor);
  }

  /** @throws Problem delivery.no_agent */
  async changeVehicle(actor: Actor, { vehicle, plate, licence }: AgentVehicle): Promise<AgentView> {
    await this.change(actor, async (tx, { id }) => {
      const sealed = await this.numbers.seal('agents', id, { licence: licence ?? null });
      await tx.execute(sql`
        UPDATE backend.agents SET vehicle = ${vehicle}, plate = ${plate ?? null}, licence = ${sealed.licence}
        WHERE id = ${id}`);
    });
    return this.read(actor);
  }

  /** @throws Problem delivery.no_agent */
  async changeAreas(actor: Actor, { areas }: AgentAreas): Promise<AgentView> {
    await this.change(actor, (tx, { id }) => writeAreas(tx, id, areas));
    return this.read(actor);
  }

  /** Stops delivering for good: the role goes too, and access tokens end. @throws Problem delivery.no_agent */
  close(actor: Actor): Promise<void> {
    return this.change(actor, async (tx, agent) => {
      await this.steps.close(tx, agent, 'AGENT');
      const held = await this.grants.of(agent.userId, tx);
      const ended = held.filter(({ role, scopeId }) => role === 'DELIVERY_AGENT' && scopeId === agent.fleetId);
      for (const { id } of ended) await this.grants.revoke(tx, agent.userId, id);
      await tx.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${agent.userId}`);
    });
  }

  private change(actor: Actor, work: (tx: Tx, agent: HeldAgent) => Promise<void>): Promise<void> {
    return this.db.transaction(async (tx) => {
      const agent = await holdAgent(tx, ownAgent(actor));
      if (!agent) throw problems.noAgent('Apply as an agent, or say by PUT /delivery/agent who you are.');
      await work(tx, agent);
    });
  }
}

const LEAVE_FIRST = 'End what you are by POST /delivery/agent/close first; who was admitted changes nothing of this.';

/**
 * The fleet is locked, so that it is not closed meanwhile; and the person, so that they are not made an agent twice at
 * once.
 */
async function assertInvited(tx: Tx, { userId }: Actor, fleetId: string): Promise<void> {
  await tx.execute(sql`SELECT FROM backend.fleets WHERE id = ${fleetId} FOR SHARE`);
  await tx.execute(sql`SELECT FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
  const invited = await tx.maybe(sql`
    SELECT FROM backend.role_grants g JOIN backend.fleets f ON f.id = g.scope_id
    WHERE g.user_id = ${userId} AND g.role = 'DELIVERY_AGENT' AND g.scope = 'fleet' AND g.scope_id = ${fleetId}
      AND g.revoked_at IS NULL AND f.status <> 'CLOSED'`);
  if (!invited) throw problems.noFleet('No fleet with this id has invited you.');
}
