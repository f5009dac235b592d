import { Injectable } from '@nestjs/common';
import {
  Database,
  decodeCursor,
  foreignCursor,
  join,
  money,
  none,
  type Page,
  sql,
  type Sql,
  toPage,
} from '@pakashop/platform';
import { isUUID } from 'class-validator';
import type { ListProducts, ProductCard, Sort } from './products.dto.js';

interface CardRow {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly priceFrom: number;
  readonly currency: string;
  readonly inStock: boolean;
  readonly imageUrl: string | null;
  readonly createdMicros: number;
  readonly shopSlug: string;
  readonly shopName: string;
  readonly categorySlug: string;
  readonly categoryName: string;
}

type SortKey = string | number;

interface Ordering {
  readonly by: Sql;
  /** What comes after an item; index and order agree, so that a page costs the same wherever it stands. */
  readonly after: (key: SortKey, id: string) => Sql;
  readonly key: (row: CardRow) => SortKey;
  readonly keyType: 'string' | 'number';
}

const ORDERINGS: Record<Sort, Ordering> = {
  newest: {
    by: sql`p.created_at DESC, p.id DESC`,
    after: (key, id) =>
      sql`(p.created_at, p.id) < ('epoch'::timestamptz + ${key}::float8 * interval '1 microsecond', ${id}::uuid)`,
    key: (row) => row.createdMicros,
    keyType: 'number',
  },
  price: {
    by: sql`p.price_from, p.id`,
    after: (key, id) => sql`(p.price_from, p.id) > (${key}::bigint, ${id}::uuid)`,
    key: (row) => row.priceFrom,
    keyType: 'number',
  },
  '-price': {
    by: sql`p.price_from DESC, p.id DESC`,
    after: (key, id) => sql`(p.price_from, p.id) < (${key}::bigint, ${id}::uuid)`,
    key: (row) => row.priceFrom,
    keyType: 'number',
  },
  title: {
    by: sql`p.title, p.id`,
    after: (key, id) => sql`(p.title, p.id) > (${key}, ${id}::uuid)`,
    key: (row) => row.title,
    keyType: 'string',
  },
};

/** The public list of products: only what is on sale in a shop that is open. */
@Injectable()
export class ProductSearch {
  constructor(private readonly db: Database) {}

  async page(query: ListProducts): Promise<Page<ProductCard>> {
    const ordering = ORDERINGS[query.sort];
    const where = join([...filters(query), afterCursor(query, ordering)], ' AND ');
    const rows = await this.db.rows<CardRow>(sql`
      SELECT p.id, p.slug, p.title, p.price_from AS "priceFrom", p.currency, p.in_stock AS "inStock",
             p.image_url AS "imageUrl", (extract(epoch FROM p.created_at) * 1000000)::bigint AS "createdMicros",
             s.slug AS "shopSlug", s.name AS "shopName", c.slug AS "categorySlug", c.name AS "categoryName"
      FROM backend.products p
      JOIN backend.shops s ON s.id = p.shop_id
      JOIN backend.categories c ON c.id = p.category_id
      WHERE ${where}
      ORDER BY ${ordering.by} LIMIT ${query.limit + 1}`);
    return toPage(rows, query.limit, (row) => [query.sort, ordering.key(row), row.id], card);
  }
}

function filters({ category, shop, priceMin, priceMax, inStock, q }: ListProducts): Sql[] {
  const branch = sql`p.category_id IN (
    WITH RECURSIVE branch AS (
      SELECT id FROM backend.categories WHERE slug = ${category}
      UNION SELECT c.id FROM backend.categories c JOIN branch b ON c.parent_id = b.id)
    SELECT id FROM branch)`;
  return [
    sql`p.status = 'ACTIVE' AND s.status = 'ACTIVE'`,
    category === undefined ? none : branch,
    shop === undefined ? none : sql`p.shop_id = (SELECT id FROM backend.shops WHERE slug = ${shop})`,
    priceMin === undefined ? none : sql`p.price_from >= ${priceMin}`,
    priceMax === undefined ? none : sql`p.price_from <= ${priceMax}`,
    inStock === undefined ? none : sql`p.in_stock = ${inStock}`,
    q === undefined ? none : sql`p.title ILIKE ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`,
  ];
}

/** @throws Problem VAL_001 for a cursor of another sort or of nobody */
function afterCursor({ cursor, sort }: ListProducts, { after, keyType }: Ordering): Sql {
  if (cursor === undefined) return none;
  const [madeFor, key, id] = decodeCursor(cursor, 3);
  const isKey = typeof key === keyType && (typeof key === 'string' || Number.isSafeInteger(key));
  if (madeFor !== sort || !isKey || !isUUID(id)) {
    throw foreignCursor();
  }
  return after(key as SortKey, id as string);
}

const card = (row: CardRow): ProductCard => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  priceFrom: money(row.priceFrom, row.currency),
  inStock: row.inStock,
  imageUrl: row.imageUrl,
  shop: { slug: row.shopSlug, name: row.shopName },
  category: { slug: row.categorySlug, name: row.categoryName },
});
