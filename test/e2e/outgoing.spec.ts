import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FORGERIES, inboxOf, told } from './callbacks.js';
import { Crew, type PayoutRow, SHORT_WAYS } from './crew.js';
import { bookedAs } from './ledger.js';
import { useMarketplace } from './marketplace.js';
import { until } from './processes.js';
import type { Sale } from './sale.js';

/** Money on its way out, on the providers' bad days: asked about and never sent twice, and what nobody expected is in the books. */
const market = useMarketplace(() => ({ env: SHORT_WAYS }));
let crew: Crew;

beforeAll(async () => {
  crew = await Crew.assemble(market());
}, 60_000);

/** Payouts and refunds that wait at pawaPay, as our books and pawaPay's callbacks know them. */
interface Outgoing {
  readonly reference: string;
  state(): Promise<string>;
}

/** A payout to the shop that is accepted and goes no further by itself. */
async function stuckPayout(): Promise<Outgoing> {
  await market().sandbox.fault({ provider: 'pawapay', operation: 'payout', kind: 'stuck' });
  await crew.earn();
  const { id } = await crew.prepare(undefined, [crew.shop]);
  const { reference } = await payoutOf(id, 'PENDING');
  return { reference, state: async () => (await payoutsIn(id))[0]!.state };
}

/** A refund likewise. */
async function stuckRefund(): Promise<Outgoing> {
  await market().sandbox.fault({ provider: 'pawapay', operation: 'refund', kind: 'stuck' });
  const sale = await crew.sell();
  await sale.refund();
  const reference = await until('the refund is accepted', async () => {
    const [refund] = await sale.refunds();
    return refund?.attempt === 'PENDING' && refund.reference;
  });
  return { reference, state: async () => (await sale.refunds())[0]!.attempt! };
}

const payoutsIn = async (batchId: string): Promise<PayoutRow[]> =>
  (await crew.payouts(crew.shop)).filter((payout) => payout.batchId === batchId);

/** The shop's payout of a batch, once it is in a state. */
const payoutOf = (batchId: string, state: string): Promise<PayoutRow> =>
  until(`the payout is ${state}`, async () => {
    const [payout] = await payoutsIn(batchId);
    if (payout?.state === state) return payout;
    throw new Error(JSON.stringify(payout));
  });

const operationOf = async (reference: string) => (await market().sandbox.books(reference)).pawapay.operations[0]!;

const breaksOf = (reference: string) =>
  market().rows<{ kind: string; amount: number; state: string }>(
    `SELECT b.kind, b.amount::int, b.state FROM settlement.payout_breaks b JOIN settlement.payouts p ON p.id = b.payout_id
     WHERE p.reference = $1`,
    reference,
  );

describe.each([
  ['a payout', stuckPayout],
  ['a refund', stuckRefund],
])('callbacks about %s', (_, make) => {
  it('twenty-one times: one effect, each answered 200', async () => {
    const { reference, state } = await make();
    await market().postponePolling();
    await market().sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'duplicate', count: 20 });
    await market().sandbox.force(reference, 'COMPLETED');
    await until('it has arrived', async () => (await state()) === 'COMPLETED');
    await until('all were answered', async () => (await told(market(), reference)).length === 21);
    expect(new Set(await told(market(), reference))).toEqual(new Set([200]));
    expect(await inboxOf(market(), reference)).toMatchObject([{ duplicates: 20 }]);
    expect(await operationOf(reference)).toMatchObject({ status: 'COMPLETED', posts: 1 });
  });

  it('forged: refused and not even kept; untrue but well signed: moves nothing', async () => {
    const { reference, state } = await make();
    await market().postponePolling();
    for (const variant of FORGERIES) {
      expect([variant, await market().sandbox.forge('pawapay', { id: reference, variant })]).toEqual([variant, 401]);
    }
    expect(await inboxOf(market(), reference)).toEqual([]);
    for (const status of ['COMPLETED', 'FAILED']) {
      expect(await market().sandbox.forge('pawapay', { id: reference, variant: 'status', status })).toBe(200);
    }
    await until('it was looked at', async () => (await inboxOf(market(), reference)).every(({ outcome }) => outcome));
    expect(await state()).toBe('PENDING');
    await market().sandbox.force(reference, 'COMPLETED');
    await until('it has arrived', async () => (await state()) === 'COMPLETED');
  });

  it('lost for good: asking finds out', async () => {
    const { reference, state } = await make();
    await market().sandbox.fault({ provider: 'pawapay', operation: 'callback', kind: 'drop', times: 'always' });
    await market().sandbox.force(reference, 'COMPLETED');
    await until('it has arrived', async () => (await state()) === 'COMPLETED');
    expect(await inboxOf(market(), reference)).toEqual([]);
  });
});

