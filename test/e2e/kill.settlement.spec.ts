import { beforeAll, describe, expect, it } from '@jest/globals';
import { Crew, SHORT_WAYS } from './crew.js';
import { SECRETS } from './environment.js';
import { useMarketplace } from './marketplace.js';
import { type Process, until } from './processes.js';
import type { Sale } from './sale.js';

/** The kill matrix where money is released and given back at once, and where a statement is read. */
const market = useMarketplace(() => ({ env: { ...SHORT_WAYS, RECON_FETCH: 'false' } }));
let crew: Crew;
/** The worker at work, and one that takes over. */
let [worker, spare]: Process[] = [];
/** Sales of two pieces that are delivered, whose money waits for the buyer's word. */
let sales: Sale[];

beforeAll(async () => {
  crew = await Crew.assemble(market());
  sales = await crew.sellMany(8, 2);
  await Promise.all(sales.map((sale) => sale.deliver()));
  spare = await market().addWorker();
  await spare.stop('SIGKILL');
  worker = market().worker;
  await market().converge();
}, 60_000);

async function takeOver(): Promise<void> {
  [worker, spare] = [spare, worker];
  await worker!.start();
  await market().passLeases();
}

/** One piece of two went back and the other was released, each once, and nobody has a ngwee too much. */
async function expectSettled(sale: Sale): Promise<void> {
  await sale.released();
  await sale.refunded();
  const { shop, platform, ...rest } = await sale.money();
  expect(rest).toEqual({ refundedGoods: sale.price, isReleased: true, releases: 1, refunds: 1 });
  expect(shop + platform).toBe(sale.price);
  // What the shop keeps does not depend on which of the two came first.
  expect(shop).toBe((kept ??= shop));
  const [refund, ...more] = await sale.refunds();
  expect(more).toEqual([]);
  const { operations } = (await market().sandbox.books(refund!.reference!)).pawapay;
  expect(operations).toMatchObject([{ kind: 'refund', amount: sale.price, status: 'COMPLETED', posts: 1 }]);
}
let kept: number | undefined;

/** Whether a worker stands still at S8 with the money of the sale in its hands. */
const holdsMoney = async ({ part }: Sale): Promise<boolean> => {
  try {
    await market().rows('SELECT FROM settlement.settlements WHERE shop_order_id = $1 FOR UPDATE NOWAIT', part.id);
    return false;
  } catch {
    return true;
  }
};

describe('release and refund at the same instant', () => {
  it.each(['release', 'refund'])('S8: the worker dies in the %s, and again in what comes next', async (first) => {
    const sale = sales.pop()!;
    await worker!.restart({ FAILPOINTS: 'S8=kill' });
    await (first === 'release' ? sale.received() : sale.refund());
    await worker!.died();
    await market().passLeases();
    await (first === 'release' ? sale.refund() : sale.received());
    await worker!.start({ FAILPOINTS: 'S8=kill@2' });
    await worker!.died();
    await market().passLeases();
    await worker!.start();
    await expectSettled(sale);
  });

  it.each(['release', 'refund'])('S8: the %s stands still, and the other one waits for it', async (first) => {
    const sale = sales.pop()!;
    await worker!.restart({ FAILPOINTS: 'S8=hang:4000' });
    await market().passLeases();
    await (first === 'release' ? sale.received() : sale.refund());
    await until('it stands still', () => holdsMoney(sale));
    await takeOver();
    await (first === 'release' ? sale.refund() : sale.received());
    await expectSettled(sale);
    await spare!.stop('SIGTERM');
  });

  it.each(['release', 'refund'])('S8: the %s stands still and dies, and the other one goes first', async (first) => {
    const sale = sales.pop()!;
    await worker!.restart({ FAILPOINTS: 'S8=hang:60000' });
    await (first === 'release' ? sale.received() : sale.refund());
    await until('it stands still', () => holdsMoney(sale));
    await (first === 'release' ? sale.refund() : sale.received());
    await worker!.stop('SIGKILL');
    await takeOver();
    await expectSettled(sale);
  });

  it('S8: either throws, and is done later', async () => {
    const pair = [sales.pop()!, sales.pop()!];
    await worker!.restart({ FAILPOINTS: 'S8=throw' });
    await market().passLeases();
    await Promise.all(pair.flatMap((sale) => [sale.received(), sale.refund()]));
    for (const sale of pair) await expectSettled(sale);
  });
});

