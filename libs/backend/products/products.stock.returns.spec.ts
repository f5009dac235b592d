import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, sql } from '@pakashop/platform';
import fc from 'fast-check';
import {
  bootCatalogue,
  brokenStocks,
  category,
  openShop,
  price,
  putOnSale,
  type TestShop,
} from './products.fixtures.js';
import { RETURN_FATES, type ReturnedPieces, type ReturnFate, StockReturns } from './products.stock.returns.js';
import { Stock, type StockLine } from './products.stock.js';

let app: NestFastifyApplication;
let db: Database;
let stock: Stock;
let returns: StockReturns;
let shop: TestShop;
let categoryId: string;

beforeAll(async () => {
  app = await bootCatalogue({ DATABASE_POOL: '20' });
  db = app.get(Database);
  [stock, returns] = [app.get(Stock, { strict: false }), app.get(StockReturns, { strict: false })];
  categoryId = await category(app, 'returned');
  shop = await openShop(app, 'Returns Shop');
});
afterAll(() => app.close());

async function variantsWith(...stocks: number[]): Promise<string[]> {
  const variants = stocks.map((pieces) => ({ price: price(1_000), stock: pieces }));
  const product = await putOnSale(app, shop, { categoryId, title: 'Returned', variants: variants as never });
  return product.variants.map(({ id }) => id);
}

const line = (variantId: string, quantity: number): StockLine => ({ lineId: newId(), variantId, quantity });
const sold = async (...lines: StockLine[]) => {
  await db.transaction((tx) => stock.hold(tx, lines));
  await db.transaction((tx) => stock.sell(tx, lines));
};
const take = (cause: string, ...pieces: ReturnedPieces[]) => db.transaction((tx) => returns.take(tx, cause, pieces));
const stockOf = (id: string) => db.one(sql`SELECT available, held, sold FROM backend.variants WHERE id = ${id}`);
const movementsOf = (id: string) =>
  db.rows(sql`SELECT kind, quantity FROM backend.stock_movements WHERE variant_id = ${id} ORDER BY id OFFSET 3`);

describe('pieces that come back', () => {
  it.each<[ReturnFate, number, { kind: string; quantity: number }[]]>([
    ['RESTOCKED', 3, [{ kind: 'RETURN', quantity: 2 }]],
    [
      'DAMAGED',
      1,
      [
        { kind: 'RETURN', quantity: 2 },
        { kind: 'DAMAGE', quantity: -2 },
      ],
    ],
    [
      'MISSING',
      1,
      [
        { kind: 'RETURN', quantity: 2 },
        { kind: 'ADJUSTMENT', quantity: -2 },
      ],
    ],
  ])('are booked when %s, once however often it is said', async (fate, available, movements) => {
    const [a] = (await variantsWith(4)) as [string];
    const three = line(a, 3);
    await sold(three);
    const pieces = { lineId: three.lineId, quantity: 2, fate };
    await Promise.all(Array.from({ length: 5 }, () => take('returned', pieces)));
    await take('returned', pieces);
    expect(await stockOf(a)).toEqual({ available, held: 0, sold: 1 });
    expect(await movementsOf(a)).toEqual(movements);
    expect(await brokenStocks(db)).toEqual([]);
  });

  it('put a product that was sold out on sale again', async () => {
    const [a] = (await variantsWith(1)) as [string];
    const one = line(a, 1);
    await sold(one);
    await take('cancel', { lineId: one.lineId, quantity: 1, fate: 'RESTOCKED' });
    const { inStock } = await db.one<{ inStock: boolean }>(sql`
      SELECT in_stock AS "inStock" FROM backend.products p JOIN backend.variants v ON v.product_id = p.id WHERE v.id = ${a}`);
    expect(inStock).toBe(true);
  });

  it('must have been sold', async () => {
    const [a] = (await variantsWith(1)) as [string];
    const held = line(a, 1);
    await db.transaction((tx) => stock.hold(tx, [held]));
    await expect(take('cancel', { lineId: held.lineId, quantity: 1, fate: 'RESTOCKED' })).rejects.toThrow('not sold');
    expect(await stockOf(a)).toEqual({ available: 0, held: 1, sold: 0 });
  });
});

it('adds up whatever comes back at once (INV-08)', async () => {
  const fate = fc.constantFrom(...RETURN_FATES);
  const part = fc.record({ line: fc.nat(2), fate, cause: fc.constantFrom('cancel', 'returned', 'shortage.1') });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(part, { minLength: 1, maxLength: 5 }), { maxLength: 4 }), async (batches) => {
      const ids = await variantsWith(60, 60);
      const lines = [line(ids[0]!, 50), line(ids[1]!, 50), line(ids[1]!, 5)];
      await sold(...lines);
      for (const batch of batches) {
        await Promise.all(
          batch.map(({ line: i, fate, cause }) => take(cause, { lineId: lines[i]!.lineId, quantity: 1, fate })),
        );
        expect(await brokenStocks(db)).toEqual([]);
      }
      const parts = new Map(batches.flat().map((p) => [`${p.line}${p.cause}${p.fate}`, p]));
      const count = (lines: number[], fates: readonly ReturnFate[] = RETURN_FATES) =>
        [...parts.values()].filter((p) => lines.includes(p.line) && fates.includes(p.fate)).length;
      for (const [id, of, free, all] of [
        [ids[0]!, [0], 10, 50],
        [ids[1]!, [1, 2], 5, 55],
      ] as const) {
        const available = free + count([...of], ['RESTOCKED']);
        expect(await stockOf(id)).toEqual({ available, held: 0, sold: all - count([...of]) });
      }
    }),
    { numRuns: 20 },
  );
});
