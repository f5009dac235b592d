import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { productsProblems } from './products.errors.js';
import { CatalogueNews } from './products.news.js';

/** Keeps what lists show of a product (lowest price, in stock, first picture) in line with its variants. */
@Injectable()
export class Showcase {
  constructor(private readonly news: CatalogueNews) {}

  /**
   * Brings products into line with their variants and pictures and announces those on sale. Call it last: the order of
   * locks is variants, then products, each by id.
   *
   * The products are locked by a statement of its own, so that the next one sees every variant that others committed
   * before they gave the lock back; two who sell the last of two variants at once would else both see the other's.
   *
   * @throws Problem products.no_active_variant when a product on sale would have nothing to buy
   */
  async refresh(tx: Tx, productIds: readonly string[]): Promise<void> {
    const ids = [...new Set(productIds)];
    await tx.execute(sql`SELECT id FROM backend.products WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
    const shown = await tx.rows<{ slug: string; variants: number }>(sql`
      WITH sums AS (
        SELECT p.id, count(v.id) AS variants, coalesce(min(v.price), 0) AS price_from,
               coalesce(min(v.currency), p.currency) AS currency, coalesce(bool_or(v.available > 0), false) AS in_stock,
               (SELECT i.url FROM backend.product_images i WHERE i.product_id = p.id ORDER BY i.position LIMIT 1) AS image_url
        FROM backend.products p LEFT JOIN backend.variants v ON v.product_id = p.id AND v.status = 'ACTIVE'
        WHERE p.id = ANY(${ids}::uuid[]) GROUP BY p.id),
      changed AS (
        UPDATE backend.products p SET price_from = s.price_from, currency = s.currency, in_stock = s.in_stock, image_url = s.image_url
        FROM sums s WHERE p.id = s.id
          AND (p.price_from, p.currency, p.in_stock, p.image_url)
              IS DISTINCT FROM (s.price_from, s.currency, s.in_stock, s.image_url)
        RETURNING p.id)
      SELECT p.slug, s.variants FROM backend.products p JOIN sums s USING (id) LEFT JOIN changed USING (id)
      WHERE p.status = 'ACTIVE'`);
    if (shown.some(({ variants }) => variants === 0)) {
      throw productsProblems.noActiveVariant('Put a variant on sale first, or take the product off sale.');
    }
    await this.news.announce(
      tx,
      shown.map(({ slug }) => slug),
    );
  }
}
