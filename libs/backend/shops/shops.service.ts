import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  type Claim,
  Database,
  newId,
  olderThan,
  type Page,
  type PageQuery,
  platformProblems,
  sql,
  toPage,
} from '@pakashop/platform';
import { CatalogueNews } from '../products/products.news.js';
import { Grants } from '../users/users.grants.js';
import type { ChangeShop, CreateShop, OwnShop, ShopView } from './shops.dto.js';
import { shopsProblems } from './shops.errors.js';
import { isSlug, withFreeSlug } from './shops.slug.js';

interface ShopRow extends Omit<OwnShop, 'createdAt'> {
  readonly createdAt: Date;
}

const COLUMNS = sql`id, owner_id AS "ownerId", slug, name, description, status, province, town, latitude, longitude,
  created_at AS "createdAt"`;

/** Shops and who owns them. */
@Injectable()
export class Shops {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
    private readonly news: CatalogueNews,
  ) {}

  /** Opens a shop; its owner may run it from the same moment. */
  create(actor: Actor, shop: CreateShop, claim: Claim): Promise<OwnShop> {
    const ownerId = actor.userId!;
    return this.db.transaction(async (tx) => {
      const row = await withFreeSlug(shop.name, 'shop', (slug) =>
        tx.maybe<ShopRow>(sql`
          INSERT INTO backend.shops (id, owner_id, slug, name, description, province, town, latitude, longitude)
          VALUES (${newId()}, ${ownerId}, ${slug}, ${shop.name}, ${shop.description}, ${shop.province}, ${shop.town},
                  ${shop.latitude ?? null}, ${shop.longitude ?? null})
          ON CONFLICT (slug) DO NOTHING RETURNING ${COLUMNS}`),
      );
      await this.grants.give(tx, {
        userId: ownerId,
        role: 'SHOP_OWNER',
        scope: 'shop',
        scopeId: row.id,
        grantedBy: 'system:shop opened',
      });
      const view = ownView(row);
      await claim.answer(tx, 201, view);
      return view;
    });
  }

  /**
   * Changes a shop that the caller runs; hides or shows all of its products with the status.
   *
   * @throws Problem shops.suspended when its owner tries to lift a suspension
   */
  async change(actor: Actor, id: string, change: ChangeShop): Promise<OwnShop> {
    const isStaff = actor.hasEverywhere('shops.write');
    if (change.status === 'SUSPENDED' && !isStaff) throw platformProblems.forbidden('Only staff suspend a shop.');
    const own = scope(actor);
    return this.db.transaction(async (tx) => {
      const row = await tx.maybe<ShopRow>(sql`
        UPDATE backend.shops SET
          name = coalesce(${change.name ?? null}, name), description = coalesce(${change.description ?? null}, description),
          province = coalesce(${change.province ?? null}, province), town = coalesce(${change.town ?? null}, town),
          latitude = coalesce(${change.latitude ?? null}, latitude),
          longitude = coalesce(${change.longitude ?? null}, longitude),
          status = coalesce(${change.status ?? null}, status)
        WHERE id = ${id} AND ${own}
          AND (${isStaff} OR status <> 'SUSPENDED' OR ${change.status ?? null}::text IS NULL)
        RETURNING ${COLUMNS}`);
      if (!row) {
        const hidden = await tx.maybe(sql`SELECT id FROM backend.shops WHERE id = ${id} AND ${own}`);
        throw hidden
          ? shopsProblems.suspended('Ask our support to lift the suspension.')
          : shopsProblems.notFound('No shop that you run has this id.');
      }
      if (change.status) {
        await audit(tx, { act: 'shop_status_set', subject: 'shop', subjectId: id, detail: { status: change.status } });
      }
      await this.news.announce(tx, 'all');
      return ownView(row);
    });
  }

  /** @throws Problem shops.not_found also for a shop that is paused or suspended */
  async bySlug(slug: string): Promise<ShopView> {
    const row =
      isSlug(slug) &&
      (await this.db.maybe<ShopRow>(
        sql`SELECT ${COLUMNS} FROM backend.shops WHERE slug = ${slug} AND status = 'ACTIVE'`,
      ));
    if (!row) throw shopsProblems.notFound('It may have closed; look at the list of shops.');
    return publicView(row);
  }

  /** Shops that are open, the newest first. */
  list({ limit, cursor }: PageQuery): Promise<Page<ShopView>> {
    return this.page(sql`status = 'ACTIVE'`, limit, cursor, publicView);
  }

  /** Shops that the caller runs, whatever their status. */
  own(actor: Actor, { limit, cursor }: PageQuery): Promise<Page<OwnShop>> {
    return this.page(scope(actor), limit, cursor, ownView);
  }

  private async page<V>(
    where: ReturnType<typeof sql>,
    limit: number,
    cursor: string | undefined,
    view: (row: ShopRow) => V,
  ): Promise<Page<V>> {
    const rows = await this.db.rows<ShopRow>(sql`
      SELECT ${COLUMNS} FROM backend.shops
      WHERE ${where} ${olderThan(cursor, sql`id`)} ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], view);
  }
}

function scope(actor: Actor): ReturnType<typeof sql> {
  const shops = actor.shopsWith('shops.write');
  return shops ? sql`id = ANY(${shops}::uuid[])` : sql`true`;
}

const publicView = ({ id, slug, name, description, province, town, createdAt }: ShopRow): ShopView => ({
  id,
  slug,
  name,
  description,
  province,
  town,
  createdAt: createdAt.toISOString(),
});

const ownView = (row: ShopRow): OwnShop => ({
  ...publicView(row),
  ownerId: row.ownerId,
  status: row.status,
  latitude: row.latitude,
  longitude: row.longitude,
});
