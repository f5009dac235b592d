import { Injectable } from '@nestjs/common';
import { Database, money, sql } from '@pakashop/platform';
import { closureOf } from '../shops/shops.closed.js';
import { isSlug } from '../shops/shops.slug.js';
import type {
  ProductCategory,
  ProductDetail,
  ProductImageView,
  ProductOptionView,
  ProductShop,
} from './products.dto.js';
import { productsProblems } from './products.errors.js';
import { IMAGES, OPTIONS } from './products.parts.js';

interface DetailRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly priceFrom: number;
  readonly currency: string;
  readonly inStock: boolean;
  readonly updatedAt: Date;
  readonly shop: ProductShop;
  readonly category: ProductCategory;
  readonly images: ProductImageView[];
  readonly options: ProductOptionView[];
  readonly variants: {
    readonly id: string;
    readonly sku: string;
    readonly title: string;
    readonly options: Record<string, string>;
    readonly price: number;
    readonly currency: string;
    readonly weightG: number | null;
    readonly inStock: boolean;
  }[];
}

/** One product as customers see it: variants on sale, and whether they can be had, but not how many there are. */
@Injectable()
export class ProductDetails {
  constructor(private readonly db: Database) {}

  /** @throws Problem products.not_found also for a product that is not on sale or whose shop is not open */
  async bySlug(slug: string): Promise<ProductDetail> {
    const row = isSlug(slug) ? await this.db.maybe<DetailRow>(detail(slug)) : undefined;
    if (!row) throw productsProblems.notFound('It may no longer be sold; look at the list of products.');
    return {
      id: row.id,
      slug: row.slug,
      title: row.title,
      description: row.description,
      priceFrom: money(row.priceFrom, row.currency),
      inStock: row.inStock,
      images: row.images,
      options: row.options,
      variants: row.variants.map(({ price, currency, ...variant }) => ({ ...variant, price: money(price, currency) })),
      shop: row.shop,
      category: row.category,
      updatedAt: row.updatedAt.toISOString(),
    };
  }
}

const detail = (slug: string) => sql`
  SELECT p.id, p.slug, p.title, p.description, p.price_from AS "priceFrom", p.currency, p.in_stock AS "inStock",
    p.updated_at AS "updatedAt",
    json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'province', s.province, 'town', s.town,
      'closure', ${closureOf(sql`s`)}) AS shop,
    json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) AS category,
    ${IMAGES} AS images, ${OPTIONS} AS options,
    (SELECT coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options,
       'price', v.price, 'currency', v.currency, 'weightG', v.weight_g, 'inStock', v.available > 0) ORDER BY v.position, v.id), '[]')
     FROM backend.variants v WHERE v.product_id = p.id AND v.status = 'ACTIVE') AS variants
  FROM backend.products p
  JOIN backend.shops s ON s.id = p.shop_id
  JOIN backend.categories c ON c.id = p.category_id
  WHERE p.slug = ${slug} AND p.status = 'ACTIVE' AND s.status = 'ACTIVE'`;
