import { type Actor, money, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { ProductImageView, ProductOptionView } from './products.dto.js';
import { IMAGES, OPTIONS } from './products.parts.js';
import type { ProductState, VariantState } from './products.rules.js';
import type { OwnProduct } from './products.vendor.dto.js';

/** Which rows of a table with a shop_id the caller may change: part of every statement, never a check after it. */
export function inOwnShops(actor: Actor, shopId: Sql = sql`shop_id`): Sql {
  const shops = actor.shopsWith('catalog.write');
  return shops ? sql`${shopId} = ANY(${shops}::uuid[])` : sql`true`;
}

interface OwnRow {
  readonly id: string;
  readonly shopId: string;
  readonly categoryId: string;
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly status: ProductState;
  readonly priceFrom: number;
  readonly currency: string;
  readonly inStock: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
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
    readonly status: VariantState;
    readonly available: number;
    readonly held: number;
    readonly sold: number;
  }[];
}

/** Products with all variants and their stock, the newest first. Ids are sorted by time. */
export async function readOwnProducts(db: Queryable, where: Sql, limit = 1): Promise<OwnProduct[]> {
  const rows = await db.rows<OwnRow>(sql`
    SELECT p.id, p.shop_id AS "shopId", p.category_id AS "categoryId", p.slug, p.title, p.description, p.status,
      p.price_from AS "priceFrom", p.currency, p.in_stock AS "inStock", p.created_at AS "createdAt", p.updated_at AS "updatedAt",
      ${IMAGES} AS images, ${OPTIONS} AS options,
      (SELECT coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options,
         'price', v.price, 'currency', v.currency, 'weightG', v.weight_g, 'status', v.status,
         'available', v.available, 'held', v.held, 'sold', v.sold) ORDER BY v.position, v.id), '[]')
       FROM backend.variants v WHERE v.product_id = p.id) AS variants
    FROM backend.products p WHERE ${where} ORDER BY p.id DESC LIMIT ${limit}`);
  return rows.map(ownProduct);
}

const ownProduct = ({ priceFrom, currency, createdAt, updatedAt, variants, ...row }: OwnRow): OwnProduct => ({
  id: row.id,
  shopId: row.shopId,
  categoryId: row.categoryId,
  slug: row.slug,
  title: row.title,
  description: row.description,
  status: row.status,
  priceFrom: money(priceFrom, currency),
  inStock: row.inStock,
  images: row.images,
  options: row.options,
  variants: variants.map((variant) => ({
    id: variant.id,
    sku: variant.sku,
    title: variant.title,
    options: variant.options,
    price: money(variant.price, variant.currency),
    weightG: variant.weightG,
    status: variant.status,
    stock: { available: variant.available, held: variant.held, sold: variant.sold },
  })),
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});
