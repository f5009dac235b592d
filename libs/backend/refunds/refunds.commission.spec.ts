import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { money, newId, sql } from '@pakashop/platform';
import { asOwner } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { orderOf, person } from '../orders/orders.suite.js';
import type { OrderView } from '../orders/orders.view.dto.js';
import { type LineMoney, type LineShare, lineShares } from './refunds.commission.js';
import type { RefundPreview } from './refunds.dto.js';
import { type Paid, RefundsStage, staff } from './refunds.fixtures.js';

let stage: RefundsStage;
beforeAll(async () => void (stage = await RefundsStage.open()), 20_000);
afterAll(() => stage.close());

type Line = Omit<LineMoney, 'paidBack' | 'commissionBack' | 'commissionVatBack'>;

const lines: fc.Arbitrary<Line[]> = fc.array(
  fc
    .record({ paid: fc.integer({ min: 1, max: 100_000 }), rates: fc.tuple(fc.nat(10_000), fc.nat(10_000)) })
    .map(({ paid, rates: [a, b] }) => ({
      ...{ lineId: newId(), paid, commission: Math.floor((paid * Math.min(a, b)) / 10_000) },
      commissionVat: Math.floor((paid * Math.abs(a - b)) / 10_000),
    })),
  { minLength: 1, maxLength: 5 },
);

/** Opens a refund of a share of what is left, of one line or of none, or takes one back. */
const steps = fc.array(
  fc.record({ takesBack: fc.nat(3).map((n) => n === 0), pick: fc.nat(10), isNamed: fc.boolean(), share: fc.nat(100) }),
  { maxLength: 25 },
);

const sumOf = (shares: readonly LineShare[], part: 'amount' | 'commission' | 'commissionVat'): number =>
  shares.reduce((sum, share) => sum + share[part], 0);

const standing = (all: readonly Line[], refunds: readonly LineShare[][]): LineMoney[] =>
  all.map((line) => {
    const own = refunds.flat().filter(({ lineId }) => lineId === line.lineId);
    const back = { paidBack: sumOf(own, 'amount'), commissionBack: sumOf(own, 'commission') };
    return { ...line, ...back, commissionVatBack: sumOf(own, 'commissionVat') };
  });

const leftOf = (all: readonly LineMoney[]): number => all.reduce((sum, { paid, paidBack }) => sum + paid - paidBack, 0);

describe('the commission that goes back', () => {
  it('is never more than was taken, and all of it once all goods are back, after any refunds and withdrawals', () => {
    fc.assert(
      fc.property(lines, steps, (all, course) => {
        const refunds: LineShare[][] = [];
        for (const { takesBack, pick, isNamed, share } of [...course, { ...LAST }]) {
          if (takesBack && refunds.length > 0) {
            refunds.splice(pick % refunds.length, 1);
            continue;
          }
          const now = standing(all, refunds);
          const line = now[pick % now.length]!;
          const most = isNamed ? line.paid - line.paidBack : leftOf(now);
          const goods = Math.ceil((most * share) / 100);
          const shares = lineShares(goods, now, new Map(isNamed ? [[line.lineId, goods]] : []));
          expect(sumOf(shares, 'amount')).toBe(goods);
          if (isNamed) expect(shares.every(({ lineId }) => lineId === line.lineId)).toBe(true);
          refunds.push(shares);
          for (const one of standing(all, refunds)) {
            expect(one.paidBack).toBeLessThanOrEqual(one.paid);
            expect(one.commissionBack).toBeLessThanOrEqual(one.commission);
            expect(one.commissionVatBack).toBeLessThanOrEqual(one.commissionVat);
          }
          expect(shares.every(({ commission, commissionVat }) => commission >= 0 && commissionVat >= 0)).toBe(true);
        }
        for (const one of standing(all, refunds)) {
          expect(one).toMatchObject({ paidBack: one.paid, commissionBack: one.commission });
          expect(one.commissionVatBack).toBe(one.commissionVat);
        }
      }),
    );
  });

  it('is that of the lines, and the average of the rest where no lines are named', () => {
    const line = (commission: number) => ({ lineId: newId(), paid: 10_000, commission, commissionVat: 0 });
    const all = [line(2_000), line(0)];
    const named = (i: number) => new Map([[all[i]!.lineId, 10_000]]);
    expect(sumOf(lineShares(10_000, standing(all, []), named(0)), 'commission')).toBe(2_000);
    expect(sumOf(lineShares(10_000, standing(all, []), named(1)), 'commission')).toBe(0);
    expect(sumOf(lineShares(5_000, standing(all, []), new Map()), 'commission')).toBe(500);
    // More than the line has left comes off the other one.
    const half = lineShares(10_000, standing(all, []));
    expect(lineShares(10_000, standing(all, [half]), named(0))).toEqual([
      expect.objectContaining({ amount: 5_000, commission: 1_000 }),
      expect.objectContaining({ amount: 5_000, commission: 0 }),
    ]);
  });
});

const LAST = { takesBack: false, pick: 0, isNamed: false, share: 100 };

const clerk = staff('refunds.read', 'refunds.write');

