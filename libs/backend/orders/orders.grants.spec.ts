import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { bootApp } from '@pakashop/platform/testing';
import { Market, person, registry } from './orders.suite.js';

/** What the roles of our processes may not do to what was sold. */
const FORBIDDEN = [
  'UPDATE backend.orders SET total = total + 1',
  "UPDATE backend.orders SET currency = 'USD'",
  'UPDATE backend.shop_orders SET goods_total = goods_total + 1',
  'UPDATE backend.shop_orders SET shop_id = order_id',
  'UPDATE backend.order_lines SET unit_price = 1',
  'UPDATE backend.order_lines SET quantity = quantity + 1',
  'UPDATE backend.order_adjustments SET amount = 0',
  'UPDATE backend.payments SET amount = amount - 1',
  ...['orders', 'shop_orders', 'order_lines', 'order_adjustments', 'payments'].map(
    (table) => `DELETE FROM backend.${table}`,
  ),
];

describe.each(['pakashop_app', 'pakashop_backend'])('what was sold, to %s', (role) => {
  let market: Market;
  let client: pg.Client;
  beforeAll(async () => {
    market = new Market(await bootApp('api', registry));
    const shop = await market.shop();
    await market.placed(person(), await market.variant(shop.id, { price: 10_000 }));
    client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query(`SET ROLE ${role}`);
  });
  afterAll(async () => {
    await client.end();
    await market.app.close();
  });

  it.each(FORBIDDEN)('is no business of: %s', async (statement) => {
    await expect(client.query(statement)).rejects.toThrow('permission denied');
  });

  it('can go on', async () => {
    const { rowCount } = await client.query("UPDATE backend.orders SET landmark = 'by the market'");
    expect(rowCount).toBeGreaterThan(0);
  });
});
