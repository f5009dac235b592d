import { Injectable } from '@nestjs/common';
import { type Actor, Database, newId, olderThan, type PageQuery, sql, toPage, type Tx } from '@pakashop/platform';
import { ownAgent } from './delivery.agents.js';
import { AgentViews } from './delivery.agents.view.js';
import type { SetDuty } from './delivery.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { endShifts, type HeldAgent, holdAgent } from './delivery.steps.js';
import type { AgentView, ShiftList, ShiftView } from './delivery.view.dto.js';

type ShiftRow = Omit<ShiftView, 'beganAt' | 'endedAt' | 'positionAt'> &
  Readonly<{ beganAt: Date; endedAt: Date | null; positionAt: Date | null }>;

/** When agents are there for work. */
@Injectable()
export class Duty {
  constructor(
    private readonly db: Database,
    private readonly views: AgentViews,
  ) {}

  /**
   * Begins or ends the time on duty, or moves the position of the one that lasts. Doing it again changes nothing else.
   *
   * @throws Problem delivery.no_agent, delivery.not_active
   */
  async set(actor: Actor, duty: SetDuty): Promise<AgentView> {
    await this.db.transaction(async (tx) => {
      const agent = await holdAgent(tx, ownAgent(actor));
      if (!agent) throw problems.noAgent('Apply as an agent, or say by PUT /delivery/agent who you are.');
      if (!duty.onDuty) return endShifts(tx, 'AGENT', sql`a.id = ${agent.id}`);
      await assertActive(tx, agent);
      return begin(tx, agent.id, duty);
    });
    return this.views.read(this.db, ownAgent(actor));
  }

  /** The agent's own times on duty, the newest first. */
  async shifts({ userId }: Actor, { limit, cursor }: PageQuery): Promise<ShiftList> {
    const rows = await this.db.rows<ShiftRow>(sql`
      SELECT s.id, s.began_at AS "beganAt", s.ended_at AS "endedAt", s.ended_by AS "endedBy", s.latitude, s.longitude,
        s.position_at AS "positionAt"
      FROM backend.agent_shifts s JOIN backend.agents a ON a.id = s.agent_id
      WHERE a.user_id = ${userId} ${olderThan(cursor, sql`s.id`)} ORDER BY s.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], shiftView);
  }
}

/** The fleet is locked too: its suspension ends the shifts that have begun before. */
async function assertActive(tx: Tx, { status, fleetId }: HeldAgent): Promise<void> {
  if (status !== 'ACTIVE') throw problems.notActive(`You are ${status}.`);
  if (fleetId === null) return;
  const fleet = await tx.maybe(sql`SELECT FROM backend.fleets WHERE id = ${fleetId} AND status = 'ACTIVE' FOR SHARE`);
  if (!fleet) throw problems.notActive('Your fleet is not active.');
}

const begin = (
  tx: Tx,
  agentId: string,
  { latitude = null, longitude = null }: Partial<Record<Coordinate, number | null>>,
) =>
  tx.execute(sql`
    INSERT INTO backend.agent_shifts AS s (id, agent_id, latitude, longitude, position_at)
    VALUES (${newId()}, ${agentId}, ${latitude}, ${longitude}, CASE WHEN ${latitude}::float8 IS NOT NULL THEN now() END)
    ON CONFLICT (agent_id) WHERE ended_at IS NULL DO UPDATE SET latitude = coalesce(excluded.latitude, s.latitude),
      longitude = coalesce(excluded.longitude, s.longitude), position_at = coalesce(excluded.position_at, s.position_at)`);

type Coordinate = 'latitude' | 'longitude';

const shiftView = (row: ShiftRow): ShiftView => ({
  id: row.id,
  beganAt: row.beganAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  endedBy: row.endedBy,
  latitude: row.latitude,
  longitude: row.longitude,
  positionAt: row.positionAt?.toISOString() ?? null,
});
