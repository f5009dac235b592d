import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  none,
  olderThan,
  type Page,
  type PageQuery,
  sql,
  type Sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { Images } from '../media/media.images.js';
import { CatalogueNews } from '../products/products.news.js';
import { move } from '../transitions.js';
import type { ChangeShop, OwnShop, ShopView, StaffShopsQuery } from './shops.dto.js';
import { shopsProblems as problems } from './shops.errors.js';
import { OWN_STATES, type OwnShopState } from './shops.rules.js';
import { isSlug } from './shops.slug.js';
import { covered, ownView, publicView, SHOP, type ShopRow } from './shops.view.js';

/** Shops as everybody, those who run them and staff see them. */
@Injectable()
export class Shops {
  constructor(
    private readonly db: Database,
    private readonly news: CatalogueNews,
    private readonly images: Images,
  ) {}

  /**
   * Changes a shop that the caller runs; hides or shows all of its products with the status.
   *
   * @throws Problem shops.not_found, shops.suspended when the status of a suspended shop is to change, media.not_found,
   *   media.not_usable, media.in_use
   */
  change(actor: Actor, id: string, change: ChangeShop): Promise<OwnShop> {
    return this.db.transaction(async (tx) => {
      const changed = await tx.execute(sql`
        UPDATE backend.shops s SET
          name = coalesce(${change.name ?? null}, name), description = coalesce(${change.description ?? null}, description),
          province = coalesce(${change.province ?? null}, province), town = coalesce(${change.town ?? null}, town),
          latitude = coalesce(${change.latitude ?? null}, latitude),
          longitude = coalesce(${change.longitude ?? null}, longitude)
        WHERE s.id = ${id} AND ${covered(actor, 'shops.write')}`);
      if (changed === 0) throw problems.notFound('No shop that you run has this id.');
      if (change.logoUploadId) await this.setLogo(tx, actor, id, change.logoUploadId);
      if (change.status) await this.setStatus(tx, id, change.status);
      await this.news.announce(tx, 'all');
      return ownView(await tx.one<ShopRow>(sql`SELECT ${SHOP} FROM backend.shops s WHERE s.id = ${id}`));
    });
  }

  private async setLogo(tx: Tx, actor: Actor, id: string, uploadId: string): Promise<void> {
    const logo = { purpose: 'shop_logo', subject: 'shop', subjectId: id } as const;
    const url = await this.images.claim(tx, { uploadId, ownerUserId: actor.userId!, ...logo });
    await this.images.release(tx, 'shop', id, [uploadId]);
    await tx.execute(sql`UPDATE backend.shops SET logo_url = ${url} WHERE id = ${id}`);
  }

  private async setStatus(tx: Tx, id: string, to: OwnShopState): Promise<void> {
    const moved = await move(tx, { machine: 'shop', id, from: OWN_STATES, to, cause: 'set by the shop' });
    if (!moved) throw problems.suspended('Ask our support to lift the suspension.');
  }

  /** @throws Problem shops.not_found also for a shop that is paused or suspended */
  async bySlug(slug: string): Promise<ShopView> {
    const row =
      isSlug(slug) &&
      (await this.db.maybe<ShopRow>(
        sql`SELECT ${SHOP} FROM backend.shops s WHERE s.slug = ${slug} AND s.status = 'ACTIVE'`,
      ));
    if (!row) throw problems.notFound('It may have closed; look at the list of shops.');
    return publicView(row);
  }

  /** Shops that are open, the newest first. */
  list(query: PageQuery): Promise<Page<ShopView>> {
    return this.page(sql`s.status = 'ACTIVE'`, query, publicView);
  }

  /** Shops that the caller runs, whatever their status. */
  own(actor: Actor, query: PageQuery): Promise<Page<OwnShop>> {
    return this.page(covered(actor, 'shops.write'), query, ownView);
  }

  /** All shops, for staff. */
  all({ status, ...query }: StaffShopsQuery): Promise<Page<OwnShop>> {
    return this.page(sql`true ${status ? sql`AND s.status = ${status}` : none}`, query, ownView);
  }

  private async page<V>(where: Sql, { limit, cursor }: PageQuery, view: (row: ShopRow) => V): Promise<Page<V>> {
    const rows = await this.db.rows<ShopRow>(sql`
      SELECT ${SHOP} FROM backend.shops s WHERE ${where} ${olderThan(cursor, sql`s.id`)}
      ORDER BY s.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], view);
  }
}
