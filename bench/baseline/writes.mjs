import { createHash, randomUUID } from 'node:crypto';

/** Plain tables of the yardstick's own, with the same orders and carts: our constraints and histories cost it nothing. */
export const TABLES = `
  CREATE SCHEMA IF NOT EXISTS baseline;
  CREATE TABLE IF NOT EXISTS baseline.carts (id uuid PRIMARY KEY, owner text NOT NULL UNIQUE);
  CREATE TABLE IF NOT EXISTS baseline.cart_items (
    cart_id uuid REFERENCES baseline.carts, variant_id uuid, quantity int NOT NULL, PRIMARY KEY (cart_id, variant_id));
  CREATE TABLE IF NOT EXISTS baseline.orders (
    id uuid PRIMARY KEY, number text NOT NULL UNIQUE, owner text NOT NULL, contact jsonb NOT NULL, delivery jsonb NOT NULL,
    goods_total bigint NOT NULL, delivery_total bigint NOT NULL, placed_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL);
  CREATE TABLE IF NOT EXISTS baseline.order_lines (
    id uuid PRIMARY KEY, order_id uuid NOT NULL REFERENCES baseline.orders, shop_id uuid NOT NULL, variant_id uuid NOT NULL,
    quantity int NOT NULL, unit_price bigint NOT NULL);
  INSERT INTO baseline.carts (id, owner) SELECT id, guest_hash FROM backend.carts ON CONFLICT DO NOTHING;
  INSERT INTO baseline.cart_items SELECT cart_id, variant_id, quantity FROM backend.cart_items ON CONFLICT DO NOTHING;
  INSERT INTO baseline.orders SELECT id, number, guest_hash, '{}', '{}', goods_total, delivery_total, created_at, expires_at
    FROM backend.orders ON CONFLICT DO NOTHING;
  INSERT INTO baseline.order_lines SELECT l.id, s.order_id, s.shop_id, l.variant_id, l.quantity, l.unit_price
    FROM backend.order_lines l JOIN backend.shop_orders s ON s.id = l.shop_order_id ON CONFLICT DO NOTHING;
  ANALYZE;`;

const DELIVERY_FEE = 2_500;
const ownerOf = (credential) => createHash('sha256').update(credential).digest('hex');
const money = (amount) => ({ amount, currency: 'ZMW' });

const ADD = `
  WITH cart AS (
    INSERT INTO baseline.carts (id, owner) VALUES ($1, $2) ON CONFLICT (owner) DO UPDATE SET owner = excluded.owner RETURNING id),
  item AS (
    INSERT INTO baseline.cart_items AS i (cart_id, variant_id, quantity) SELECT id, $3::uuid, $4::int FROM cart
    ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = i.quantity + excluded.quantity RETURNING quantity)
  SELECT item.quantity, (item.quantity + coalesce((
    SELECT sum(o.quantity) FROM baseline.cart_items o WHERE o.cart_id = cart.id AND o.variant_id <> $3), 0))::int AS "itemCount"
  FROM cart, item`;

/** Puts a variant into the caller's cart with one statement. */
export async function addToCart(pool, credential, { variantId, quantity }) {
  const values = [randomUUID(), ownerOf(credential), variantId, quantity];
  const { rows } = await pool.query({ name: 'add', text: ADD, values });
  return { variantId, quantity: rows[0].quantity, itemCount: rows[0].itemCount };
}

const TAKE = `
  UPDATE backend.variants v SET available = v.available - w.quantity
  FROM unnest($1::uuid[], $2::int[]) AS w (id, quantity), backend.products p, backend.shops s
  WHERE v.id = w.id AND v.available >= w.quantity AND p.id = v.product_id AND s.id = p.shop_id
  RETURNING v.id AS "variantId", p.id AS "productId", v.sku, p.title || ', ' || v.title AS title, w.quantity,
    v.price AS "unitPrice", s.id AS "shopId", s.name AS "shopName"`;

const ORDER = `
  INSERT INTO baseline.orders (id, number, owner, contact, delivery, goods_total, delivery_total, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now() + interval '30 minutes')
  RETURNING placed_at AS "placedAt", expires_at AS "expiresAt"`;

const LINES = `
  INSERT INTO baseline.order_lines (id, order_id, shop_id, variant_id, quantity, unit_price)
  SELECT l.id, $1, l.shop, l.variant, l.quantity, l.price
  FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::int[], $6::bigint[]) AS l (id, shop, variant, quantity, price)`;

/** One transaction: takes the stock, inserts the order and its lines. */
export async function placeOrder(pool, credential, { lines, contact, delivery }) {
  const sorted = lines.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1));
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const order = await write(client, credential, { lines: sorted, contact, delivery });
    await client.query('COMMIT');
    return order;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function write(client, credential, { lines, contact, delivery }) {
  const wanted = [lines.map(({ variantId }) => variantId), lines.map(({ quantity }) => quantity)];
  const { rows } = await client.query({ name: 'take', text: TAKE, values: wanted });
  if (rows.length < lines.length) throw new Error('out of stock');
  const taken = rows.map((row) => ({ id: randomUUID(), ...row }));
  const id = randomUUID();
  const number = `PK-${id.slice(0, 4)}-${id.slice(4, 8)}-${id.slice(9, 13)}`;
  const shops = [...Map.groupBy(taken, ({ shopId }) => shopId).values()];
  const goods = sum(taken);
  const fees = DELIVERY_FEE * shops.length;
  const head = [id, number, ownerOf(credential), JSON.stringify(contact), JSON.stringify(delivery), goods, fees];
  const { rows: times } = await client.query({ name: 'order', text: ORDER, values: head });
  const column = (name) => taken.map((line) => line[name]);
  const columns = ['id', 'shopId', 'variantId', 'quantity', 'unitPrice'].map(column);
  await client.query({ name: 'lines', text: LINES, values: [id, ...columns] });
  return view({ id, number, goods, fees, contact, delivery, shops, ...times[0] });
}

const sum = (lines) => lines.reduce((total, { unitPrice, quantity }) => total + unitPrice * quantity, 0);

const view = ({ id, number, goods, fees, contact, delivery, shops, placedAt, expiresAt }) => ({
  id,
  number,
  status: 'PENDING',
  paymentStatus: 'PENDING',
  currency: 'ZMW',
  goodsTotal: money(goods),
  deliveryTotal: money(fees),
  total: money(goods + fees),
  placedAt,
  expiresAt,
  delivery: { latitude: null, longitude: null, ...delivery },
  contact: { email: null, ...contact },
  shopOrders: shops.map((lines) => ({
    id: randomUUID(),
    shop: { id: lines[0].shopId, name: lines[0].shopName },
    status: 'PENDING',
    lines: lines.map(({ shopId: _id, shopName: _name, unitPrice, ...line }) => ({
      ...line,
      listPrice: money(unitPrice),
      unitPrice: money(unitPrice),
      cancelledQuantity: 0,
      refundedQuantity: 0,
      total: money(unitPrice * line.quantity),
    })),
    goodsTotal: money(sum(lines)),
    deliveryFee: money(DELIVERY_FEE),
    total: money(sum(lines) + DELIVERY_FEE),
    refunded: money(0),
    deliveryState: null,
    dispute: null,
    receivedAt: null,
    cancelledBy: null,
    cancelReason: null,
  })),
});
