import { type Actor, sql, type Sql } from '@pakashop/platform';

/** Payouts `p` of a shop, as far as the caller may see its money. */
export const ofShop = (actor: Actor, shopId: string): Sql => {
  const shops = actor.shopsWith('shops.finance.read');
  return sql`p.payee_kind = 'SHOP' AND p.payee_id = ${shopId}
    AND (${shops === undefined} OR p.payee_id = ANY(${shops ?? []}::uuid[]))`;
};

/** Payouts `p` of the agents that the caller is or was. */
export const ofAgent = ({ userId }: Actor): Sql => sql`
  p.payee_kind = 'AGENT' AND p.payee_id IN (
    SELECT e.id FROM settlement.payees e WHERE e.kind = 'AGENT' AND e.user_id = ${userId ?? null})`;

/** Payouts `p` of a fleet, as far as the caller may see its money. */
export const ofFleet = (actor: Actor, fleetId: string): Sql => sql`
  p.payee_kind = 'FLEET' AND p.payee_id = ${fleetId}
    AND p.payee_id = ANY(${actor.fleetsWith('fleets.finance.read')}::uuid[])`;
