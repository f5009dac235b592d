import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import type { Place, Province } from '@pakashop/pricing';
import { isClosed } from '../shops/shops.closed.js';

/** A variant that can be ordered now, with what an order needs to know of it. */
export interface OrderableVariant {
  readonly variantId: string;
  readonly productId: string;
  readonly shopId: string;
  readonly shopOwnerId: string;
  readonly shopName: string;
  /** Where the shop hands the goods over. */
  readonly place: Place;
  readonly categoryId: string;
  readonly sku: string;
  /** Title of the product and, where it has several, of the variant. */
  readonly title: string;
  /** Whole ngwee, VAT included. */
  readonly price: number;
  readonly currency: string;
  /** Grams of one piece, packed; null when the seller has not said. */
  readonly weightG: number | null;
  /** What orders have taken of prices of it that hold for so many pieces; null for nothing. */
  readonly taken: readonly { readonly ruleId: string; readonly pieces: number }[] | null;
  /** When this was read, by the database's clock. */
  readonly readAt: Date;
}

interface OrderableRow extends Omit<OrderableVariant, 'place' | 'title'> {
  readonly productTitle: string;
  readonly variantTitle: string;
  readonly province: Province;
  readonly town: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** What an order asks of the catalogue; always the rows, never a cache. */
@Injectable()
export class Catalogue {
  constructor(private readonly db: Database) {}

  /**
   * Those of the variants that can be ordered now: they, their product and their shop are on sale, and the shop is not
   * closed. The ids stand in a SELECT of their own, because PostgreSQL would otherwise make a new plan for every list.
   */
  async orderable(variantIds: readonly string[]): Promise<OrderableVariant[]> {
    const rows = await this.db.rows<OrderableRow>(sql`
      SELECT v.id AS "variantId", p.id AS "productId", s.id AS "shopId", s.owner_id AS "shopOwnerId",
             s.name AS "shopName", s.province, s.town, s.latitude, s.longitude, p.category_id AS "categoryId", v.sku,
             p.title AS "productTitle", v.title AS "variantTitle", v.price, v.currency, v.weight_g AS "weightG",
             (SELECT json_agg(json_build_object('ruleId', u.rule_id, 'pieces', u.used)) FROM backend.price_uses u
              WHERE u.variant_id = v.id AND u.used > 0) AS taken, now() AS "readAt"
      FROM backend.variants v
      JOIN backend.products p ON p.id = v.product_id
      JOIN backend.shops s ON s.id = p.shop_id
      WHERE v.id = ANY((SELECT ${variantIds}::uuid[])::uuid[]) AND v.status = 'ACTIVE' AND p.status = 'ACTIVE' AND s.status = 'ACTIVE'
        AND NOT ${isClosed(sql`s`)}`);
    return rows.map(({ province, town, latitude, longitude, productTitle, variantTitle, ...variant }) => ({
      ...variant,
      title: fullTitle(productTitle, variantTitle),
      place: { province, town, ...(latitude !== null && longitude !== null && { latitude, longitude }) },
    }));
  }
}

/** `Cotton shirt, M, blue`; a variant named like its product adds nothing. */
export const fullTitle = (product: string, variant: string): string =>
  variant === '' || variant === product ? product : `${product}, ${variant}`;
