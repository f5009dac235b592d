import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import { readOrders } from './orders.fact.js';
import { Market, person, registry } from './orders.suite.js';

let market: Market;
beforeAll(async () => {
  market = new Market(await bootApp('api', registry));
});
afterAll(() => market.app.close());

const rule = (shopId: string, kind: string, terms: object) =>
  market.db.execute(sql`
    INSERT INTO pricing.rules (id, version, kind, shop_id, terms, reason)
    VALUES (${newId()}, 1, ${kind}, ${shopId}, ${JSON.stringify(terms)}, 'an agreement')`);

interface Frozen {
  readonly kind: string;
  readonly amount: number;
  readonly funder: string;
  readonly ofLine: boolean;
}

describe('an order freezes', () => {
  it('mark-up, free delivery and agent pay, so that everybody’s parts sum to what is paid', async () => {
    const shop = await market.shop();
    const variantId = await market.variant(shop.id, { price: 100_000 });
    await rule(shop.id, 'MARKUP', { basisPoints: 1_160, perUnit: 0, keeper: 'PLATFORM' });
    await rule(shop.id, 'FREE_DELIVERY', { fromGoods: 1, funder: 'SHOP', most: null });
    const placed = await market.placed(person(), variantId);
    const [part] = placed.shopOrders;
    expect([part!.goodsTotal.amount, part!.deliveryFee.amount, placed.total.amount]).toEqual([111_600, 0, 111_600]);

    const rows = await market.db.rows<Frozen>(sql`
      SELECT kind, amount, funder, line_id IS NOT NULL AS "ofLine" FROM backend.order_adjustments
      WHERE shop_order_id = ${part!.id} AND rule_id IS NOT NULL AND rule_version = 1 ORDER BY kind, amount`);
    const delivery = rows.find(({ kind }) => kind === 'DELIVERY_DISCOUNT')!.amount;
    const vat = Math.round((delivery * 1_600) / 11_600);
    const charge = (kind: string, amount: number, ofLine = true) => ({ kind, amount, funder: 'SHOP', ofLine });
    const byAmount = (a: Frozen, b: Frozen) => a.amount - b.amount;
    expect(rows.filter(({ funder, kind }) => funder === 'SHOP' && kind !== 'DELIVERY_DISCOUNT')).toEqual([
      ...[
        charge('COMMISSION', 5_000),
        charge('COMMISSION', 10_000),
        charge('COMMISSION', delivery - vat, false),
      ].toSorted(byAmount),
      ...[
        charge('COMMISSION_VAT', 800),
        charge('COMMISSION_VAT', 1_600),
        charge('COMMISSION_VAT', vat, false),
      ].toSorted(byAmount),
    ]);
    expect(rows.filter(({ funder }) => funder !== 'SHOP')).toEqual([
      { kind: 'AGENT_PAY', amount: expect.any(Number), funder: 'PLATFORM', ofLine: false },
      { kind: 'DELIVERY_FEE', amount: 0, funder: 'CUSTOMER', ofLine: false },
      { kind: 'PLATFORM_MARKUP', amount: 11_600, funder: 'CUSTOMER', ofLine: true },
    ]);

    const { fact } = (await readOrders(market.db, [placed.id]))[0]!;
    const told = fact.shopOrders[0]!;
    expect(told.commission.amount + told.commissionVat.amount).toBe(5_800 + 11_600 + delivery);
    expect(told.lines[0]).toMatchObject({ commission: { amount: 15_000 }, markup: { amount: 11_600 } });
  });
});
