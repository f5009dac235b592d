import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, Problem, sql } from '@pakashop/platform';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
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
import { Stock, type StockLine } from './products.stock.js';

let app: NestFastifyApplication;
let db: Database;
let stock: Stock;
let shop: TestShop;
let categoryId: string;

const line = (variantId: string, quantity = 1): StockLine => ({ lineId: newId(), variantId, quantity });
const hold = (...lines: StockLine[]) => db.transaction((tx) => stock.hold(tx, lines));
const sell = (...lines: StockLine[]) => db.transaction((tx) => stock.sell(tx, lines));
const release = (...lines: StockLine[]) => db.transaction((tx) => stock.release(tx, lines));
const stockOf = (variantId: string) =>
  db.one<{ available: number; held: number; sold: number }>(
    sql`SELECT available, held, sold FROM backend.variants WHERE id = ${variantId}`,
  );
const inStock = async (variantId: string) =>
  (
    await db.one<{ inStock: boolean }>(sql`
      SELECT in_stock AS "inStock" FROM backend.products p JOIN backend.variants v ON v.product_id = p.id WHERE v.id = ${variantId}`)
  ).inStock;
const movementsOf = async (variantId: string) =>
  (
    await db.rows<{ kind: string }>(
      sql`SELECT kind FROM backend.stock_movements WHERE variant_id = ${variantId} ORDER BY id`,
    )
  ).map(({ kind }) => kind);
const refusal = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => (error instanceof Problem ? error : Promise.reject(error as Error)),
  );

/** One product with a variant per stock given. */
async function variantsWith(...stocks: number[]): Promise<string[]> {
  const variants = stocks.map((pieces) => ({ price: price(1_000), stock: pieces }));
  const product = await putOnSale(app, shop, { categoryId, title: 'Stocked', variants: variants as never });
  return product.variants.map(({ id }) => id);
}

beforeAll(async () => {
  app = await bootCatalogue({ DATABASE_POOL: '20' });
  db = app.get(Database);
  stock = app.get(Stock, { strict: false });
  categoryId = await category(app, 'stocked');
  shop = await openShop(app, 'Stocked Shop');
});
afterAll(() => app.close());

describe('a line', () => {
  let a: string;
  beforeEach(async () => {
    [a] = (await variantsWith(3)) as [string];
  });

  it('is held, then sold', async () => {
    const two = line(a, 2);
    await hold(two);
    expect(await stockOf(a)).toEqual({ available: 1, held: 2, sold: 0 });
    await sell(two);
    expect(await stockOf(a)).toEqual({ available: 1, held: 0, sold: 2 });
  });

  it('is held, then given back', async () => {
    const all = line(a, 3);
    await hold(all);
    expect(await inStock(a)).toBe(false);
    await release(all);
    expect(await stockOf(a)).toEqual({ available: 3, held: 0, sold: 0 });
    expect(await inStock(a)).toBe(true);
  });

  it.each([
    ['hold', [hold, hold], { available: 1, held: 2, sold: 0 }],
    ['sell', [hold, sell, sell, hold], { available: 1, held: 0, sold: 2 }],
    ['release', [hold, release, release, hold], { available: 3, held: 0, sold: 0 }],
  ] as const)('changes nothing when %s is repeated', async (_, steps, expected) => {
    const two = line(a, 2);
    for (const step of steps) await step(two);
    expect(await stockOf(a)).toEqual(expected);
  });

  it('ends one way only, and only once it was held', async () => {
    const [sold, given, never] = [line(a), line(a), line(a)];
    await hold(sold, given);
    await sell(sold);
    await release(given);
    for (const wrong of [release(sold), sell(given), sell(never), release(never)]) {
      await expect(wrong).rejects.toThrow('not held');
    }
    expect(await stockOf(a)).toEqual({ available: 2, held: 0, sold: 1 });
  });

  it('is sold or given back, not both, when the two race', async () => {
    for (let round = 0; round < 5; round++) {
      const [raced] = (await variantsWith(2)) as [string];
      const one = line(raced);
      await hold(one, line(raced));
      const ends = await Promise.allSettled([sell(one), release(one)]);
      expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await stockOf(raced)).held).toBe(1);
    }
  });
});

