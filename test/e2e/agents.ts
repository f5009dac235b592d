import { randomUUID } from 'node:crypto';
import type { Marketplace } from './marketplace.js';
import type { Insider } from './people.js';

export interface Agent extends Insider {
  readonly agentId: string;
}

/** A fleet and the invitation to it that somebody has accepted. */
const INVITED = `
  WITH fleet AS (
    INSERT INTO backend.fleets (id, name, registered_name, tpin, pacra, province, town, landmark, vehicles)
    VALUES ($2, 'Kafue Riders', 'Kafue Riders Ltd', 'v1.none', 'v1.none', 'Lusaka', 'Lusaka', 'behind the market', 1)
    ON CONFLICT DO NOTHING)
  INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id, granted_by)
  VALUES (gen_random_uuid(), $1, 'DELIVERY_AGENT', 'fleet', $2, 'system:test')`;

/** What the approval of an application writes, without the application. */
const ALONE = `
  WITH agent AS (
    UPDATE backend.agents SET status = 'ACTIVE', fleet_id = NULL, moves = 2 WHERE user_id = $1 RETURNING id),
  role AS (UPDATE backend.role_grants SET scope = 'platform', scope_id = NULL WHERE user_id = $1 AND scope = 'fleet'),
  history AS (
    INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
    SELECT 'agent', id, 2, 'PENDING', 'ACTIVE', 'approved', 'system:test' FROM agent)
  SELECT id FROM agent`;

/** Hires somebody who delivers alone, everywhere around Lusaka and Kitwe, and is on duty. */
export async function hireAgent(market: Marketplace, name: string, phone: string): Promise<Agent> {
  const fleetId = randomUUID();
  const agent = await market.people.hired(name, 'agent', (userId) => market.db.query(INVITED, [userId, fleetId]));
  const nrc = `${phone.slice(-6)}/11/1`;
  await agent.client.put('/delivery/agent', {
    body: { fleetId, legalName: name, nrc, phone, vehicle: 'BICYCLE' },
  });
  const { id: agentId } = await market.row<{ id: string }>(ALONE, agent.id);
  await agent.client.put('/delivery/agent/areas', {
    body: {
      areas: [
        { province: 'Lusaka', town: 'Lusaka', radiusKm: 50 },
        { province: 'Copperbelt', town: 'Kitwe', radiusKm: 50 },
      ],
    },
  });
  return { ...agent, agentId };
}