describe('a payout whose request went wrong', () => {
  // A fault that did not strike would let everything pass.
  afterEach(async () => expect(await market().sandbox.faultsLeft()).toEqual([]));

  it.each(['timeoutAfterApply', 'resetAfterApply', 'http500AfterApply', 'garbage'])(
    'and was applied (%s): asked about, and never sent again',
    async (kind) => {
      await crew.earn();
      await market().sandbox.fault({ provider: 'pawapay', operation: 'payout', kind });
      const { id } = await crew.payOut([crew.shop]);
      const { reference, amount } = await payoutOf(id, 'COMPLETED');
      expect(await operationOf(reference)).toMatchObject({ status: 'COMPLETED', amount, posts: 1 });
      expect(await crew.account(crew.shop)).toMatchObject({ balance: 0 });
    },
  );

  it('among others, and all were applied: asked about one by one, and none is sent again', async () => {
    await crew.earn();
    await market().sandbox.fault({ provider: 'pawapay', operation: 'payout.bulk', kind: 'resetAfterApply' });
    const { id } = await crew.payOut([crew.shop, crew.rider]);
    for (const payee of [crew.shop, crew.rider]) {
      const payout = (await crew.payouts(payee)).find(({ batchId }) => batchId === id)!;
      expect(payout.state).toBe('COMPLETED');
      expect(await operationOf(payout.reference)).toMatchObject({
        status: 'COMPLETED',
        amount: payout.amount,
        posts: 1,
      });
    }
  });

  it.each(['timeout', 'reset', 'http503', 'rateLimited', 'garbageBeforeApply'])(
    'and was not (%s): in time it is the shop’s again, and paid under another id',
    async (kind) => {
      await crew.earn();
      const { balance } = await crew.account(crew.shop);
      await market().sandbox.fault({ provider: 'pawapay', operation: 'payout', kind });
      const { id } = await crew.prepare(undefined, [crew.shop]);
      // Nobody can tell yet: it is neither sent again nor given back.
      const { id: dead, reference } = await payoutOf(id, 'UNKNOWN');
      expect(await crew.account(crew.shop)).toMatchObject({ balance: 0 });
      await crew.passNotFound(dead);
      expect(await payoutOf(id, 'FAILED')).toMatchObject({ failureCode: 'NOT_RECEIVED' });
      expect(await crew.account(crew.shop)).toMatchObject({ balance });
      expect((await market().sandbox.books(reference)).pawapay.operations).toEqual([]);
      const retry = await crew.finance.client.post('/staff/payouts/{id}/retry', { params: { path: { id: dead } } });
      await crew.ended(retry);
      const again = await payoutOf(retry.id, 'COMPLETED');
      expect(again.reference).not.toBe(reference);
      expect(await operationOf(again.reference)).toMatchObject({ amount: balance, posts: 1 });
    },
  );

  it('and was refused: it is the shop’s again at once', async () => {
    await crew.earn();
    const { balance } = await crew.account(crew.shop);
    await market().sandbox.fault({ provider: 'pawapay', operation: 'payout', kind: 'rejected' });
    const { id } = await crew.payOut([crew.shop]);
    const { reference } = await payoutOf(id, 'FAILED');
    expect((await market().sandbox.books(reference)).pawapay.operations).toEqual([]);
    expect(await crew.account(crew.shop)).toMatchObject({ balance });
  });
});

