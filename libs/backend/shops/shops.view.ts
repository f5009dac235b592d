import { type Actor, sql, type Sql } from '@pakashop/platform';
import { closureOf } from './shops.closed.js';
import type { OwnShop, ShopView } from './shops.dto.js';

/** A shop as it is read. */
export interface ShopRow extends Omit<OwnShop, 'createdAt'> {
  readonly createdAt: Date;
}

/** Columns of the shop `s`. */
export const SHOP = sql`s.id, s.owner_id AS "ownerId", s.slug, s.kind, s.name, s.description, s.status, s.class, s.province, s.town,
  s.latitude, s.longitude, s.logo_url AS "logoUrl", ${closureOf(sql`s`)} AS closure, s.created_at AS "createdAt"`;

/** Which shops the permission covers: part of every statement, never a check after it. */
export function covered(actor: Actor, permission: string, id: Sql = sql`s.id`): Sql {
  const shops = actor.shopsWith(permission);
  return shops ? sql`${id} = ANY(${shops}::uuid[])` : sql`true`;
}

export const publicView = (row: ShopRow): ShopView => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  logoUrl: row.logoUrl,
  kind: row.kind,
  province: row.province,
  town: row.town,
  closure: row.closure,
  createdAt: row.createdAt.toISOString(),
});

export const ownView = (row: ShopRow): OwnShop => ({
  ...publicView(row),
  ownerId: row.ownerId,
  status: row.status,
  class: row.class,
  latitude: row.latitude,
  longitude: row.longitude,
});