describe('a statement whose reading is broken off', () => {
  /** Lines of about a hundred bytes: three pieces. */
  const LINES = 24_000;
  const HEADING = 'Creation Date,MSISDN,Transaction ID,Amount,Currency,Country,MNO,Type,Metadata,Status';

  /** A day's fees of a deposit that is not ours, a ngwee more each. */
  const statementOf = (day: string): string =>
    [
      HEADING,
      ...Array.from({ length: LINES }, (_, n) => {
        const fee = `-${Math.floor((n + 1) / 100)}.${String((n + 1) % 100).padStart(2, '0')}`;
        return `${day}T08:00:00Z,260961112223,11111111-1111-4111-8111-111111111111,${fee},ZMW,ZMB,MTN_MOMO_ZMB,DEPOSIT_FEE,,COMPLETED`;
      }),
    ].join('\n');

  async function upload(day: string): Promise<{ id: string; isNew: boolean }> {
    const query = `provider=pawapay&currency=ZMW&from=${day}&to=${day}`;
    const answer = await fetch(`${market().api.url}/api/v1/reconciliation/statements?${query}`, {
      method: 'POST',
      headers: {
        'x-pakashop-key': SECRETS.PAKASHOP_CLIENT_KEY,
        authorization: `Bearer ${crew.finance.session.accessToken}`,
        'content-type': 'text/csv',
      },
      body: statementOf(day),
    });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; isNew: boolean };
  }

  const feesInTheBooks = async (): Promise<number> =>
    (
      await market().row<{ fees: number }>(
        `SELECT coalesce(sum(CASE e.direction WHEN 'DEBIT' THEN e.amount ELSE -e.amount END), 0)::int AS fees
         FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
         WHERE a.code = 'provider_fees:pawapay:ZMW'`,
      )
    ).fees;

  const dayAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

  it.each([
    { how: 'dies behind each of three pieces, and is replaced', lives: ['S7=kill', 'S7=kill', 'S7=kill'], days: 5 },
    { how: 'throws behind the first piece', lives: ['S7=throw'], days: 6 },
  ])('S7: the worker $how: each line is there once, and in the books once', async ({ lives, days }) => {
    const before = await feesInTheBooks();
    await worker!.restart({ FAILPOINTS: lives[0] });
    const { id } = await upload(dayAgo(days));
    if (lives[0] === 'S7=kill') {
      for (const next of [...lives.slice(1), '']) {
        await worker!.died();
        const { read, lines } = await linesOf(id);
        expect(read).toBe(lines);
        await market().passLeases();
        if (next) await worker!.start({ FAILPOINTS: next });
      }
      await takeOver();
    }
    await until('it is matched', async () => (await linesOf(id)).state === 'MATCHED');
    const sum = (LINES * (LINES + 1)) / 2;
    expect(await linesOf(id)).toEqual({ state: 'MATCHED', read: LINES, lines: LINES, places: LINES, sum });
    await market().converge();
    expect((await feesInTheBooks()) - before).toBe(sum);
    // The same file once more is no other statement.
    expect(await upload(dayAgo(days))).toEqual({ id, isNew: false });
    await market().converge();
    expect((await feesInTheBooks()) - before).toBe(sum);
  });

  /** How far it is read by its own account, and what is there of it. */
  const linesOf = (id: string) =>
    market().row<{ state: string; read: number; lines: number; places: number; sum: number }>(
      `SELECT s.state, s.lines::int AS read, l.lines, l.places, l.sum FROM reconciliation.statements s
       CROSS JOIN LATERAL (SELECT count(*)::int AS lines, count(DISTINCT no)::int AS places, coalesce(sum(fee), 0)::int AS sum
         FROM reconciliation.lines WHERE statement_id = s.id) l WHERE s.id = $1`,
      id,
    );
});