/** One person finds out what became of the money, and another one agrees. */
async function foundOut(reference: string, outcome: 'PAID' | 'NOT_PAID'): Promise<void> {
  const { data } = await crew.finance.client.get('/staff/payout-breaks', { params: { query: { state: 'OPEN' } } });
  const ids = await market().rows<{ id: string }>(
    'SELECT b.id FROM settlement.payout_breaks b JOIN settlement.payouts p ON p.id = b.payout_id WHERE p.reference = $1',
    reference,
  );
  const { id } = data.find((one) => one.id === ids[0]!.id)!;
  const body = { outcome, reason: 'the operator has answered our question' };
  await crew.finance.client.post('/staff/payout-breaks/{id}/propose', { params: { path: { id } }, body });
  const own = crew.finance.client.post('/staff/payout-breaks/{id}/approve', {
    params: { path: { id } },
    body: { outcome },
  });
  await expect(own).rejects.toMatchObject({ code: 'settlement.second_person' });
  await crew.approver.client.post('/staff/payout-breaks/{id}/approve', { params: { path: { id } }, body: { outcome } });
  await market().converge();
}

describe('a payout that fails', () => {
  /** A payout to a wallet that cannot be paid to. */
  async function failed(): Promise<PayoutRow> {
    await crew.earn();
    const fault = { provider: 'pawapay', operation: 'payout', kind: 'fail', code: 'RECIPIENT_NOT_FOUND' } as const;
    await market().sandbox.fault(fault);
    const { id } = await crew.payOut([crew.shop]);
    return payoutOf(id, 'FAILED');
  }

  it('is the shop’s again, with all its earnings, and is paid by the next run', async () => {
    const dead = await failed();
    expect(await crew.account(crew.shop)).toMatchObject({ balance: dead.amount });
    const { id } = await crew.payOut([crew.shop]);
    expect(await payoutOf(id, 'COMPLETED')).toMatchObject({ amount: dead.amount });
    expect(await crew.account(crew.shop)).toMatchObject({ balance: 0 });
  });

  it('and succeeds after all: a break, once, and not a second loss; the books follow the wallet', async () => {
    const dead = await failed();
    const before = await crew.account(crew.shop);
    await market().sandbox.force(dead.reference, 'COMPLETED');
    await until('it was noticed', async () => (await breaksOf(dead.reference)).length > 0);
    const [story] = await market().sandbox.callbacks(dead.reference);
    expect(await market().sandbox.replay('pawapay', story!.id)).toBe(200);
    await market().converge();
    expect(await breaksOf(dead.reference)).toEqual([{ kind: 'LATE_SUCCESS', amount: dead.amount, state: 'OPEN' }]);
    expect(await bookedAs(market(), 'PAYOUT_LATE_SUCCESS', dead)).toEqual({
      'provider:pawapay:ZMW': -dead.amount,
      'suspense:recon:ZMW': dead.amount,
    });
    // The end stays an end: people decide whether the shop was paid by it.
    expect(await crew.account(crew.shop)).toEqual(before);
    expect((await payoutsIn(dead.batchId))[0]).toMatchObject({ state: 'FAILED' });
    // Until they have, nobody pays the shop again, neither by a run nor by hand.
    const run = await crew.payOut([crew.shop]);
    expect(run.count).toBe(0);
    expect(run).toMatchObject({ omissions: [{ payeeId: crew.shop.id, reason: 'LATE_SUCCESS' }] });
    const retry = crew.finance.client.post('/staff/payouts/{id}/retry', { params: { path: { id: dead.id } } });
    await expect(retry).rejects.toMatchObject({ code: 'settlement.payout_contradicted' });
    await foundOut(dead.reference, 'PAID');
    expect(await crew.account(crew.shop)).toMatchObject({ balance: before.balance - dead.amount });
    expect(await bookedAs(market(), 'PAYOUT_RESOLVED', dead)).toEqual({
      'suspense:recon:ZMW': -dead.amount,
      [`seller_payable:${crew.shop.id}`]: dead.amount,
    });
    expect((await crew.payOut([crew.shop])).count).toBe(0);
  });

  it('and nothing had left although the provider said so: it is paid by the next run', async () => {
    const dead = await failed();
    await market().sandbox.force(dead.reference, 'COMPLETED');
    await until('it was noticed', async () => (await breaksOf(dead.reference)).length > 0);
    await market().sandbox.force(dead.reference, 'FAILED', 'UNSPECIFIED_FAILURE');
    await foundOut(dead.reference, 'NOT_PAID');
    const { id } = await crew.payOut([crew.shop]);
    expect(await payoutOf(id, 'COMPLETED')).toMatchObject({ amount: dead.amount });
    expect(await bookedAs(market(), 'PAYOUT_RESOLVED', dead)).toEqual({
      'provider:pawapay:ZMW': dead.amount,
      'suspense:recon:ZMW': -dead.amount,
    });
  });

  it('and another one that had succeeded fails after all: a break, and the books follow', async () => {
    await crew.earn();
    const { id } = await crew.payOut([crew.shop]);
    const paid = await payoutOf(id, 'COMPLETED');
    const before = await crew.account(crew.shop);
    await market().sandbox.force(paid.reference, 'FAILED', 'UNSPECIFIED_FAILURE');
    await until('it was noticed', async () => (await breaksOf(paid.reference)).length > 0);
    await market().converge();
    expect(await breaksOf(paid.reference)).toEqual([{ kind: 'LATE_FAILURE', amount: paid.amount, state: 'OPEN' }]);
    expect(await bookedAs(market(), 'PAYOUT_LATE_FAILURE', paid)).toEqual({
      'provider:pawapay:ZMW': paid.amount,
      'suspense:recon:ZMW': -paid.amount,
    });
    expect(await crew.account(crew.shop)).toEqual(before);
  });
});

