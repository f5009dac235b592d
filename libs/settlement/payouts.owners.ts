import { type Actor, sql, type Sql } from '@pakashop/platform';
import { assertFleet, assertShop } from './balance.owners.js';

/** Payouts `p` of a shop. @throws Problem settlement.no_payee unless the caller may see its money */
export const ofShop = (actor: Actor, shopId: string): Sql => {
  assertShop(actor, shopId);
  return sql`p.payee_kind = 'SHOP' AND p.payee_id = ${shopId}`;
};

/** Payouts `p` of the agents that the caller is or was. */
export const ofAgent = ({ userId }: Actor): Sql => sql`
  p.payee_kind = 'AGENT' AND p.payee_id IN (
    SELECT e.id FROM settlement.payees e WHERE e.kind = 'AGENT' AND e.user_id = ${userId ?? null})`;

/** Payouts `p` of a fleet. @throws Problem settlement.no_payee unless the caller may see its money */
export const ofFleet = (actor: Actor, fleetId: string): Sql => {
  assertFleet(actor, fleetId);
  return sql`p.payee_kind = 'FLEET' AND p.payee_id = ${fleetId}`;
};
