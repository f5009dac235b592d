import { Injectable } from '@nestjs/common';
import { type Actor, Database, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { ChangeFleet } from './delivery.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { DeliveryNumbers } from './delivery.numbers.js';
import type { FleetView } from './delivery.view.dto.js';

export interface FleetRow extends Omit<FleetView, 'createdAt'> {
  readonly createdAt: Date;
}

/** Columns of the fleet `f`. */
export const FLEET = sql`f.id, f.name, f.registered_name AS "registeredName", f.tpin, f.pacra, f.status, f.province, f.town,
  f.landmark, f.vehicles, f.created_at AS "createdAt"`;

/** Which fleets somebody runs: part of every statement, never a check after it. */
export const runBy = (actor: Actor): Sql => sql`f.id = ANY(${actor.fleetsWith('fleets.write')}::uuid[])`;

/** Fleets in the hands of those who run them. */
@Injectable()
export class Fleets {
  constructor(
    private readonly db: Database,
    private readonly numbers: DeliveryNumbers,
  ) {}

  async own(actor: Actor): Promise<FleetView[]> {
    const rows = await this.db.rows<FleetRow>(sql`
      SELECT ${FLEET} FROM backend.fleets f WHERE ${runBy(actor)} ORDER BY f.id`);
    return Promise.all(rows.map((row) => this.show(row)));
  }

  /** @throws Problem delivery.no_fleet */
  async change(actor: Actor, id: string, change: ChangeFleet): Promise<FleetView> {
    const set = (column: Sql, value: string | number | undefined) =>
      sql`${column} = coalesce(${value ?? null}, f.${column})`;
    const row = await this.db.maybe<FleetRow>(sql`
      UPDATE backend.fleets f SET ${set(sql`name`, change.name)}, ${set(sql`province`, change.province)},
        ${set(sql`town`, change.town)}, ${set(sql`landmark`, change.landmark)}, ${set(sql`vehicles`, change.vehicles)}
      WHERE f.id = ${id} AND ${runBy(actor)} AND f.status <> 'CLOSED' RETURNING ${FLEET}`);
    if (!row) throw problems.noFleet('No fleet that you run has this id.');
    return this.show(row);
  }

  async show({ tpin, pacra, createdAt, ...row }: FleetRow): Promise<FleetView> {
    const numbers = await this.numbers.masked('fleets', row.id, { tpin, pacra });
    return {
      id: row.id,
      name: row.name,
      registeredName: row.registeredName,
      ...numbers,
      status: row.status,
      province: row.province,
      town: row.town,
      landmark: row.landmark,
      vehicles: row.vehicles,
      createdAt: createdAt.toISOString(),
    };
  }

  async read(db: Queryable, id: string): Promise<FleetView> {
    return this.show(await db.one<FleetRow>(sql`SELECT ${FLEET} FROM backend.fleets f WHERE f.id = ${id}`));
  }
}
