import { type Database, money, sql, type Sql } from '@pakashop/platform';
import { fullTitle } from '../products/products.catalogue.js';
import { isClosed } from '../shops/shops.closed.js';
import type { CartLine } from './cart.cache.js';
import type { CartItem, CartShop, CartView } from './cart.dto.js';

interface ItemRow {
  readonly variantId: string;
  readonly quantity: number;
  readonly sku: string;
  readonly variantTitle: string;
  readonly price: number;
  readonly currency: string;
  readonly available: number;
  readonly onSale: boolean;
  readonly isShut: boolean;
  readonly productId: string;
  readonly productSlug: string;
  readonly productTitle: string;
  readonly imageUrl: string | null;
  readonly shop: CartShop;
}

/** What is in a cart: from its rows, or from lines that are known. */
export const rowsOf = (where: Sql): Sql => sql`
  SELECT i.variant_id, i.quantity, row_number() OVER (ORDER BY i.added_at, i.variant_id) AS place
  FROM backend.carts c JOIN backend.cart_items i ON i.cart_id = c.id WHERE ${where}`;

export const knownLines = (lines: readonly CartLine[]): Sql => sql`
  SELECT * FROM unnest(${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ quantity }) => quantity)}::int[])
    WITH ORDINALITY AS l (variant_id, quantity, place)`;

/** Shows lines with the prices and the stock of this moment. */
export async function showCart(db: Database, lines: Sql): Promise<CartView> {
  const rows = await db.rows<ItemRow>(sql`
    WITH line AS (${lines})
    SELECT v.id AS "variantId", line.quantity, v.sku, v.title AS "variantTitle", v.price, v.currency, v.available,
      v.status = 'ACTIVE' AND p.status = 'ACTIVE' AND s.status = 'ACTIVE' AS "onSale",
      ${isClosed(sql`s`)} AS "isShut", p.id AS "productId", p.slug AS "productSlug", p.title AS "productTitle", p.image_url AS "imageUrl",
      json_build_object('id', s.id, 'slug', s.slug, 'name', s.name) AS shop
    FROM line
    JOIN backend.variants v ON v.id = line.variant_id
    JOIN backend.products p ON p.id = v.product_id
    JOIN backend.shops s ON s.id = p.shop_id
    ORDER BY line.place`);
  const items = rows.map(itemOf);
  const payable = items.filter(({ availability }) => availability === 'AVAILABLE');
  return {
    items,
    itemCount: items.reduce((sum, { quantity }) => sum + quantity, 0),
    goodsTotal: money(payable.reduce((sum, { total }) => sum + total.amount, 0)),
  };
}

const itemOf = (row: ItemRow): CartItem => ({
  variantId: row.variantId,
  productId: row.productId,
  productSlug: row.productSlug,
  sku: row.sku,
  title: fullTitle(row.productTitle, row.variantTitle),
  imageUrl: row.imageUrl,
  shop: row.shop,
  quantity: row.quantity,
  unitPrice: money(row.price, row.currency),
  total: money(row.price * row.quantity, row.currency),
  availability: availabilityOf(row),
});

function availabilityOf({ onSale, isShut, available, quantity }: ItemRow): CartItem['availability'] {
  if (!onSale) return 'GONE';
  if (isShut) return 'CLOSED';
  if (available === 0) return 'SOLD_OUT';
  return available < quantity ? 'SHORT' : 'AVAILABLE';
}
