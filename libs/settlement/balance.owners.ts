import { type Actor, sql, type Sql } from '@pakashop/platform';
import type { PayeeRef } from './ledger.accounts.js';
import { payoutsProblems as problems } from './payouts.errors.js';

/** @throws Problem settlement.no_payee for a shop whose money the caller may not see, as for one that does not exist */
export function assertShop(actor: Actor, id: string): void {
  const shops = actor.shopsWith('shops.finance.read');
  if (shops && !shops.includes(id.toLowerCase())) throw noPayee();
}

/** @throws Problem settlement.no_payee for a fleet whose money the caller may not see, as for one that does not exist */
export function assertFleet(actor: Actor, id: string): void {
  if (!actor.fleetsWith('fleets.finance.read').includes(id.toLowerCase())) throw noPayee();
}

const noPayee = () => problems.noPayee('Look at what is yours: GET /me/permissions.');

/** Whose money it is, as rows (kind, id). @throws Problem settlement.no_payee */
export const ofShop = (actor: Actor, id: string): Sql => {
  assertShop(actor, id);
  return ofAnybody({ kind: 'SHOP', id });
};

/** The agents that the caller is or was. */
export const ofAgent = ({ userId }: Actor): Sql =>
  sql`SELECT kind, id FROM settlement.payees WHERE kind = 'AGENT' AND user_id = ${userId ?? null}`;

/** @throws Problem settlement.no_payee */
export const ofFleet = (actor: Actor, id: string): Sql => {
  assertFleet(actor, id);
  return ofAnybody({ kind: 'FLEET', id });
};

export const ofAnybody = ({ kind, id }: PayeeRef): Sql => sql`SELECT ${kind}::text AS kind, ${id}::uuid AS id`;
