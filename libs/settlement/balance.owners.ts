import { type Actor, sql, type Sql } from '@pakashop/platform';
import type { PayeeRef } from './ledger.accounts.js';

/** Whose money it is, as rows (kind, id) that the caller may see; none where the caller may see nothing. */
export const ofShop = (actor: Actor, id: string): Sql => {
  const shops = actor.shopsWith('shops.finance.read');
  return sql`SELECT 'SHOP' AS kind, ${id}::uuid AS id WHERE ${shops === undefined} OR ${id}::uuid = ANY(${shops ?? []}::uuid[])`;
};

/** The agents that the caller is or was. */
export const ofAgent = ({ userId }: Actor): Sql =>
  sql`SELECT kind, id FROM settlement.payees WHERE kind = 'AGENT' AND user_id = ${userId ?? null}`;

export const ofFleet = (actor: Actor, id: string): Sql =>
  sql`SELECT 'FLEET' AS kind, ${id}::uuid AS id WHERE ${id}::uuid = ANY(${actor.fleetsWith('fleets.finance.read')}::uuid[])`;

export const ofAnybody = ({ kind, id }: PayeeRef): Sql => sql`SELECT ${kind}::text AS kind, ${id}::uuid AS id`;
