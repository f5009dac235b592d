import { Injectable } from '@nestjs/common';
import { type Actor, type Claim, Database, sql, type Tx } from '@pakashop/platform';
import type { Role } from '../auth/auth.permissions.js';
import { Grants } from '../users/users.grants.js';
import type { InvitationView } from '../users/users.invitations.dto.js';
import { Invitations } from '../users/users.invitations.js';
import { AGENT, type AgentRow, AgentViews } from './delivery.agents.view.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { holdOpen, holdRun, noFleet, runBy } from './delivery.fleets.js';
import { AgentSteps, type HeldAgent, holdAgent } from './delivery.steps.js';
import type { InviteToFleet } from './delivery.team.dto.js';
import type { AgentView, FleetMember } from './delivery.view.dto.js';

type MemberRow = Readonly<{ userId: string; name: string; role: Role; since: Date }>;
type GrantRef = Readonly<{ id: string; userId: string; role: Role }>;

/** Who works in a fleet, in the hands of those who run it. */
@Injectable()
export class FleetTeams {
  constructor(
    private readonly db: Database,
    private readonly views: AgentViews,
    private readonly steps: AgentSteps,
    private readonly grants: Grants,
    private readonly invitations: Invitations,
  ) {}

  /** Everybody who holds a role in the fleet. @throws Problem delivery.no_fleet */
  async members(actor: Actor, fleetId: string): Promise<FleetMember[]> {
    await this.assertRun(actor, fleetId);
    const [members, agents] = await Promise.all([
      this.db.rows<MemberRow>(sql`
        SELECT g.user_id AS "userId", u.name, g.role, g.created_at AS since
        FROM backend.role_grants g JOIN backend.users u ON u.id = g.user_id
        WHERE g.scope = 'fleet' AND g.scope_id = ${fleetId} AND g.revoked_at IS NULL ORDER BY g.created_at, g.id`),
      this.db.rows<AgentRow>(
        sql`SELECT ${AGENT} FROM backend.agents a WHERE a.fleet_id = ${fleetId} AND a.status <> 'CLOSED'`,
      ),
    ]);
    const views = new Map(
      await Promise.all(agents.map(async (agent) => [agent.userId, await this.views.show(agent)] as const)),
    );
    return members.map(({ since, ...member }) => ({
      ...member,
      since: since.toISOString(),
      agent: member.role === 'DELIVERY_AGENT' ? (views.get(member.userId) ?? null) : null,
    }));
  }

  /** @throws Problem delivery.no_fleet */
  async invited(actor: Actor, fleetId: string): Promise<InvitationView[]> {
    await this.assertRun(actor, fleetId);
    return this.invitations.open({ scope: 'fleet', scopeId: fleetId });
  }

  /** @throws Problem delivery.no_fleet, delivery.fleet_closed, VAL_001, VAL_002, RATE_001 */
  async invite(
    actor: Actor,
    fleetId: string,
    { role, ...contact }: InviteToFleet,
    claim: Claim,
  ): Promise<InvitationView> {
    const draft = await this.invitations.draft(contact);
    return this.db.transaction(async (tx) => {
      await holdOpen(tx, actor, fleetId);
      const view = await this.invitations.issue(tx, actor, draft, { role, scope: 'fleet', scopeId: fleetId });
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /** @throws Problem delivery.no_fleet, users.invitation_unknown */
  async withdraw(actor: Actor, fleetId: string, invitationId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await holdRun(tx, actor, fleetId);
      await this.invitations.withdraw(tx, { scope: 'fleet', scopeId: fleetId }, invitationId);
    });
  }

  /** @throws Problem delivery.no_fleet, delivery.fleet_closed, delivery.no_member, delivery.not_pending */
  admit(actor: Actor, fleetId: string, userId: string): Promise<AgentView> {
    return this.decide(actor, fleetId, userId, (tx, agent) => this.steps.admit(tx, agent));
  }

  /** @throws Problem delivery.no_fleet, delivery.fleet_closed, delivery.no_member, delivery.not_active */
  suspend(actor: Actor, fleetId: string, userId: string, why: string): Promise<AgentView> {
    return this.decide(actor, fleetId, userId, (tx, agent) => this.steps.suspend(tx, agent, 'FLEET', why));
  }

  /** @throws Problem delivery.no_fleet, delivery.fleet_closed, delivery.no_member, delivery.not_suspended */
  reinstate(actor: Actor, fleetId: string, userId: string, why: string): Promise<AgentView> {
    return this.decide(actor, fleetId, userId, (tx, agent) => this.steps.reinstate(tx, agent, 'FLEET', why));
  }

  /**
   * Takes somebody's roles in the fleet and ends what they are there; their access tokens end.
   *
   * @throws Problem delivery.no_fleet, delivery.no_member, delivery.last_manager
   */
  async remove(actor: Actor, fleetId: string, userId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await holdRun(tx, actor, fleetId);
      const team = await tx.rows<GrantRef>(sql`
        SELECT id, user_id AS "userId", role FROM backend.role_grants
        WHERE scope = 'fleet' AND scope_id = ${fleetId} AND revoked_at IS NULL`);
      const theirs = team.filter((grant) => grant.userId === userId);
      if (theirs.length === 0) throw noMember();
      const managerStays = team.some((grant) => grant.userId !== userId && grant.role === 'FLEET_MANAGER');
      if (!managerStays) throw problems.lastManager('Invite another manager first.');
      for (const { id } of theirs) await this.grants.revoke(tx, userId, id);
      const agent = await holdMember(tx, fleetId, userId);
      if (agent) await this.steps.close(tx, agent, 'FLEET');
      await this.invitations.withdrawAllBy(tx, { scope: 'fleet', scopeId: fleetId }, userId);
      await tx.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${userId}`);
    });
  }

  private decide(
    actor: Actor,
    fleetId: string,
    userId: string,
    step: (tx: Tx, agent: HeldAgent) => Promise<void>,
  ): Promise<AgentView> {
    return this.db.transaction(async (tx) => {
      await holdOpen(tx, actor, fleetId);
      const agent = await holdMember(tx, fleetId, userId);
      if (!agent) throw noMember();
      await step(tx, agent);
      return this.views.read(tx, sql`a.id = ${agent.id}`);
    });
  }

  private async assertRun(actor: Actor, fleetId: string): Promise<void> {
    const run = await this.db.maybe(sql`SELECT FROM backend.fleets f WHERE f.id = ${fleetId} AND ${runBy(actor)}`);
    if (!run) throw noFleet();
  }
}

const holdMember = (tx: Tx, fleetId: string, userId: string) =>
  holdAgent(tx, sql`a.fleet_id = ${fleetId} AND a.user_id = ${userId} AND a.status <> 'CLOSED'`);

const noMember = () => problems.noMember('GET the team for those who do, and who has said who they are.');