/** An order of two lines of one shop: the first bears 20 % commission, the second none. */
async function uneven(change: (order: OrderView) => Promise<void> = async () => undefined): Promise<Paid> {
  const shop = await stage.shop();
  const variants = [await stage.variant(shop.id, { price: 5_000 }), await stage.variant(shop.id, { price: 10_000 })];
  for (const [i, variantId] of variants.entries()) {
    await stage.db.execute(sql`
      INSERT INTO pricing.rules (id, version, kind, shop_id, product_id, terms, reason)
      SELECT ${newId()}, 1, 'COMMISSION', ${shop.id}, v.product_id,
        ${JSON.stringify({ basisPoints: i === 0 ? 2_000 : 0, tiers: [], perUnit: 0, minimum: null, maximum: null })}, 'agreed'
      FROM backend.variants v WHERE v.id = ${variantId}`);
  }
  const buyer = person();
  const wanted = [
    { variantId: variants[0], quantity: 2 },
    { variantId: variants[1], quantity: 1 },
  ];
  const { body: order } = await stage.place(buyer, { ...orderOf(variants[0]!), lines: wanted });
  await change(order);
  return stage.pays(order, buyer);
}

const linesOf = async ({ shopOrderId }: Paid): Promise<[string, string]> => {
  const rows = await stage.db.rows<{ id: string }>(sql`
    SELECT id FROM backend.order_lines WHERE shop_order_id = ${shopOrderId} ORDER BY unit_price`);
  return [rows[0]!.id, rows[1]!.id];
};

const preview = async ({ shopOrderId }: Paid, part: object) =>
  (await stage.call<RefundPreview>(clerk, 'POST', '/refunds/preview', { shopOrderId, ...part })).body;

const told = async (refundId: string, name: string) =>
  (
    await stage.db.one<{ payload: { goods: object; commission: object; commissionVat: object } }>(sql`
      SELECT payload FROM platform.outbox WHERE kind = 'event' AND name = ${name} AND payload ->> 'refundId' = ${refundId}`)
  ).payload;

describe('a refund of lines', () => {
  it('tells the books the commission of its own lines, as its preview does', async () => {
    const paid = await uneven();
    const [dear, free] = await linesOf(paid);
    const one = { lines: [{ lineId: dear, quantity: 1 }] };
    expect(await preview(paid, one)).toMatchObject({
      ...{ goods: money(5_000), commission: money(1_000), commissionVat: money(160) },
    });
    const { refundId } = (await stage.open(paid, { ...one, goods: 5_000, needsApproval: false }))!;
    const fact = { goods: money(5_000), commission: money(1_000), commissionVat: money(160) };
    expect(await told(refundId, 'refunds.opened')).toMatchObject(fact);
    await stage.becomes(refundId, 'COMPLETED');
    expect(await told(refundId, 'refunds.completed')).toMatchObject(fact);
    const other = (await stage.open(paid, { lines: [{ lineId: free, quantity: 1 }], goods: 10_000 }))!;
    expect(await told(other.refundId, 'refunds.opened')).toMatchObject({
      commission: money(0),
      commissionVat: money(0),
    });
    const rest = (await stage.open(paid, { goods: 5_000, delivery: 0 }))!;
    expect(await told(rest.refundId, 'refunds.opened')).toMatchObject({ commission: money(1_000) });
  });

  it('gives the buyer what they paid of goods with a coupon, and who funded it the rest', async () => {
    const paid = await uneven(async ({ id, shopOrders }) => {
      // As an order with a coupon of K20 on K200 would be written.
      await stage.db.execute(sql`
        INSERT INTO backend.order_adjustments (id, shop_order_id, kind, amount, funder, reason)
        VALUES (${newId()}, ${shopOrders[0]!.id}, 'COUPON', -2000, 'PLATFORM', 'a coupon')`);
      const less = sql`goods_total = goods_total - 2000, total = total - 2000`;
      await asOwner(
        sql`UPDATE backend.shop_orders SET ${less} WHERE order_id = ${id}`,
        sql`UPDATE backend.orders SET ${less} WHERE id = ${id}`,
        sql`UPDATE backend.payments SET amount = amount - 2000 WHERE order_id = ${id}`,
      );
    });
    const [dear, free] = await linesOf(paid);
    const open = async (part: object) =>
      (
        await stage.call<{ id: string; goods: object }>(
          ...([
            clerk,
            'POST',
            '/refunds',
            { shopOrderId: paid.shopOrderId, reason: 'damaged', ...part },
            newId(),
          ] as const),
        )
      ).body;
    const one = { lines: [{ lineId: dear, quantity: 1 }] };
    expect(await preview(paid, one)).toMatchObject({
      ...{ amount: money(4_500), goods: money(4_500), commission: money(1_000) },
      funders: [{ kind: 'COUPON', funder: 'PLATFORM', amount: money(500) }],
    });
    expect(await open(one)).toMatchObject({ goods: money(4_500) });
    const rest = { lines: [dear, free].map((lineId) => ({ lineId, quantity: 1 })) };
    expect(await preview(paid, rest)).toMatchObject({
      ...{ goods: money(13_500), commission: money(1_000), leftGoods: money(13_500) },
      funders: [{ kind: 'COUPON', funder: 'PLATFORM', amount: money(1_500) }],
    });
    expect(await open(rest)).toMatchObject({ goods: money(13_500) });
    expect(await preview(paid, { goodwill: money(1) })).toMatchObject({ leftGoods: money(0) });
  });
});
