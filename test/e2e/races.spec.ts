import { beforeAll, describe, expect, it } from '@jest/globals';
import { ApiProblem, type Client, idempotencyKey } from '@pakashop/client';
import { Crew, type Payee, SHORT_WAYS } from './crew.js';
import { useMarketplace } from './marketplace.js';
import type { Insider } from './people.js';
import type { Process } from './processes.js';
import type { Sale } from './sale.js';

/** Who does the same thing at the same instant, over two apis and two workers: exactly one of them has it. */
const market = useMarketplace(() => ({ env: SHORT_WAYS }));
let crew: Crew;
let apis: readonly [Process, Process];

beforeAll(async () => {
  crew = await Crew.assemble(market());
  apis = [market().api, await market().addApi()];
  await market().addWorker();
}, 60_000);

/** Somebody at one api and the other in turn. */
const everywhere = (who: Insider): [Client, Client] => [crew.at(apis[0], who), crew.at(apis[1], who)];

/** What came of calls that were made together: the answers, and the codes of the refusals. */
async function together<T>(calls: readonly (() => Promise<T>)[]): Promise<{ given: T[]; refused: string[] }> {
  const given: T[] = [];
  const refused: string[] = [];
  for (const result of await Promise.allSettled(calls.map((call) => call()))) {
    if (result.status === 'fulfilled') given.push(result.value);
    else if (result.reason instanceof ApiProblem) refused.push(result.reason.code);
    else throw result.reason;
  }
  return { given, refused };
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** A sale whose goods are at the door. */
async function atTheDoor(): Promise<Sale> {
  const sale = await crew.sell();
  await sale.dispatch();
  return sale;
}

describe('fifty confirmations of one delivery at once', () => {
  const triesOf = ({ part }: Sale) =>
    market().row<{ tries: number; proofs: number; events: number }>(
      `SELECT d.pin_tries AS tries,
         (SELECT count(*)::int FROM backend.delivery_evidence e WHERE e.delivery_id = d.id) AS proofs,
         (SELECT count(*)::int FROM platform.outbox m WHERE m.name = 'delivery.delivered'
            AND m.payload ->> 'shopOrderId' = $1) AS events
       FROM backend.deliveries d WHERE d.shop_order_id = $1::uuid`,
      part.id,
    );

  /** Right and wrong PINs in a row, the wrong ones all over it. */
  async function confirmAll(sale: Sale, wrong: number) {
    const pin = await sale.pin();
    const by = everywhere(crew.agents[0]);
    const isWrong = (i: number): boolean => Math.floor((i * wrong) / 50) !== Math.floor(((i + 1) * wrong) / 50);
    const pinOf = (i: number): string =>
      isWrong(i) ? String((Number(pin) + i + 1) % 1_000_000).padStart(6, '0') : pin;
    const bodies = times(50, (i) => sale.confirmation(pinOf(i)));
    const answers = await together(bodies.map((body, i) => () => sale.confirm(body, { by: by[i % 2] })));
    return { ...answers, pin };
  }

  it('four of them wrong: one proof, and all that were right have its receipt', async () => {
    const sale = await atTheDoor();
    const { given, refused } = await confirmAll(sale, 4);
    expect(given).toHaveLength(46);
    expect(new Set(given.map((receipt) => JSON.stringify(receipt)))).toHaveProperty('size', 1);
    expect(refused).toEqual(times(4, () => 'delivery.pin_wrong'));
    const { tries, ...rest } = await triesOf(sale);
    expect(rest).toEqual({ proofs: 1, events: 1 });
    expect(tries).toBeGreaterThanOrEqual(1);
    expect(tries).toBeLessThanOrEqual(5);
  });

  it.each([45, 48, 50])(
    '%d of them wrong: five tries and no more, and all or none of the right ones get through',
    async (wrong) => {
      const sale = await atTheDoor();
      const { given, refused, pin } = await confirmAll(sale, wrong);
      const isDelivered = given.length > 0;
      expect([0, 50 - wrong]).toContain(given.length);
      expect(refused).toHaveLength(50 - given.length);
      const { tries, ...rest } = await triesOf(sale);
      expect(rest).toEqual({ proofs: isDelivered ? 1 : 0, events: isDelivered ? 1 : 0 });
      if (isDelivered) {
        expect(new Set(refused)).toEqual(new Set(['delivery.pin_wrong']));
        expect(tries).toBeLessThanOrEqual(5);
        return;
      }
      expect(tries).toBe(5);
      expect(refused.filter((code) => code === 'delivery.pin_wrong')).toHaveLength(5);
      expect(refused.filter((code) => code === 'delivery.pin_locked')).toHaveLength(45);
      // The right one comes too late.
      const late = await together([() => sale.confirm(sale.confirmation(pin))]);
      expect(late).toEqual({ given: [], refused: ['delivery.pin_locked'] });
    },
  );
});

describe('hands that reach for the same goods', () => {
  it('two agents claim each of six deliveries: each has one of them', async () => {
    const sales = await crew.sellMany(6);
    const [first, second] = [everywhere(crew.agents[0]), everywhere(crew.agents[1])];
    for (const sale of sales) {
      await sale.pack();
      await sale.delivery();
    }
    await Promise.all(
      sales.map(async (sale, i) => {
        const claims = [first[i % 2]!, second[(i + 1) % 2]!, first[(i + 1) % 2]!, second[i % 2]!];
        const { given, refused } = await together(claims.map((by) => () => sale.claim(by)));
        // Whoever has it is told so again.
        expect([given.length, refused.length]).toEqual([2, 2]);
        expect(new Set(refused)).toEqual(new Set(['delivery.taken']));
        expect(await sale.standing()).toMatchObject({ status: 'SHIPPED', delivery: 'ASSIGNED' });
      }),
    );
  });

  it('the shop calls off what the agent picks up: one of them has it, and money and stock follow that one', async () => {
    const sales = await crew.sellMany(8);
    for (const sale of sales) {
      await sale.pack();
      await sale.claim();
    }
    const [vendors, agents] = [everywhere(market().catalogue.shops[0].owner), everywhere(crew.agents[0])];
    const outcomes = await Promise.all(
      sales.map(async (sale, i) => {
        const calls = [() => sale.callOff(vendors[i % 2]), () => sale.pickUp(agents[(i + 1) % 2])];
        const { given, refused } = await together(i % 4 < 2 ? calls : calls.toReversed());
        expect([given.length, refused.length]).toEqual([1, 1]);
        return (await sale.standing()).status;
      }),
    );
    await market().converge();
    for (const [i, sale] of sales.entries()) {
      const isOff = outcomes[i] === 'CANCELLED';
      expect(await sale.standing()).toMatchObject(
        isOff
          ? { status: 'CANCELLED', delivery: 'CANCELLED', settlement: 'REFUNDED' }
          : { status: 'OUT_FOR_DELIVERY', delivery: 'PICKED_UP', settlement: 'HELD' },
      );
      const back = (await sale.refunds()).map(({ state, amount }) => ({ state, amount }));
      expect(back).toEqual(isOff ? [{ state: 'COMPLETED', amount: sale.part.total.amount }] : []);
    }
  });
});

describe('money that is given back', () => {
  it('ten times at once, of one piece: once', async () => {
    const sale = await crew.sell();
    const by = everywhere(crew.finance);
    const { given, refused } = await together(times(10, (i) => () => sale.refund(1, by[i % 2])));
    expect([given.length, refused]).toEqual([1, times(9, () => 'refunds.too_much')]);
    await sale.refunded();
    expect(await sale.money()).toMatchObject({ refundedGoods: sale.price, refunds: 1 });
  });

  it('in parts that together are more than the whole: as many as fit', async () => {
    const sale = await crew.sell(5);
    const by = everywhere(crew.finance);
    const { given, refused } = await together(times(6, (i) => () => sale.refund(2, by[i % 2])));
    expect([given.length, refused]).toEqual([2, times(4, () => 'refunds.too_much')]);
    await sale.refunded();
    expect(await sale.money()).toMatchObject({ refundedGoods: 4 * sale.price, refunds: 2 });
  });

  it('while it is released: each once, and the shop has the same in whatever order', async () => {
    const sales = await crew.sellMany(6, 2);
    await Promise.all(sales.map((sale) => sale.deliver()));
    await Promise.all(sales.flatMap((sale) => [sale.received(), sale.refund()]));
    const shares = await Promise.all(
      sales.map(async (sale) => {
        await sale.released();
        await sale.refunded();
        const { shop, platform, ...rest } = await sale.money();
        expect(rest).toEqual({ refundedGoods: sale.price, isReleased: true, releases: 1, refunds: 1 });
        expect(shop + platform).toBe(sale.price);
        return shop;
      }),
    );
    expect(new Set(shares)).toHaveProperty('size', 1);
  });
});

describe('payout runs', () => {
  /** What pawaPay has paid for payouts to somebody. */
  async function paidBy(payee: Payee): Promise<number[]> {
    const payouts = await crew.payouts(payee);
    const books = await Promise.all(payouts.map(({ reference }) => market().sandbox.books(reference)));
    return books.flatMap(({ pawapay }) =>
      pawapay.operations.filter(({ status }) => status === 'COMPLETED').map(({ amount }) => amount),
    );
  }

  it('twenty at once, by two people at two apis: everybody is paid once', async () => {
    await crew.payOut();
    await Promise.all(times(4, () => crew.earn()));
    const before = [(await crew.payouts(crew.shop)).length, (await crew.payouts(crew.rider)).length];
    const who = [...everywhere(crew.finance), ...everywhere(crew.approver)];
    for (let wave = 0; wave < 2; wave++) {
      const { given, refused } = await together(times(10, (i) => () => crew.prepare(who[i % 4])));
      expect(given.length).toBeGreaterThanOrEqual(1);
      expect(new Set(refused)).toEqual(new Set(refused.length ? ['settlement.payout_run_in_progress'] : []));
      await Promise.all(given.map((batch) => crew.ended(batch)));
    }
    for (const [i, payee] of [crew.shop, crew.rider].entries()) {
      const { earned, paid, balance } = await crew.account(payee);
      expect({ paid, balance }).toEqual({ paid: earned, balance: 0 });
      expect((await crew.payouts(payee)).length - before[i]!).toBe(1);
      expect((await paidBy(payee)).reduce((sum, amount) => sum + amount, 0)).toBe(earned);
    }
  });

  it('ordered ten times under one key: one batch', async () => {
    await crew.earn();
    const key = idempotencyKey();
    const by = everywhere(crew.finance);
    const { given, refused } = await together(times(10, (i) => () => crew.prepare(by[i % 2], undefined, key)));
    expect(new Set(given.map(({ id }) => id))).toHaveProperty('size', 1);
    expect(new Set(refused)).toEqual(new Set(refused.length ? ['idempotency.in_progress'] : []));
    await crew.ended(given[0]!);
    expect(await crew.account(crew.shop)).toMatchObject({ balance: 0 });
  });

  it.each([1, 2, 3])('while a refund takes the money away, round %d: it is paid or kept, never both', async () => {
    const sale = await crew.earn();
    const before = await crew.account(crew.shop);
    const [by] = everywhere(crew.approver);
    const [batch] = await Promise.all([crew.prepare(), sale.refund(1, by)]);
    await crew.ended(batch);
    await sale.refunded();
    await market().converge();
    const { earned, paid, balance } = await crew.account(crew.shop);
    // All that the shop had of the sale is gone from its earnings; of the payout it was part or not.
    const share = before.earned - earned;
    expect(share).toBeGreaterThan(0);
    expect(balance).toBe(earned - paid);
    expect([0, -share]).toContain(balance);
    // What was paid too much is taken off the next sale.
    await crew.earn();
    await crew.payOut();
    const later = await crew.account(crew.shop);
    expect(later).toEqual({ earned: later.paid, paid: later.paid, balance: 0 });
  });
});