describe('a refund whose request went wrong', () => {
  /** A sale of which a piece is given back while this goes wrong. */
  async function refundedUnder(kind: string): Promise<Sale> {
    const sale = await crew.sell();
    await market().sandbox.fault({ provider: 'pawapay', operation: 'refund', kind });
    await sale.refund();
    return sale;
  }

  it.each(['timeoutAfterApply', 'resetAfterApply', 'http500AfterApply', 'garbage'])(
    'and was applied (%s): asked about, and never sent again',
    async (kind) => {
      const sale = await refundedUnder(kind);
      await sale.refunded();
      const [refund, ...more] = await sale.refunds();
      expect(more).toEqual([]);
      expect(await operationOf(refund!.reference!)).toMatchObject({ amount: sale.price, posts: 1 });
    },
  );

  it('and failed: it is owed as before, and sent again under another id by a person’s word', async () => {
    const sale = await crew.sell();
    const fault = { provider: 'pawapay', operation: 'refund', kind: 'fail', code: 'RECIPIENT_NOT_FOUND' } as const;
    await market().sandbox.fault(fault);
    const { id } = await sale.refund();
    await until('a person has to look', async () => (await sale.refunds())[0]?.state === 'NEEDS_ATTENTION');
    const params = { path: { id }, header: { 'Idempotency-Key': `retry-${id}` } };
    await crew.finance.client.post('/refunds/{id}/retry', { params, body: { reason: 'the wallet is open again' } });
    await sale.refunded();
    const attempts = await sale.refunds();
    expect(attempts.map(({ attempt }) => attempt)).toEqual(['FAILED', 'COMPLETED']);
    expect(new Set(attempts.map(({ reference }) => reference))).toHaveProperty('size', 2);
    expect(await sale.money()).toMatchObject({ refundedGoods: sale.price, refunds: 1 });
  });
});
