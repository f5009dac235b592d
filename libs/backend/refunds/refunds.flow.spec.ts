import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { person } from '../orders/orders.suite.js';
import { RefundsStage, until } from './refunds.fixtures.js';
import { RefundsSweeper } from './refunds.sweeper.js';

let stage: RefundsStage;
beforeAll(async () => void (stage = await RefundsStage.open()), 20_000);
afterEach(() => stage.calm());
afterAll(() => stage.close());

const posts = (reference: string) => stage.sandbox.bench.posts.of('pawapay', 'refund', reference);

describe('a refund by pawaPay', () => {
  it('of the whole order arrives once and is followed by payment, order and events', async () => {
    const paid = await stage.paid();
    const { goodsTotal, deliveryTotal } = await stage.db.one<{ goodsTotal: number; deliveryTotal: number }>(
      sql`SELECT goods_total AS "goodsTotal", delivery_total AS "deliveryTotal" FROM backend.orders WHERE id = ${paid.order.id}`,
    );
    const opened = await stage.open(paid, { goods: goodsTotal, delivery: deliveryTotal });
    const refund = await stage.becomes(opened!.refundId, 'COMPLETED');
    expect(await stage.paidBack(paid)).toBe(goodsTotal + deliveryTotal);
    expect(await stage.paymentOf(paid)).toEqual({
      ...{ status: 'REFUNDED', refunded: goodsTotal + deliveryTotal, paymentStatus: 'REFUNDED' },
    });
    expect(await stage.told(refund.id)).toEqual(['refunds.opened', 'refunds.completed']);
    expect(refund.attempts).toEqual([expect.objectContaining({ number: 1, route: 'SAME_RAIL', state: 'COMPLETED' })]);
    expect(posts(refund.attempts[0]!.reference)).toBe(1);
  });

  it('of a part leaves the payment partially refunded, and of two parts one waits for the other', async () => {
    const paid = await stage.paid();
    const [a, b] = await Promise.all([stage.open(paid, { goods: 3_000 }), stage.open(paid, { goods: 4_000 })]);
    await Promise.all([stage.becomes(a!.refundId, 'COMPLETED'), stage.becomes(b!.refundId, 'COMPLETED')]);
    expect(await stage.paymentOf(paid)).toEqual({
      status: 'PARTIALLY_REFUNDED',
      refunded: 7_000,
      paymentStatus: 'PAID',
    });
    const refused = stage.sandbox.pawapay.all().filter((one) => one.failureCode === 'REFUND_IN_PROGRESS');
    expect(refused).toEqual([]);
  });

  it('is opened once per cause', async () => {
    const paid = await stage.paid();
    const key = `cancel:${newId()}`;
    const opened = await Promise.all(Array.from({ length: 5 }, () => stage.open(paid, { key, goods: 1_000 })));
    expect(opened.filter(Boolean)).toHaveLength(1);
  });

  it('settles by polling alone when no callback ever comes', async () => {
    stage.hears = false;
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'COMPLETED');
    expect(attempts).toHaveLength(1);
  });

  it('takes a callback that repeats, and one that overtakes our own reply, for what it is', async () => {
    await stage.fault({ kind: 'slow', ms: 150 });
    await stage.fault({ operation: 'callback', kind: 'duplicate', count: 20 });
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    await stage.becomes(refundId, 'COMPLETED');
    expect(await stage.paidBack(paid)).toBe(10_000);
    expect(await stage.told(refundId)).toEqual(['refunds.opened', 'refunds.completed']);
  });
});

describe('what nobody knows', () => {
  it.each(['resetAfterApply', 'garbage'] as const)(
    'is asked about and never repeated: %s',
    async (kind) => {
      stage.hears = false;
      await stage.fault({ kind });
      const paid = await stage.paid();
      const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
      const { attempts } = await stage.becomes(refundId, 'COMPLETED');
      expect(attempts).toHaveLength(1);
      expect(await stage.paidBack(paid)).toBe(10_000);
    },
    15_000,
  );

  it('is tried under a new id when the provider never had it, after the waiting time', async () => {
    await stage.fault({ kind: 'http500BeforeApply' });
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'COMPLETED');
    expect(attempts.map(({ state, failureCode }) => [state, failureCode])).toEqual([
      ['FAILED', 'NOT_RECEIVED'],
      ['COMPLETED', null],
    ]);
    expect(new Set(attempts.map(({ reference }) => reference)).size).toBe(2);
    expect(await stage.paidBack(paid)).toBe(10_000);
  });

  it('stays unknown while the provider cannot be asked', async () => {
    await stage.fault({ kind: 'resetAfterApply' });
    await stage.fault({ operation: 'refund.status', kind: 'http500', times: 'always' });
    stage.hears = false;
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    await until(async () => (await stage.refund(refundId)).attempts[0]?.state === 'UNKNOWN');
    await stage.calm();
    await stage.becomes(refundId, 'COMPLETED');
  });
});

