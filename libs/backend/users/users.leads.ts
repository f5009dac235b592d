import { platformProblems, sql, type Tx } from '@pakashop/platform';
import { fitsScope, type HeldRole } from '../auth/auth.permissions.js';
import { LEAD, type ShopKind } from '../shops/shops.rules.js';
import { usersProblems as problems } from './users.errors.js';

const PLACES = { shop: sql`backend.shops`, fleet: sql`backend.fleets` } as const;

/** Holds the shop or fleet of a grant, before any person: changes of its team wait for each other, in one order for all. */
export async function holdPlace(tx: Tx, userId: string, grantId: string): Promise<void> {
  const grant = await live(tx, userId, grantId);
  if (!grant || grant.scope === 'platform') return;
  await tx.rows(sql`SELECT id FROM ${PLACES[grant.scope]} WHERE id = ${grant.scopeId} FOR NO KEY UPDATE`);
}

/**
 * Holds the shop or fleet for which a role is to be given, likewise.
 *
 * @throws Problem VAL_001 when there is none
 */
export async function holdWanted(tx: Tx, { role, scope, scopeId }: HeldRole): Promise<void> {
  // What does not fit together is refused with its own words where the role is given.
  if (scope === 'platform' || scopeId === null || !fitsScope(role, scope)) return;
  const place = await tx.maybe(sql`SELECT id FROM ${PLACES[scope]} WHERE id = ${scopeId} FOR NO KEY UPDATE`);
  if (place) return;
  throw platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path: 'scopeId', message: `there is no ${scope} with this id` }],
  });
}

/** A shop keeps one who owns it, and a fleet one who runs it. @throws Problem users.last_lead */
export async function assertLeadStays(tx: Tx, userId: string, grantId: string): Promise<void> {
  const grant = await live(tx, userId, grantId);
  if (!grant || (await leadOf(tx, grant)) !== grant.role) return;
  const another = await tx.maybe(sql`
    SELECT FROM backend.role_grants
    WHERE scope = ${grant.scope} AND scope_id = ${grant.scopeId} AND role = ${grant.role}
      AND id <> ${grantId} AND revoked_at IS NULL LIMIT 1`);
  if (!another)
    throw problems.lastLead('Give the role to somebody else first; to stop what goes on there, suspend it.');
}

const live = (tx: Tx, userId: string, grantId: string): Promise<HeldRole | undefined> =>
  tx.maybe(sql`
    SELECT role, scope, scope_id AS "scopeId" FROM backend.role_grants
    WHERE id = ${grantId} AND user_id = ${userId} AND revoked_at IS NULL`);

/** The role without which nobody would run the place; undefined where there is none, or none any more. */
async function leadOf(tx: Tx, { scope, scopeId }: HeldRole): Promise<string | undefined> {
  if (scope === 'platform') return undefined;
  if (scope === 'fleet') {
    const fleet = await tx.maybe<object>(sql`SELECT FROM backend.fleets WHERE id = ${scopeId} AND status <> 'CLOSED'`);
    return fleet && 'FLEET_MANAGER';
  }
  const shop = await tx.maybe<{ kind: ShopKind }>(sql`SELECT kind FROM backend.shops WHERE id = ${scopeId}`);
  return shop && LEAD[shop.kind];
}
