import pg from 'pg';
import { HISTORY } from './data.history.mjs';

const SHOPS = 50;
const PRODUCTS = 10_000;

// What a marketplace of this size holds, written in bulk. Each variant's stock came in by a movement, as everywhere.
const STATEMENTS = [
  `INSERT INTO backend.users (id, email, email_verified_at, primary_contact, name)
   SELECT uuidv7(), 'seller' || n || '@bench.example', now(), 'email', 'Seller ' || n FROM generate_series(1, ${SHOPS}) n`,
  `INSERT INTO backend.shops (id, owner_id, slug, name, description, province, town)
   SELECT uuidv7(), u.id, 'bench-shop-' || n, 'Bench Shop ' || n, 'Everything for house and field.',
     (ARRAY['Lusaka', 'Copperbelt', 'Southern', 'Eastern'])[1 + n % 4], (ARRAY['Lusaka', 'Kitwe', 'Choma', 'Chipata'])[1 + n % 4]
   FROM generate_series(1, ${SHOPS}) n JOIN backend.users u ON u.email = 'seller' || n || '@bench.example'`,
  `INSERT INTO backend.categories (id, slug, code, name, position)
   SELECT uuidv7(), 'bench-category-' || n, 'BC' || n, 'Category ' || n, n FROM generate_series(1, 9) n`,
  `INSERT INTO backend.products
     (id, shop_id, category_id, slug, title, description, status, price_from, in_stock, image_url, created_at, updated_at)
   SELECT uuidv7(), s.id, c.id, 'bench-product-' || n, 'Product ' || md5(n::text)::varchar(12),
     repeat('A useful thing that is made well and lasts long. ', 1 + n % 8), 'ACTIVE', 1000 + n * 7919 % 49000, true,
     'https://img.example/products/' || n || '.jpg', now() - n * interval '1 minute', now() - n * interval '1 minute'
   FROM generate_series(1, ${PRODUCTS}) n
   JOIN backend.shops s ON s.slug = 'bench-shop-' || (1 + n % ${SHOPS})
   JOIN backend.categories c ON c.slug = 'bench-category-' || (1 + n % 9)`,
  `INSERT INTO backend.product_images (id, product_id, url, alt, position)
   SELECT uuidv7(), p.id, CASE k WHEN 0 THEN p.image_url ELSE p.image_url || '?view=' || k END, p.title, k
   FROM backend.products p, generate_series(0, 1) k`,
  `INSERT INTO backend.product_options (id, product_id, name, "values", position)
   SELECT uuidv7(), p.id, 'Size', ARRAY['S', 'M'], 0 FROM backend.products p`,
  `INSERT INTO backend.variants (id, product_id, shop_id, sku, title, options, price, position, available)
   SELECT uuidv7(), p.id, p.shop_id, 'BEN-' || split_part(p.slug, '-', 3) || '-' || size, size,
     jsonb_build_object('Size', size), p.price_from + 100 * k, k, 100000
   FROM backend.products p, unnest(ARRAY['S', 'M']) WITH ORDINALITY AS o (size, k1), LATERAL (SELECT (k1 - 1)::int AS k) place`,
  `INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
   SELECT id, 'RECEIPT', available, 'manual:' || id, 'system:bench' FROM backend.variants`,
];

/** Loads shops, products, variants and stock, and what had been bought before. */
export async function loadData(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query('SHOW fsync');
    if (rows[0].fsync !== 'on')
      throw new Error('PostgreSQL does not flush to the disk: the figures would mean nothing');
    // Nothing here breaks a rule, so the triggers need not look at each row.
    await client.query("SET session_replication_role = 'replica'");
    for (const statement of [...STATEMENTS, ...HISTORY]) await client.query(statement);
    await client.query('VACUUM (ANALYZE)');
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** What requests name: every tenth product, and variants all over the catalogue in a fixed but mixed order. */
export async function readNames(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const slugs = await client.query(`SELECT slug FROM backend.products ORDER BY md5(slug) LIMIT 1000`);
    const variants = await client.query(`SELECT id FROM backend.variants ORDER BY md5(sku) LIMIT 10000`);
    return { slugs: slugs.rows.map(({ slug }) => slug), variants: variants.rows.map(({ id }) => id) };
  } finally {
    await client.end();
  }
}
