import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { Invitations } from '../users/users.invitations.js';
import { DeliveryNotices } from './delivery.notices.js';
import type { Authority } from './delivery.rules.js';
import { AgentSteps, holdAgents } from './delivery.steps.js';

/** Lets go of everybody who delivers for a fleet, or was asked to. */
@Injectable()
export class FleetRelease {
  constructor(
    private readonly steps: AgentSteps,
    private readonly grants: Grants,
    private readonly invitations: Invitations,
    private readonly notices: DeliveryNotices,
  ) {}

  /**
   * Ends the agents of a fleet that the transaction holds, and takes the roles also of those who never said who they are;
   * their access tokens end.
   *
   * @returns how many agents there were
   * @throws Problem delivery.has_goods
   */
  async release(tx: Tx, fleetId: string, by: Authority): Promise<number> {
    await this.invitations.withdrawAll(tx, { scope: 'fleet', scopeId: fleetId });
    const agents = await holdAgents(tx, sql`a.fleet_id = ${fleetId} AND a.status <> 'CLOSED'`);
    for (const agent of agents) {
      await this.steps.close(tx, agent, by);
      await this.notices.tellAgent(tx, 'agent_released', agent);
    }
    const held = await tx.rows<{ id: string; userId: string }>(sql`
      SELECT id, user_id AS "userId" FROM backend.role_grants
      WHERE scope = 'fleet' AND scope_id = ${fleetId} AND role = 'DELIVERY_AGENT' AND revoked_at IS NULL ORDER BY id`);
    for (const { id, userId } of held) await this.grants.revoke(tx, userId, id);
    const people = held.map(({ userId }) => userId);
    await tx.execute(sql`
      UPDATE backend.users SET session_version = session_version + 1 WHERE id = ANY(${people}::uuid[])`);
    return agents.length;
  }
}