describe('a failure', () => {
  it.each([
    ['rejected', 'PAWAPAY_WALLET_OUT_OF_FUNDS'],
    ['fail', 'UNSPECIFIED_FAILURE'],
  ] as const)('that passes (%s %s) is followed by a new attempt', async (kind, code) => {
    await stage.fault({ kind, code, ms: 5 });
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'COMPLETED');
    expect(attempts.map(({ state, failureCode }) => [state, failureCode])).toEqual([
      ['FAILED', code],
      ['COMPLETED', null],
    ]);
    expect(await stage.paidBack(paid)).toBe(10_000);
  });

  it('that does not pass leaves the refund owed, for a person', async () => {
    await stage.fault({ kind: 'fail', code: 'RECIPIENT_NOT_FOUND', ms: 5 });
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attention } = await stage.becomes(refundId, 'NEEDS_ATTENTION');
    expect(attention).toContain('RECIPIENT_NOT_FOUND');
    expect(await stage.told(refundId)).toEqual(['refunds.opened']);
    expect(await stage.paymentOf(paid)).toMatchObject({ status: 'CAPTURED', refunded: 0 });
  });

  it('that turns out to have arrived after all settles the debt, and a person sees it', async () => {
    await stage.fault({ kind: 'fail', code: 'RECIPIENT_NOT_FOUND', ms: 5 });
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'NEEDS_ATTENTION');
    const { reference } = attempts[0]!;
    await stage.control(`/pawapay/operations/${reference}`, { status: 'COMPLETED' });
    await stage.becomes(refundId, 'COMPLETED');
    const found = await stage.db.rows(
      sql`SELECT kind, state FROM backend.payment_breaks WHERE reference = ${reference}`,
    );
    expect(found).toEqual([{ kind: 'REFUND_LATE_SUCCESS', state: 'OPEN' }]);
    expect(await stage.paymentOf(paid)).toMatchObject({ refunded: 10_000 });
  });
});

describe('a refund by Flutterwave', () => {
  it('goes back to the card, once', async () => {
    const paid = await stage.paidByCard();
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'COMPLETED');
    expect(attempts).toEqual([expect.objectContaining({ provider: 'flutterwave', state: 'COMPLETED' })]);
    expect(stage.sandbox.treasury.allRefunds().map(({ amount }) => amount)).toEqual([10_000]);
  });

  it('is found in the list when its answer was lost, and not sent again', async () => {
    const before = stage.sandbox.treasury.allRefunds().length;
    const paid = await stage.paidByCard();
    await stage.fault({ provider: 'flutterwave', kind: 'resetAfterApply' });
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'COMPLETED');
    expect(attempts).toHaveLength(1);
    expect(stage.sandbox.treasury.allRefunds().length - before).toBe(1);
  });

  it('of which it shows no trace is for a person: it knows no reference of ours, so silence proves nothing', async () => {
    const paid = await stage.paidByCard();
    await stage.fault({ provider: 'flutterwave', kind: 'http500BeforeApply' });
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    const { attempts, attention } = await stage.becomes(refundId, 'NEEDS_ATTENTION');
    expect(attempts).toEqual([expect.objectContaining({ state: 'FAILED', failureCode: 'NO_TRACE' })]);
    expect(attention).toContain('dashboard');
  });
});

