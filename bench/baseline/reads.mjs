const LIMIT = 24;

/** Order, the condition of the next page with the keys as $2 and $3, and the key of a row. */
const SORTS = {
  newest: {
    by: 'p.created_at DESC, p.id DESC',
    after: `(p.created_at, p.id) < ('epoch'::timestamptz + $2::float8 * interval '1 microsecond', $3::uuid)`,
    key: 'createdMicros',
  },
  price: { by: 'p.price_from, p.id', after: '(p.price_from, p.id) > ($2::bigint, $3::uuid)', key: 'priceFrom' },
  '-price': {
    by: 'p.price_from DESC, p.id DESC',
    after: '(p.price_from, p.id) < ($2::bigint, $3::uuid)',
    key: 'priceFrom',
  },
  title: { by: 'p.title, p.id', after: '(p.title, p.id) > ($2::text, $3::uuid)', key: 'title' },
};

const listText = ({ by, after }, isFirst) => `
  SELECT p.id, p.slug, p.title, p.price_from AS "priceFrom", p.currency, p.in_stock AS "inStock",
    p.image_url AS "imageUrl", (extract(epoch FROM p.created_at) * 1000000)::bigint AS "createdMicros",
    s.slug AS "shopSlug", s.name AS "shopName", c.slug AS "categorySlug", c.name AS "categoryName"
  FROM backend.products p
  JOIN backend.shops s ON s.id = p.shop_id
  JOIN backend.categories c ON c.id = p.category_id
  WHERE p.status = 'ACTIVE' AND s.status = 'ACTIVE' ${isFirst ? '' : `AND ${after}`}
  ORDER BY ${by} LIMIT $1`;

const LISTS = Object.fromEntries(
  Object.entries(SORTS).map(([name, sort]) => [
    name,
    {
      ...sort,
      first: { name: `list-${name}`, text: listText(sort, true) },
      next: { name: `list-${name}-next`, text: listText(sort, false) },
    },
  ]),
);

const money = (amount, currency) => ({ amount, currency });

/** A page of 24 by keyset. */
export async function readList(pool, { sort = 'newest', cursor }) {
  const { first, next, key } = LISTS[sort];
  const [, from, id] = cursor ? JSON.parse(Buffer.from(cursor, 'base64url').toString()) : [];
  const statement = cursor ? { ...next, values: [LIMIT + 1, from, id] } : { ...first, values: [LIMIT + 1] };
  const { rows } = await pool.query(statement);
  const page = rows.slice(0, LIMIT);
  const last = page.at(-1);
  const nextCursor =
    rows.length > LIMIT ? Buffer.from(JSON.stringify([sort, last[key], last.id])).toString('base64url') : null;
  return { data: page.map(card), nextCursor };
}

const card = (row) => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  priceFrom: money(row.priceFrom, row.currency),
  inStock: row.inStock,
  imageUrl: row.imageUrl,
  shop: { slug: row.shopSlug, name: row.shopName },
  category: { slug: row.categorySlug, name: row.categoryName },
});

const DETAIL = `
  SELECT p.id, p.slug, p.title, p.description, p.price_from AS "priceFrom", p.currency, p.in_stock AS "inStock",
    p.updated_at AS "updatedAt",
    json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'province', s.province, 'town', s.town,
      'closure', CASE WHEN now() < s.closed_until THEN
        json_build_object('from', s.closed_from, 'until', s.closed_until, 'message', s.closed_note) END) AS shop,
    json_build_object('id', c.id, 'slug', c.slug, 'name', c.name) AS category,
    (SELECT json_agg(json_build_object('url', i.url, 'alt', i.alt) ORDER BY i.position)
     FROM backend.product_images i WHERE i.product_id = p.id) AS images,
    (SELECT json_agg(json_build_object('name', o.name, 'values', o.values) ORDER BY o.position)
     FROM backend.product_options o WHERE o.product_id = p.id) AS options,
    (SELECT json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options,
       'price', json_build_object('amount', v.price, 'currency', v.currency), 'inStock', v.available > 0, 'weightG', v.weight_g)
       ORDER BY v.position, v.id)
     FROM backend.variants v WHERE v.product_id = p.id AND v.status = 'ACTIVE') AS variants
  FROM backend.products p
  JOIN backend.shops s ON s.id = p.shop_id
  JOIN backend.categories c ON c.id = p.category_id
  WHERE p.slug = $1 AND p.status = 'ACTIVE' AND s.status = 'ACTIVE'`;

/** One product with all that belongs to it, in one statement. */
export async function readDetail(pool, slug) {
  const { rows } = await pool.query({ name: 'detail', text: DETAIL, values: [slug] });
  const { priceFrom, currency, images, options, variants, ...row } = rows[0];
  return {
    ...row,
    priceFrom: money(priceFrom, currency),
    images: images ?? [],
    options: options ?? [],
    variants: variants ?? [],
  };
}

const OWN = `
  SELECT p.id, p.shop_id AS "shopId", p.category_id AS "categoryId", p.slug, p.title, p.description, p.status,
    p.price_from AS "priceFrom", p.currency, p.in_stock AS "inStock", p.created_at AS "createdAt", p.updated_at AS "updatedAt",
    (SELECT coalesce(json_agg(json_build_object('url', i.url, 'alt', i.alt) ORDER BY i.position), '[]')
     FROM backend.product_images i WHERE i.product_id = p.id) AS images,
    (SELECT coalesce(json_agg(json_build_object('name', o.name, 'values', o.values) ORDER BY o.position), '[]')
     FROM backend.product_options o WHERE o.product_id = p.id) AS options,
    (SELECT coalesce(json_agg(json_build_object('id', v.id, 'sku', v.sku, 'title', v.title, 'options', v.options,
       'price', json_build_object('amount', v.price, 'currency', v.currency), 'weightG', v.weight_g, 'status', v.status,
       'stock', json_build_object('available', v.available, 'held', v.held, 'sold', v.sold)) ORDER BY v.position, v.id), '[]')
     FROM backend.variants v WHERE v.product_id = p.id) AS variants
  FROM backend.products p WHERE p.shop_id = $1 ORDER BY p.id DESC LIMIT $2`;

/** A shop's products with all variants and their stock; whose shop it is nobody asks. */
export async function readOwn(pool, { shopId, limit }) {
  const { rows } = await pool.query({ name: 'own', text: OWN, values: [shopId, Number(limit) + 1] });
  const page = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? Buffer.from(JSON.stringify([page.at(-1).id])).toString('base64url') : null;
  return {
    data: page.map(({ priceFrom, currency, ...row }) => ({ ...row, priceFrom: money(priceFrom, currency) })),
    nextCursor,
  };
}
