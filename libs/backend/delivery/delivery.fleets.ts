import { Injectable } from '@nestjs/common';
import { type Actor, Database, type Queryable, sql, type Sql, type Tx } from '@pakashop/platform';
import type { ChangeFleet } from './delivery.dto.js';
import { deliveryProblems as problems } from './delivery.errors.js';
import { DeliveryNumbers } from './delivery.numbers.js';
import type { DeliveryState } from './delivery.rules.js';
import type { FleetView } from './delivery.view.dto.js';

export interface FleetRow extends Omit<FleetView, 'createdAt' | 'closedAt'> {
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

/** Columns of the fleet `f`. */
export const FLEET = sql`f.id, f.name, f.registered_name AS "registeredName", f.tpin, f.pacra, f.status, f.province, f.town,
  f.landmark, f.vehicles, f.created_at AS "createdAt", f.closed_at AS "closedAt", f.closed_by AS "closedBy"`;

/** Which fleets somebody runs: part of every statement, never a check after it. */
export const runBy = (actor: Actor): Sql => sql`f.id = ANY(${actor.fleetsWith('fleets.write')}::uuid[])`;

/**
 * Holds a fleet that the actor runs at this moment, so that changes of its team wait for each other.
 *
 * @returns its state
 * @throws Problem delivery.no_fleet
 */
export async function holdRun(tx: Tx, actor: Actor, fleetId: string): Promise<DeliveryState> {
  const fleet = await tx.maybe<{ status: DeliveryState }>(sql`
    SELECT f.status FROM backend.fleets f WHERE f.id = ${fleetId} AND ${runBy(actor)} FOR NO KEY UPDATE`);
  // Read in a statement of its own: it sees what was committed while this one waited for the fleet.
  const still =
    fleet &&
    (await tx.maybe(sql`
      SELECT FROM backend.role_grants
      WHERE user_id = ${actor.userId} AND role = 'FLEET_MANAGER' AND scope_id = ${fleetId} AND revoked_at IS NULL`));
  if (!still) throw noFleet();
  return fleet.status;
}

/** Like {@link holdRun}, for what nobody does in a closed fleet. @throws Problem delivery.no_fleet, delivery.fleet_closed */
export async function holdOpen(tx: Tx, actor: Actor, fleetId: string): Promise<void> {
  if ((await holdRun(tx, actor, fleetId)) === 'CLOSED') throw problems.fleetClosed('Only our staff reopens it.');
}

/** Holds a fleet in which the member of staff does not work. @throws Problem delivery.no_fleet, delivery.own */
export async function holdAsStaff(tx: Tx, { userId }: Actor, fleetId: string): Promise<DeliveryState> {
  const fleet = await tx.maybe<{ status: DeliveryState; isOwn: boolean }>(sql`
    SELECT f.status, EXISTS (
      SELECT FROM backend.role_grants g WHERE g.user_id = ${userId} AND g.scope_id = f.id AND g.revoked_at IS NULL) AS "isOwn"
    FROM backend.fleets f WHERE f.id = ${fleetId} FOR NO KEY UPDATE`);
  if (!fleet) throw problems.noFleet('GET /staff/fleets lists them all.');
  if (fleet.isOwn) throw problems.ownCase('Somebody else has to do this.');
  return fleet.status;
}

export const noFleet = () => problems.noFleet('No fleet that you run has this id.');

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

  /** @throws Problem delivery.no_fleet, delivery.fleet_closed */
  async change(actor: Actor, id: string, change: ChangeFleet): Promise<FleetView> {
    const set = (column: Sql, value: string | number | undefined) =>
      sql`${column} = coalesce(${value ?? null}, f.${column})`;
    return this.db.transaction(async (tx) => {
      await holdOpen(tx, actor, id);
      const row = await tx.one<FleetRow>(sql`
        UPDATE backend.fleets f SET ${set(sql`name`, change.name)}, ${set(sql`province`, change.province)},
          ${set(sql`town`, change.town)}, ${set(sql`landmark`, change.landmark)}, ${set(sql`vehicles`, change.vehicles)}
        WHERE f.id = ${id} RETURNING ${FLEET}`);
      return this.show(row);
    });
  }

  async show({ tpin, pacra, createdAt, closedAt, ...row }: FleetRow): Promise<FleetView> {
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
      closedAt: closedAt?.toISOString() ?? null,
      closedBy: row.closedBy,
    };
  }

  async read(db: Queryable, id: string): Promise<FleetView> {
    return this.show(await db.one<FleetRow>(sql`SELECT ${FLEET} FROM backend.fleets f WHERE f.id = ${id}`));
  }
}
