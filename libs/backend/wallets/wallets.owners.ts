import { type Actor, type Queryable, sql } from '@pakashop/platform';
import { deliveryProblems } from '../delivery/delivery.errors.js';
import { shopsProblems } from '../shops/shops.errors.js';
import { covered } from '../shops/shops.view.js';
import type { OwnerKind } from './wallets.events.js';

/** A shop, agent or fleet that is paid out. */
export interface WalletOwner {
  readonly kind: OwnerKind;
  readonly id: string;
}

/** Finds the owner that a caller names, as far as the caller may decide about its payouts. */
export type FindOwner = (db: Queryable) => Promise<WalletOwner>;

/** @throws Problem shops.not_found */
export const shopOf =
  (actor: Actor, id: string): FindOwner =>
  async (db) => {
    const shop = await db.maybe(
      sql`SELECT FROM backend.shops s WHERE s.id = ${id} AND ${covered(actor, 'shops.payout.write')}`,
    );
    if (!shop) throw shopsProblems.notFound('No shop that you run has this id.');
    return { kind: 'SHOP', id };
  };

/** @throws Problem delivery.no_fleet */
export const fleetOf =
  (actor: Actor, id: string): FindOwner =>
  async (db) => {
    const fleet = await db.maybe(sql`
      SELECT FROM backend.fleets f WHERE f.id = ${id} AND f.id = ANY(${actor.fleetsWith('fleets.payout.write')}::uuid[])`);
    if (!fleet) throw deliveryProblems.noFleet('No fleet that you run has this id.');
    return { kind: 'FLEET', id };
  };

/** The agent that the caller is. @throws Problem delivery.no_agent */
export const agentOf =
  ({ userId }: Actor): FindOwner =>
  async (db) => {
    const agent = await db.maybe<{ id: string }>(
      sql`SELECT a.id FROM backend.agents a WHERE a.user_id = ${userId} AND a.status <> 'CLOSED'`,
    );
    if (!agent) throw deliveryProblems.noAgent('You are no agent.');
    return { kind: 'AGENT', id: agent.id };
  };

/** Everything of a person that is paid out, as a query of `kind` and `id`. Of shops, those that they run now. */
export const ownedBy = (userId: string) => sql`
  SELECT 'SHOP' AS kind, g.scope_id AS id FROM backend.role_grants g
    WHERE g.user_id = ${userId} AND g.scope = 'shop' AND g.revoked_at IS NULL
  UNION SELECT 'FLEET', g.scope_id FROM backend.role_grants g
    WHERE g.user_id = ${userId} AND g.scope = 'fleet' AND g.role = 'FLEET_MANAGER' AND g.revoked_at IS NULL
  UNION SELECT 'AGENT', a.id FROM backend.agents a WHERE a.user_id = ${userId} AND a.status <> 'CLOSED'`;

/** Everybody who decides about the payouts of an owner now. */
export async function peopleOf(db: Queryable, { kind, id }: WalletOwner): Promise<string[]> {
  const rows = await db.rows<{ userId: string }>(sql`
    SELECT a.user_id AS "userId" FROM backend.agents a WHERE ${kind} = 'AGENT' AND a.id = ${id}
    UNION SELECT g.user_id FROM backend.role_grants g
      WHERE g.scope = lower(${kind}) AND g.scope_id = ${id} AND g.role <> 'DELIVERY_AGENT' AND g.revoked_at IS NULL`);
  return rows.map(({ userId }) => userId);
}