describe('surplus', () => {
  it('of a second success is given back the way it came, without a person, and the order stays paid', async () => {
    await stage.fault({ operation: 'deposit', kind: 'fail', code: 'PAYMENT_NOT_APPROVED', ms: 5 });
    const buyer = person();
    const { order, first } = await stage.failed(buyer);
    const paid = await stage.pays(order, buyer);
    await stage.control(`/pawapay/operations/${first}`, { status: 'COMPLETED' });
    const breaks = () =>
      stage.db.rows(sql`SELECT kind, state FROM backend.payment_breaks WHERE payment_id = ${paid.paymentId}`);
    await until(async () => JSON.stringify(await breaks()).includes('RESOLVED'));
    expect(await breaks()).toEqual([{ kind: 'DOUBLE_SUCCESS', state: 'RESOLVED' }]);
    const back = stage.sandbox.pawapay.all().filter((one) => one.kind === 'refund' && one.depositId === first);
    expect(back).toEqual([expect.objectContaining({ amount: order.total.amount, status: 'COMPLETED' })]);
    expect(await stage.paymentOf(paid)).toEqual({ status: 'CAPTURED', refunded: 0, paymentStatus: 'PAID' });
  });

  it('from before is swept up', async () => {
    const paid = await stage.paid();
    const { id: attemptId, reference } = await stage.db.one<{ id: string; reference: string }>(
      sql`SELECT id, reference FROM backend.payment_attempts WHERE payment_id = ${paid.paymentId}`,
    );
    const breakId = newId();
    await stage.db.execute(sql`
      INSERT INTO backend.payment_breaks (id, kind, provider, reference, attempt_id, payment_id, amount, currency, detail, state)
      VALUES (${breakId}, 'OVERPAYMENT', 'pawapay', ${`receipt-${reference}`}, ${attemptId}, ${paid.paymentId}, 2500, 'ZMW',
        'an older break', 'REFUND_DUE')`);
    await stage.sweep(RefundsSweeper);
    const refund = () =>
      stage.db.maybe<{ id: string; state: string }>(
        sql`SELECT id, state FROM backend.refunds WHERE break_id = ${breakId}`,
      );
    await until(async () => (await refund())?.state === 'COMPLETED');
    expect(await stage.paidBack(paid)).toBe(2_500);
    expect(await stage.paymentOf(paid)).toMatchObject({ status: 'CAPTURED', refunded: 0 });
    const state = await stage.db.one(sql`SELECT state FROM backend.payment_breaks WHERE id = ${breakId}`);
    expect(state).toEqual({ state: 'RESOLVED' });
  });
});

describe('a callback about a payout that is not ours', () => {
  it('is passed on once, however often it comes', async () => {
    await stage.fault({ operation: 'callback', kind: 'duplicate', count: 10 });
    const payoutId = randomUUID();
    await stage.pawapay('/payouts', {
      ...{ payoutId, amount: '15', currency: 'ZMW' },
      recipient: { type: 'MMO', accountDetails: { phoneNumber: '260763456789', provider: 'MTN_MOMO_ZMB' } },
    });
    const passedOn = () =>
      stage.db.rows(sql`
        SELECT payload FROM platform.outbox
        WHERE name = 'payments.payout_callback' AND payload ->> 'reference' = ${payoutId}`);
    await until(async () => {
      const seen = await stage.db.maybe<{ duplicates: number }>(
        sql`SELECT duplicates FROM platform.inbox WHERE dedupe_key = ${`payout:${payoutId}:COMPLETED`}`,
      );
      return seen?.duplicates === 10 && (await passedOn()).length > 0;
    });
    expect(await passedOn()).toEqual([{ payload: { provider: 'pawapay', reference: payoutId } }]);
  });
});

describe('the sweeper', () => {
  it('orders a refund again whose job was lost', async () => {
    stage.sandbox.bench.faults.clear();
    const paid = await stage.paid();
    await stage.fault({ kind: 'fail', code: 'RECIPIENT_NOT_FOUND', ms: 5 });
    const { refundId } = (await stage.open(paid, { goods: 10_000 }))!;
    await stage.becomes(refundId, 'NEEDS_ATTENTION');
    await stage.db.execute(sql`
      UPDATE backend.refunds SET state = 'RESERVED', attention = NULL, retry_at = NULL, created_at = now() - interval '1 hour'
      WHERE id = ${refundId}`);
    await stage.db.execute(sql`
      UPDATE backend.refund_attempts SET sent_at = now() - interval '1 hour' WHERE refund_id = ${refundId}`);
    await stage.sweep(RefundsSweeper);
    await stage.becomes(refundId, 'COMPLETED');
  });
});
