import { beforeAll, describe, expect, it } from '@jest/globals';
import { Crew, type Payee, type PayoutRow, SHORT_WAYS } from './crew.js';
import { useMarketplace } from './marketplace.js';
import { type Process, until } from './processes.js';
import type { Sale } from './sale.js';

/** The kill matrix of a payout run: the worker ends or stumbles at each of the named points, and everybody is paid once. */
const market = useMarketplace(() => ({ env: SHORT_WAYS }));
let crew: Crew;
/** The worker at work, and one that takes over. */
let [worker, spare]: Process[] = [];
/** Sales that are delivered, whose money waits for the buyer's word. */
let sales: Sale[];

beforeAll(async () => {
  crew = await Crew.assemble(market());
  sales = await crew.sellMany(11);
  await Promise.all(sales.map((sale) => sale.deliver()));
  spare = await market().addWorker();
  await spare.stop('SIGKILL');
  worker = market().worker;
}, 60_000);

/** Somebody has earned something. */
async function earn(): Promise<void> {
  const sale = sales.pop()!;
  await sale.received();
  await sale.released();
}

/** A run that pays a shop and an agent; the worker that takes it is armed. */
async function runWith(failpoints: string, payees?: readonly Payee[]) {
  await earn();
  await worker!.restart({ FAILPOINTS: failpoints });
  await market().passLeases();
  return crew.prepare(undefined, payees);
}

async function takeOver(): Promise<void> {
  [worker, spare] = [spare, worker];
  await worker!.start();
  await market().passLeases();
}

const payeesOf = (): readonly Payee[] => [crew.shop, crew.rider];

/** Everybody has exactly what they have earned, in one payout that pawaPay has made once. */
async function expectPaidOnce({ id }: { readonly id: string }, posts: readonly number[] = [1]): Promise<void> {
  for (const payee of payeesOf()) {
    const [payout, ...more] = (await crew.payouts(payee)).filter(({ batchId }) => batchId === id);
    expect(more).toEqual([]);
    const { operations } = (await market().sandbox.books(payout!.reference)).pawapay;
    expect(operations).toMatchObject([{ kind: 'payout', amount: payout!.amount, status: 'COMPLETED' }]);
    expect(posts).toContain(operations[0]!.posts);
    const { earned, paid, balance } = await crew.account(payee);
    expect({ paid, balance }).toEqual({ paid: earned, balance: 0 });
  }
}

describe('a worker that dies while it pays out', () => {
  it.each([
    ['S1', 'restarts'],
    ['S2', 'is replaced'],
    ['S3', 'restarts'],
    ['S4', 'is replaced'],
    ['S5', 'restarts'],
    ['S6', 'is replaced'],
  ])('at %s, and %s', async (point, then) => {
    const batch = await runWith(`${point}=kill`);
    await worker!.died();
    await market().passLeases();
    await (then === 'restarts' ? worker!.start() : takeOver());
    await crew.ended(batch);
    await expectPaidOnce(batch);
  });

  it('at S3 and again at S4 of the same work', async () => {
    const batch = await runWith('S3=kill');
    await worker!.died();
    await market().passLeases();
    await worker!.start({ FAILPOINTS: 'S4=kill' });
    await worker!.died();
    await market().passLeases();
    // What pawaPay has taken is asked about, and not sent: what follows the request is not passed again.
    await worker!.start({ FAILPOINTS: 'S5=kill,S6=kill' });
    await crew.ended(batch);
    expect(worker!.isRunning).toBe(true);
    await expectPaidOnce(batch);
  });
});

describe('a worker that stumbles while it pays out', () => {
  it('throws at every point', async () => {
    const batch = await runWith('S1=throw,S2=throw@2,S3=throw,S4=throw,S5=throw,S6=throw');
    await crew.ended(batch);
    await expectPaidOnce(batch);
  });

  it.each([
    // What was not there when others looked is sent by both, under one reference.
    ['S3', [1, 2]],
    ['S4', [1]],
  ])('hangs at %s until another one has done its work, and comes back', async (point, posts) => {
    const batch = await runWith(`${point}=hang:3000`);
    await until('it hangs', async () => (await payoutsIn(batch.id, 'SENT')) === 2);
    await takeOver();
    await crew.ended(batch);
    // Asked to stop, it first ends what it has begun.
    await spare!.stop('SIGTERM');
    await expectPaidOnce(batch, posts);
  });

  it('hangs before it sends what is called off meanwhile: nobody gives back what may still leave', async () => {
    const { id } = await runWith('S3=hang:4000', [crew.shop]);
    await until('it hangs', async () => (await payoutsIn(id, 'SENT')) === 1);
    const params = { path: { id } };
    await crew.finance.client.post('/staff/payout-batches/{id}/pause', { params, body: { reason: 'wait a moment' } });
    await takeOver();
    await until('the payout is back', async () => (await payoutsIn(id, 'RESERVED')) === 1);
    const [{ id: payoutId }] = (await crew.payouts(crew.shop)).filter(({ batchId }) => batchId === id) as [PayoutRow];
    const cancelled = crew.finance.client.post('/staff/payouts/{id}/cancel', {
      ...{ params: { path: { id: payoutId } }, body: { reason: 'not this week' } },
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'settlement.payout_not_cancellable' });
    await crew.finance.client.post('/staff/payout-batches/{id}/cancel', { params, body: { reason: 'not this week' } });
    await until('pawaPay has paid it', async () => (await payoutsIn(id, 'COMPLETED')) === 1);
    expect(await breaksIn(id)).toEqual([]);
    const { earned, paid, balance } = await crew.account(crew.shop);
    expect({ paid, balance }).toEqual({ paid: earned, balance: 0 });
    await spare!.stop('SIGTERM');
  });
});

async function payoutsIn(batchId: string, state: string): Promise<number> {
  const { count } = await market().row<{ count: number }>(
    'SELECT count(*)::int AS count FROM settlement.payouts WHERE batch_id = $1 AND state = $2',
    batchId,
    state,
  );
  return count;
}

const breaksIn = (batchId: string) =>
  market().rows<{ kind: string; amount: number }>(
    `SELECT b.kind, b.amount::int FROM settlement.payout_breaks b JOIN settlement.payouts p ON p.id = b.payout_id
     WHERE p.batch_id = $1`,
    batchId,
  );
