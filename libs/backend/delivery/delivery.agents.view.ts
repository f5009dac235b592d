import { Injectable } from '@nestjs/common';
import { platformProblems, type Queryable, sql, type Sql } from '@pakashop/platform';
import { DeliveryNumbers } from './delivery.numbers.js';
import type { AgentView } from './delivery.view.dto.js';

/** An agent as it is read, numbers still sealed. */
export interface AgentRow extends Omit<AgentView, 'createdAt' | 'onDutySince'> {
  readonly createdAt: Date;
  readonly onDutySince: Date | null;
}

/** Columns of the agent `a`. */
export const AGENT = sql`a.id, a.user_id AS "userId", a.fleet_id AS "fleetId", a.status, a.suspended_by AS "suspendedBy",
  a.legal_name AS "legalName", a.nrc, a.phone, a.licence, a.vehicle, a.plate, a.created_at AS "createdAt",
  (SELECT coalesce(json_agg(json_build_object('province', r.province, 'town', r.town, 'radiusKm', r.radius_km)
     ORDER BY r.province, r.town), '[]') FROM backend.agent_areas r WHERE r.agent_id = a.id) AS areas,
  (SELECT s.began_at FROM backend.agent_shifts s WHERE s.agent_id = a.id AND s.ended_at IS NULL) AS "onDutySince"`;

/** Agents as the API shows them. */
@Injectable()
export class AgentViews {
  constructor(private readonly numbers: DeliveryNumbers) {}

  async show({ nrc, phone, licence, createdAt, onDutySince, ...row }: AgentRow): Promise<AgentView> {
    const numbers = await this.numbers.masked('agents', row.id, { nrc, phone, licence });
    return {
      id: row.id,
      userId: row.userId,
      fleetId: row.fleetId,
      status: row.status,
      suspendedBy: row.suspendedBy,
      legalName: row.legalName,
      ...numbers,
      vehicle: row.vehicle,
      plate: row.plate,
      areas: row.areas,
      onDutySince: onDutySince?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  }

  /** @throws Problem NOT_FOUND when no agent fits: the caller has held it before */
  async read(db: Queryable, where: Sql): Promise<AgentView> {
    const row = await db.maybe<AgentRow>(sql`SELECT ${AGENT} FROM backend.agents a WHERE ${where}`);
    if (!row) throw platformProblems.notFound('There is no such agent.');
    return this.show(row);
  }
}
