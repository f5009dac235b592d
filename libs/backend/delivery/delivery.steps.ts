import { Injectable } from '@nestjs/common';
import { audit, sql, type Sql, type Tx } from '@pakashop/platform';
import { move } from '../transitions.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { stepDelivery } from './delivery.held.js';
import { DeliveryNotices } from './delivery.notices.js';
import { withdrawOffers } from './delivery.offers.js';
import type { Authority, DeliveryState } from './delivery.rules.js';
import { type DeliveryStage, IN_HAND, WITH_GOODS } from './delivery.states.rules.js';

/** An agent that the running transaction holds: nobody else changes it meanwhile. */
export interface HeldAgent {
  readonly id: string;
  readonly userId: string;
  readonly fleetId: string | null;
  readonly status: DeliveryState;
  readonly suspendedBy: Authority | null;
}

/** Agents, in one order for all who hold several. @param where a condition over the agent `a` */
export const holdAgents = (tx: Tx, where: Sql): Promise<HeldAgent[]> =>
  tx.rows(sql`
    SELECT a.id, a.user_id AS "userId", a.fleet_id AS "fleetId", a.status, a.suspended_by AS "suspendedBy"
    FROM backend.agents a WHERE ${where} ORDER BY a.id FOR NO KEY UPDATE`);

/** @param where a condition that one agent `a` meets */
export const holdAgent = async (tx: Tx, where: Sql): Promise<HeldAgent | undefined> => (await holdAgents(tx, where))[0];

/** Ends the time on duty of agents, if they are on duty; what was offered to them goes to others. */
export async function endShifts(tx: Tx, by: Authority | 'AGENT', agents: Sql): Promise<void> {
  await tx.execute(sql`
    UPDATE backend.agent_shifts s SET ended_at = now(), ended_by = ${by} FROM backend.agents a
    WHERE a.id = s.agent_id AND s.ended_at IS NULL AND ${agents}`);
  await withdrawOffers(tx, sql`o.agent_id IN (SELECT a.id FROM backend.agents a WHERE ${agents})`);
}

/** What others decide about an agent. */
@Injectable()
export class AgentSteps {
  constructor(private readonly notices: DeliveryNotices) {}

  /** Takes an agent off the road. The staff also takes over what a fleet suspended. @throws Problem delivery.not_active */
  async suspend(tx: Tx, agent: HeldAgent, by: Authority, why: string): Promise<void> {
    const takesOver = by === 'STAFF' && agent.suspendedBy === 'FLEET';
    if (agent.status !== 'ACTIVE' && !takesOver) throw problems.notActive(`The agent is ${agent.status}.`);
    const from = [agent.status];
    const set = sql`suspended_by = ${by}`;
    await move(tx, { machine: 'agent', id: agent.id, from, to: 'SUSPENDED', cause: `suspended by ${by}`, set });
    await endShifts(tx, by, sql`a.id = ${agent.id}`);
    await this.finish(tx, agent, { act: 'agent_suspended', to: 'SUSPENDED', why });
  }

  /** Lifts a suspension: the fleet only its own. @throws Problem delivery.not_suspended */
  async reinstate(tx: Tx, agent: HeldAgent, by: Authority, why: string): Promise<void> {
    const isTheirs = agent.status === 'SUSPENDED' && (by === 'STAFF' || agent.suspendedBy === 'FLEET');
    if (!isTheirs)
      throw problems.notSuspended(`The agent is ${agent.status}${agent.suspendedBy ? ' by the staff' : ''}.`);
    const set = sql`suspended_by = NULL`;
    await move(tx, {
      machine: 'agent',
      id: agent.id,
      from: ['SUSPENDED'],
      to: 'ACTIVE',
      cause: `reinstated by ${by}`,
      set,
    });
    await this.finish(tx, agent, { act: 'agent_reinstated', to: 'ACTIVE', why });
  }

  /** Lets an invited agent take work. @throws Problem delivery.not_pending */
  async admit(tx: Tx, agent: HeldAgent): Promise<void> {
    const moved = await move(tx, {
      machine: 'agent',
      id: agent.id,
      from: ['PENDING'],
      to: 'ACTIVE',
      cause: 'admitted',
    });
    if (!moved) throw problems.notPending(`The agent is ${agent.status}.`);
    await this.finish(tx, agent, { act: 'agent_admitted', to: 'ACTIVE' });
  }

  /** Ends it for good; the roles are the caller's to take. @throws Problem delivery.has_goods */
  async close(tx: Tx, agent: HeldAgent, by: Authority | 'AGENT'): Promise<void> {
    await releaseWork(tx, agent);
    const from = ['PENDING', 'ACTIVE', 'SUSPENDED'];
    const set = sql`suspended_by = NULL`;
    await move(tx, { machine: 'agent', id: agent.id, from, to: 'CLOSED', cause: `closed by ${by}`, set });
    await endShifts(tx, by, sql`a.id = ${agent.id}`);
    await auditAgent(tx, agent, { act: 'agent_closed', to: 'CLOSED' });
  }

  private async finish(tx: Tx, agent: HeldAgent, outcome: Outcome & { readonly act: AgentAct }): Promise<void> {
    await auditAgent(tx, agent, outcome);
    await this.notices.tellAgent(tx, outcome.act, agent);
  }
}

/** Gives back what the agent has not picked up yet. @throws Problem delivery.has_goods when something else is in their hands */
async function releaseWork(tx: Tx, { id }: HeldAgent): Promise<void> {
  const held = await tx.rows<{ id: string; state: DeliveryStage; isGiven: boolean }>(sql`
    SELECT d.id, d.state, d.handed_over_at IS NOT NULL AS "isGiven" FROM backend.deliveries d WHERE d.agent_id = ${id} AND d.state = ANY(${IN_HAND})
    ORDER BY d.id FOR NO KEY UPDATE`);
  if (held.some(({ state, isGiven }) => isGiven || WITH_GOODS.includes(state)))
    throw problems.hasGoods('Bring every delivery to its end first.');
  const set = sql`agent_id = NULL, fleet_id = NULL, assigned_at = NULL, look_at = now()`;
  for (const delivery of held) await stepDelivery(tx, delivery.id, 'unassign', { cause: 'agent left', set });
}

type AgentAct = 'agent_suspended' | 'agent_reinstated' | 'agent_admitted';

interface Outcome {
  readonly act: AgentAct | 'agent_closed';
  readonly to: DeliveryState;
  readonly why?: string;
}

const auditAgent = (tx: Tx, { id, fleetId, status }: HeldAgent, { act, to, why }: Outcome): Promise<void> =>
  audit(tx, {
    act,
    subject: 'agent',
    subjectId: id,
    detail: { fleetId },
    before: { status },
    after: { status: to },
    why,
  });