describe('an order', () => {
  it('holds all its lines or none, and says what is short', async () => {
    const [a, b, c] = (await variantsWith(5, 1, 0)) as [string, string, string];
    const unknown = newId();
    const problem = await refusal(hold(line(a, 2), line(b, 2), line(c), line(unknown)));
    expect(problem).toMatchObject({ code: 'products.out_of_stock', status: 409 });
    const lines = problem.extra!.lines as { variantId: string; available: number }[];
    expect(new Map(lines.map(({ variantId, available }) => [variantId, available]))).toEqual(
      new Map([
        [b, 1],
        [c, 0],
        [unknown, 0],
      ]),
    );
    expect(await stockOf(a)).toEqual({ available: 5, held: 0, sold: 0 });
    expect(await movementsOf(a)).toEqual(['RECEIPT']);
  });

  it('leaves nothing behind when its refusal is caught inside the transaction', async () => {
    const [a, b] = (await variantsWith(5, 0)) as [string, string];
    await db.transaction((tx) => stock.hold(tx, [line(a), line(b)]).catch(() => undefined));
    expect(await stockOf(a)).toEqual({ available: 5, held: 0, sold: 0 });
    expect(await movementsOf(a)).toEqual(['RECEIPT']);
  });

  it('may name one variant twice', async () => {
    const [a] = (await variantsWith(5)) as [string];
    const lines = [line(a, 2), line(a, 3)];
    expect((await refusal(hold(...lines, line(a)))).extra).toEqual({ lines: [{ variantId: a, available: 5 }] });
    await hold(...lines);
    expect(await stockOf(a)).toEqual({ available: 0, held: 5, sold: 0 });
    await sell(lines[0]!);
    await release(lines[1]!);
    expect(await stockOf(a)).toEqual({ available: 3, held: 0, sold: 2 });
  });

  it('cannot hold what was taken off sale meanwhile', async () => {
    const [a] = (await variantsWith(5, 5)) as [string];
    await db.execute(sql`UPDATE backend.variants SET status = 'ARCHIVED' WHERE id = ${a}`);
    expect((await refusal(hold(line(a)))).extra).toEqual({ lines: [{ variantId: a, available: 0 }] });
  });
});

describe('races', () => {
  it('let one of 200 have the last unit', async () => {
    const [a] = (await variantsWith(1)) as [string];
    const orders = await Promise.allSettled(Array.from({ length: 200 }, () => hold(line(a))));
    const lost = orders.flatMap((order) => (order.status === 'rejected' ? [order.reason as Problem] : []));
    expect(lost).toHaveLength(199);
    expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(['products.out_of_stock']));
    expect(await stockOf(a)).toEqual({ available: 0, held: 1, sold: 0 });
    expect(await inStock(a)).toBe(false);
  });

  it('do not deadlock orders that name the same variants in another order', async () => {
    const ids = await variantsWith(100, 100, 100, 100);
    const orders = Array.from({ length: 60 }, (_, i) => {
      const rotated = [...ids.slice(i % 4), ...ids.slice(0, i % 4)];
      return hold(...(i % 2 ? rotated : rotated.toReversed()).map((id) => line(id)));
    });
    await Promise.all(orders);
    for (const id of ids) expect(await stockOf(id)).toEqual({ available: 40, held: 60, sold: 0 });
  });

  it('see a product as sold out when its last two variants go at once', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = (await variantsWith(1, 1)) as [string, string];
      await Promise.all([hold(line(a)), hold(line(b))]);
      expect(await inStock(a)).toBe(false);
    }
  });
});

it('adds up whatever happens at once (INV-08)', async () => {
  const steps = ['hold', 'hold', 'sell', 'release', 'receive'] as const;
  const work = fc.record({
    step: fc.constantFrom(...steps),
    order: fc.nat(5),
    quantities: fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(work, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      async (batches) => {
        const ids = await variantsWith(3, 2, 1);
        const orders: StockLine[][] = [[], [], [], [], [], []];
        for (const batch of batches) {
          await Promise.allSettled(
            batch.map(({ step, order, quantities }) => {
              if (step === 'hold') {
                if (orders[order]!.length === 0) {
                  orders[order] = ids.flatMap((id, i) => (quantities[i] ? [line(id, quantities[i])] : []));
                }
                return hold(...orders[order]!);
              }
              if (step === 'sell') return sell(...orders[order]!);
              if (step === 'release') return release(...orders[order]!);
              return db.transaction(async (tx) => {
                await tx.execute(sql`UPDATE backend.variants SET available = available + 1 WHERE id = ${ids[0]}`);
                await tx.execute(sql`
                INSERT INTO backend.stock_movements (variant_id, kind, quantity, key, actor)
                VALUES (${ids[0]}, 'ADJUSTMENT', 1, ${`test:${newId()}`}, 'test')`);
                await tx.execute(
                  sql`UPDATE backend.products SET in_stock = true WHERE id = (SELECT product_id FROM backend.variants WHERE id = ${ids[0]})`,
                );
              });
            }),
          );
          expect(await brokenStocks(db)).toEqual([]);
        }
      },
    ),
    { numRuns: 20 },
  );
});

it('finds a stock that does not add up', async () => {
  const [a] = (await variantsWith(3)) as [string];
  await db.execute(sql`UPDATE backend.variants SET available = 4 WHERE id = ${a}`);
  expect((await brokenStocks(db)).map(({ id }) => id)).toEqual([a]);
});
