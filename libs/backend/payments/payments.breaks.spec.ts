import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { ReconciliationModule } from '@pakashop/reconciliation/module';
import { checkLedger } from '../../settlement/ledger.check.js';
import { SettlementModule } from '@pakashop/settlement/module';
import { person, type Refusal, row } from '../orders/orders.suite.js';
import { type Paid, RefundsStage, staff, until } from '../refunds/refunds.fixtures.js';
import { attemptByReference } from './payments.attempts.js';
import type { BreakPage, PaymentBreakView } from './payments.breaks.dto.js';
import { PaymentFollower } from './payments.follower.js';

let stage: RefundsStage;
const books = [row('settlement', 3016, SettlementModule), row('reconciliation', 3017, ReconciliationModule)];
beforeAll(async () => void (stage = await RefundsStage.open({ REFUND_APPROVAL_ABOVE: '20000' }, books)), 30_000);
afterEach(() => stage.calm());
afterAll(() => stage.close());

const reason = 'The statement shows it.';
const finance = () => staff('payments.breaks.read', 'payments.breaks.write', 'refunds.read', 'refunds.write');
const [one, other] = [finance(), finance()];
const chief = staff('refunds.read', 'refunds.write', 'refunds.approve');

const act = <T = PaymentBreakView>(actor: typeof one, { id }: { id: string }, what: string, body: object = {}) =>
  stage.call<T>(actor, 'POST', `/payments/breaks/${id}/${what}`, body, newId());
const propose = <T = PaymentBreakView>(found: { id: string }, outcome: string, actor = one) =>
  act<T>(actor, found, 'resolve', { outcome, reason });
const ofRefund = <T>(actor: typeof one, id: string, what: string, body: object = { reason }) =>
  stage.call<T>(actor, 'POST', `/refunds/${id}/${what}`, body, newId());
const codeOf = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer;
  return [status, (body as Refusal).code];
};

/** The break about a reference or a payment, once it is there. */
async function breakOf(kind: string, about: string): Promise<PaymentBreakView> {
  let found: PaymentBreakView | undefined;
  await until(async () => {
    const { body } = await stage.call<BreakPage>(one, 'GET', `/payments/breaks?kind=${kind}&limit=100`);
    found = body.data.find(({ reference, paymentId }) => reference === about || paymentId === about);
    return found !== undefined;
  });
  return found!;
}

/** What the accounts of the marketplace hold, to the side of the debits; all of them sum to nothing. */
async function accounts(): Promise<Record<string, number>> {
  const rows = await stage.db.rows<{ code: string; amount: number }>(sql`
    SELECT a.code, sum(b.debits - b.credits)::int AS amount FROM settlement.ledger_balances b
    JOIN settlement.ledger_accounts a ON a.id = b.account_id GROUP BY 1`);
  expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  return Object.fromEntries(rows.map(({ code, amount }) => [code, amount]));
}

/** Waits until the books have moved like this, and no other account than these has. */
async function moved(before: Record<string, number>, wanted: Record<string, number>): Promise<void> {
  let change: Record<string, number> = {};
  await until(async () => {
    const after = await accounts();
    const codes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const all = codes.map((code) => [code, (after[code] ?? 0) - (before[code] ?? 0)] as const);
    change = Object.fromEntries(all.filter(([, amount]) => amount !== 0));
    return JSON.stringify(sorted(change)) === JSON.stringify(sorted(wanted));
  }).catch(() => expect(change).toEqual(wanted));
}
const sorted = (sums: object) => Object.entries(sums).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Reversals that leave something of what they take back, and whatever else is wrong with the books. */
const unsound = async () => (await checkLedger(stage.db)).checks.filter(({ violations }) => violations.length > 0);

const [WALLET, SUSPENSE, LOSS] = ['provider:pawapay:ZMW', 'suspense:recon:ZMW', 'writeoff:ZMW'];
const flight = (refundId: string) => `refund_in_flight:${refundId}`;
const failing = (code = 'RECIPIENT_NOT_FOUND') => stage.fault({ kind: 'fail', code, ms: 5 });
const force = (reference: string, status: string, failureCode?: string) =>
  stage.control(`/pawapay/operations/${reference}`, { status, failureCode });

/** A paid order whose capture is in the books, and these before anything else happens. */
async function paid(): Promise<Paid & { before: Record<string, number> }> {
  const sold = await stage.paid();
  const held = `held:${sold.shopOrderId}`;
  await until(async () => held in (await accounts()));
  return { ...sold, before: await accounts() };
}

const actsOn = async ({ id }: { id: string }) =>
  (await stage.db.rows<{ act: string }>(sql`SELECT act FROM platform.audit WHERE subject_id = ${id} ORDER BY id`)).map(
    (entry) => entry.act,
  );

describe('too little that was paid', () => {
  async function underpaid() {
    await stage.fault({ operation: 'deposit.status', kind: 'wrongAmount', times: 'always', amount: '50' });
    const [buyer, variantId] = [person(), await stage.goods({ available: 5 })];
    const order = await stage.placed(buyer, variantId);
    const before = await accounts();
    await stage.call(buyer, 'POST', '/payments/initiate', payment(order.id), newId());
    const { reference } = await stage.db.one<{ reference: string }>(
      sql`SELECT reference FROM backend.payment_attempts WHERE order_id = ${order.id}`,
    );
    return { order, variantId, before, reference, found: await breakOf('AMOUNT_MISMATCH', reference) };
  }
  const payment = (orderId: string) => ({ orderId, method: 'MTN_MONEY', phone: '+260763456789' });
  const paymentOf = (orderId: string) =>
    stage.db.one(sql`
      SELECT p.status, o.status AS order, a.state AS attempt FROM backend.payments p
      JOIN backend.orders o ON o.id = p.order_id JOIN backend.payment_attempts a ON a.payment_id = p.id
      WHERE o.id = ${orderId}`);

  /** As a callback would have us do, after everything has ended. */
  async function askAgain(reference: string): Promise<void> {
    const provider = reference.startsWith('pk_') ? 'flutterwave' : 'pawapay';
    const attempt = await attemptByReference(stage.db, provider, reference);
    await stage.app.get(PaymentFollower, { strict: false }).ask(attempt!, 'callback', () => Promise.resolve());
  }

  it('goes back when two people say so, once, and the order ends with its stock free', async () => {
    const { order, variantId, before, reference, found } = await underpaid();
    expect(found).toMatchObject({ state: 'OPEN', amount: { amount: 5_000 }, outcomes: ['REFUND', 'ACCEPTED'] });
    expect(await codeOf(propose(found, 'ACCEPTED'))).toEqual([409, 'payments.break_outcome']);
    expect(await codeOf(propose(found, 'BOOK_LOSS'))).toEqual([409, 'payments.break_outcome']);
    expect((await propose(found, 'REFUND')).body).toMatchObject({ state: 'PROPOSED', outcome: 'REFUND' });
    expect(await codeOf(propose(found, 'REFUND', other))).toEqual([409, 'payments.break_state']);
    expect(await codeOf(act(one, found, 'approve'))).toEqual([403, 'payments.second_person']);
    await expect(
      stage.db.execute(sql`
        UPDATE backend.payment_breaks SET state = 'RESOLVED', decided_by = proposed_by, decided_at = now() WHERE id = ${found.id}`),
    ).rejects.toThrow('payment_breaks_two_people_check');
    await moved(before, {});

    const answers = await Promise.all([act(other, found, 'approve'), act(finance(), found, 'approve')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await codeOf(act(other, found, 'approve'))).toEqual([409, 'payments.break_state']);
    const { paymentId } = found;
    const back = await breakOf('UNDERPAYMENT', paymentId!);
    await stage.becomes(back.refundId!, 'COMPLETED');
    await moved(before, {});
    const given = stage.sandbox.pawapay.all().filter((done) => done.depositId === reference);
    expect(given).toEqual([expect.objectContaining({ kind: 'refund', amount: 5_000, status: 'COMPLETED' })]);
    expect((await breakOf('UNDERPAYMENT', paymentId!)).state).toBe('RESOLVED');
    expect(await actsOn(found)).toEqual(['payment_break_proposed', 'payment_break_resolved']);

    expect(await paymentOf(order.id)).toEqual({ status: 'FAILED', order: 'PENDING', attempt: 'FAILED' });
    expect((await stage.stockOf(variantId)).held).toBe(1);
    await stage.db.execute(sql`UPDATE backend.orders SET expires_at = now() WHERE id = ${order.id}`);
    await until(async () => ((await paymentOf(order.id)) as { order: string }).order === 'EXPIRED');
    expect(await stage.stockOf(variantId)).toEqual({ available: 5, held: 0, sold: 0 });
    // The provider says it once more: that is the same money.
    await askAgain(reference);
    const breaks = await stage.db.rows(sql`SELECT kind FROM backend.payment_breaks WHERE payment_id = ${paymentId}`);
    expect(breaks).toHaveLength(2);
    await moved(before, {});
  }, 20_000);

  it('on a page goes back to the card that paid there', async () => {
    const flutterwave = { provider: 'flutterwave', operation: 'transactions', kind: 'wrongAmount' } as const;
    await stage.fault({ ...flutterwave, times: 'always', amount: 50 });
    const [buyer, before] = [person(), await accounts()];
    const order = await stage.placed(buyer, await stage.goods());
    await stage.call(buyer, 'POST', '/payments/initiate', { orderId: order.id, method: 'CARD' }, newId());
    const { reference } = await stage.db.one<{ reference: string }>(
      sql`SELECT reference FROM backend.payment_attempts WHERE order_id = ${order.id}`,
    );
    await stage.control('/flutterwave/pay', { tx_ref: reference, card: '5531886652142950' });
    const found = await breakOf('AMOUNT_MISMATCH', reference);
    await stage.control('/flutterwave/settle', {});
    await propose(found, 'REFUND');
    await act(other, found, 'approve');
    const { refundId } = await breakOf('UNDERPAYMENT', found.paymentId!);
    await stage.becomes(refundId!, 'COMPLETED');
    await moved(before, {});
    expect(stage.sandbox.treasury.allRefunds().map(({ amount }) => amount)).toEqual([5_000]);
    await askAgain(reference);
    expect(stage.sandbox.treasury.allRefunds()).toHaveLength(1);
    await moved(before, {});
  }, 20_000);

  it('is accepted once the provider has corrected itself, and a proposal to give it back is void', async () => {
    const { order, found } = await underpaid();
    await propose(found, 'REFUND');
    await stage.calm();
    await until(async () => ((await paymentOf(order.id)) as { status: string }).status === 'CAPTURED');
    expect(await codeOf(act(other, found, 'approve'))).toEqual([409, 'payments.break_outcome']);
    expect((await act(other, found, 'decline', { reason })).body).toMatchObject({ state: 'OPEN', outcome: null });
    expect((await propose(found, 'ACCEPTED')).body).toMatchObject({ state: 'RESOLVED', outcome: 'ACCEPTED' });
    expect(await paymentOf(order.id)).toMatchObject({ order: 'CONFIRMED', attempt: 'SUCCEEDED' });
  }, 20_000);
});

describe('a refund that came back', () => {
  it('is owed again when two people say so, and is paid once more and no oftener', async () => {
    const sold = await paid();
    const { refundId } = (await stage.open(sold, { goods: 10_000 }))!;
    const { attempts } = await stage.becomes(refundId, 'COMPLETED');
    const { reference } = attempts[0]!;
    const held = `held:${sold.shopOrderId}`;
    await moved(sold.before, { [WALLET!]: -10_000, [held]: 10_000 });
    await force(reference, 'FAILED', 'RECIPIENT_NOT_FOUND');
    const found = await breakOf('REFUND_REVERSED', reference);
    expect(found).toMatchObject({ refundId, orderId: sold.order.id, outcomes: ['REOPEN_REFUND', 'ACCEPTED'] });
    expect((await propose(found, 'ACCEPTED')).body.state).toBe('PROPOSED');
    await act(one, found, 'decline', { reason });
    await propose(found, 'REOPEN_REFUND');
    expect((await stage.refund(refundId)).state).toBe('COMPLETED');
    await expect(
      stage.db.execute(
        sql`UPDATE backend.refunds SET state = 'NEEDS_ATTENTION', attention = 'x' WHERE id = ${refundId}`,
      ),
    ).rejects.toThrow('is final');
    const answers = await Promise.all([act(other, found, 'approve'), act(finance(), found, 'approve')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const reopened = await stage.refund(refundId);
    expect(reopened).toMatchObject({ state: 'NEEDS_ATTENTION', completedAt: null });
    expect(reopened.attempts).toEqual([expect.objectContaining({ state: 'FAILED', failureCode: 'REVERSED' })]);
    expect(await stage.paymentOf(sold)).toEqual({ status: 'CAPTURED', refunded: 0, paymentStatus: 'PAID' });
    await moved(sold.before, { [held]: 10_000, [flight(refundId)]: -10_000 });
    const known = sql`SELECT FROM reconciliation.movements WHERE reference = ${reference}`;
    await until(async () => (await stage.db.rows(known)).length === 0);

    expect((await ofRefund(one, refundId, 'retry')).status).toBe(200);
    await stage.becomes(refundId, 'COMPLETED');
    await moved(sold.before, { [WALLET!]: -10_000, [held]: 10_000 });
    expect(await stage.paymentOf(sold)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refunded: 10_000 });
    expect(await stage.told(refundId)).toEqual([
      ...['refunds.opened', 'refunds.completed', 'refunds.reopened', 'refunds.completed'],
    ]);
    expect(await unsound()).toEqual([]);
    expect(await codeOf(act(other, found, 'approve'))).toEqual([409, 'payments.break_state']);
  }, 20_000);
});

describe('a refund that arrives after it had failed', () => {
  /** Under way a second time, when the first try turns out to have arrived. */
  async function late() {
    const sold = await paid();
    await failing();
    const { refundId } = (await stage.open(sold, { goods: 10_000, reason: 'STAFF' }))!;
    const first = (await stage.becomes(refundId, 'NEEDS_ATTENTION')).attempts[0]!.reference;
    await stage.fault({ kind: 'stuck' });
    await ofRefund(one, refundId, 'retry');
    await until(async () => (await stage.refund(refundId)).attempts[1]?.state === 'PENDING');
    const second = (await stage.refund(refundId)).attempts[1]!.reference;
    await force(first, 'COMPLETED');
    const found = await breakOf('REFUND_LATE_SUCCESS', first);
    expect(found.outcomes).toEqual(['SETTLE_REFUND', 'BOOK_LOSS']);
    const held = `held:${sold.shopOrderId}`;
    const aside = { [held]: 10_000, [flight(refundId)]: -10_000 };
    await moved(sold.before, { ...aside, [WALLET!]: -10_000, [SUSPENSE!]: 10_000 });
    return { sold, refundId, second, found, held, first };
  }

  it('is the refund, when the try after it fails, and nothing is sent a third time meanwhile', async () => {
    const { sold, refundId, second, found, held, first } = await late();
    expect(await codeOf(propose(found, 'SETTLE_REFUND'))).toEqual([409, 'payments.break_outcome']);
    expect(await codeOf(propose(found, 'ACCEPTED'))).toEqual([409, 'payments.break_outcome']);
    // A failure that is tried again by itself at other times.
    await force(second, 'FAILED', 'UNSPECIFIED_FAILURE');
    expect((await stage.becomes(refundId, 'NEEDS_ATTENTION')).attention).toContain('ARRIVED_LATE');
    expect(await codeOf(ofRefund(one, refundId, 'retry'))).toEqual([409, 'refunds.wrong_state']);
    expect(await codeOf(ofRefund(one, refundId, 'withdraw'))).toEqual([409, 'refunds.wrong_state']);
    await propose(found, 'SETTLE_REFUND');
    const answers = await Promise.all([act(other, found, 'approve'), act(finance(), found, 'approve')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await stage.becomes(refundId, 'COMPLETED');
    await moved(sold.before, { [WALLET!]: -10_000, [held]: 10_000 });
    expect(await unsound()).toEqual([]);
    const movements = await stage.db.rows(
      sql`SELECT amount FROM reconciliation.movements WHERE reference = ANY(${[first, second]}::text[])`,
    );
    expect(movements).toEqual([{ amount: 10_000 }]);
  }, 20_000);

  it('is a loss, when the try after it arrives as well', async () => {
    const { sold, refundId, second, found, held } = await late();
    await force(second, 'COMPLETED');
    await stage.becomes(refundId, 'COMPLETED');
    expect(await codeOf(propose(found, 'SETTLE_REFUND'))).toEqual([409, 'payments.break_outcome']);
    await moved(sold.before, { [WALLET!]: -20_000, [held]: 10_000, [SUSPENSE!]: 10_000 });
    await propose(found, 'BOOK_LOSS');
    expect((await act(other, found, 'approve')).body).toMatchObject({ state: 'RESOLVED', outcomes: [] });
    await moved(sold.before, { [WALLET!]: -20_000, [held]: 10_000, [LOSS!]: 10_000 });
    expect(await codeOf(propose(found, 'BOOK_LOSS'))).toEqual([409, 'payments.break_state']);
  }, 20_000);

  it('is a loss, when the refund was called off meanwhile', async () => {
    const sold = await paid();
    await failing();
    const { refundId } = (await stage.open(sold, { goods: 10_000, reason: 'STAFF' }))!;
    const { reference } = (await stage.becomes(refundId, 'NEEDS_ATTENTION')).attempts[0]!;
    await ofRefund(one, refundId, 'withdraw');
    await force(reference, 'COMPLETED');
    const found = await breakOf('REFUND_LATE_SUCCESS', reference);
    expect(await codeOf(propose(found, 'SETTLE_REFUND'))).toEqual([409, 'payments.break_outcome']);
    await moved(sold.before, { [WALLET!]: -10_000, [SUSPENSE!]: 10_000 });
    await propose(found, 'BOOK_LOSS');
    await act(other, found, 'approve');
    await moved(sold.before, { [WALLET!]: -10_000, [LOSS!]: 10_000 });
    expect(await unsound()).toEqual([]);
  }, 20_000);

  it('is accepted by one person, when it has settled its refund', async () => {
    const sold = await paid();
    await failing();
    const { refundId } = (await stage.open(sold, { goods: 10_000 }))!;
    const { reference } = (await stage.becomes(refundId, 'NEEDS_ATTENTION')).attempts[0]!;
    await force(reference, 'COMPLETED');
    await stage.becomes(refundId, 'COMPLETED');
    const found = await breakOf('REFUND_LATE_SUCCESS', reference);
    expect((await propose(found, 'ACCEPTED')).body).toMatchObject({ state: 'RESOLVED', ageDays: 0 });
    await moved(sold.before, { [WALLET!]: -10_000, [`held:${sold.shopOrderId}`]: 10_000 });
  }, 20_000);
});

describe('surplus whose refund was called off', () => {
  it('is given back after all, by a refund of its own', async () => {
    await stage.fault({ operation: 'deposit', kind: 'fail', code: 'PAYMENT_NOT_APPROVED', ms: 5 });
    const buyer = person();
    const { order, first } = await stage.failed(buyer);
    await stage.call(buyer, 'PATCH', `/orders/${order.id}/cancel`);
    const before = await accounts();
    await failing();
    await force(first, 'COMPLETED');
    const { paymentId } = await stage.db.one<{ paymentId: string }>(
      sql`SELECT id AS "paymentId" FROM backend.payments WHERE order_id = ${order.id}`,
    );
    const { id, refundId } = await breakOf('LATE_SUCCESS', paymentId).then(async (found) => {
      await stage.becomes(found.refundId!, 'NEEDS_ATTENTION');
      return found;
    });
    expect((await ofRefund<{ state: string }>(one, refundId!, 'withdraw')).body.state).toBe('NEEDS_ATTENTION');
    await ofRefund(chief, refundId!, 'approve', {});
    await moved(before, { [WALLET!]: order.total.amount, 'customer_overpayment:ZMW': -order.total.amount });
    expect(await codeOf(propose({ id }, 'ACCEPTED'))).toEqual([409, 'payments.break_outcome']);
    await propose({ id }, 'REFUND');
    const { body } = await act(other, { id }, 'approve');
    expect(body).toMatchObject({ state: 'REFUND_DUE', outcome: 'REFUND' });
    expect(body.refundId).not.toBe(refundId);
    await stage.becomes(body.refundId!, 'COMPLETED');
    await moved(before, {});
    expect(await breakOf('LATE_SUCCESS', paymentId)).toMatchObject({ id, state: 'RESOLVED', decidedBy: other.label });
  }, 20_000);
});

describe('the list of breaks', () => {
  async function unknown(): Promise<{ id: string }> {
    const id = newId();
    await stage.db.execute(sql`
      INSERT INTO backend.payment_breaks (id, kind, provider, reference, detail, created_at)
      VALUES (${id}, 'UNKNOWN_REFERENCE', 'pawapay', ${id}, 'nobody knows it', now() - interval '50 hours')`);
    return { id };
  }

  it('says who looks after which, for how long, and what may be made of it', async () => {
    const found = await unknown();
    const owner = newId();
    expect((await act(one, found, 'assign', { userId: owner })).body).toMatchObject({ owner, ageDays: 2 });
    const { body } = await stage.call<BreakPage>(one, 'GET', `/payments/breaks?owner=${owner}&state=OPEN`);
    expect(body.data).toEqual([expect.objectContaining({ ...found, owner, outcomes: ['ACCEPTED'] })]);
    expect((await propose(found, 'ACCEPTED')).body).toMatchObject({ state: 'RESOLVED', reason, decidedBy: one.label });
    expect(await codeOf(propose(found, 'ACCEPTED'))).toEqual([409, 'payments.break_state']);
    expect(await actsOn(found)).toEqual(['payment_break_assigned', 'payment_break_resolved']);
  });

  it('is for finance, and nobody decides about an order of their own', async () => {
    const found = await unknown();
    expect((await act(staff('payments.breaks.read'), found, 'resolve', { outcome: 'ACCEPTED', reason })).status).toBe(
      403,
    );
    expect(await codeOf(propose({ id: newId() }, 'ACCEPTED'))).toEqual([404, 'payments.break_not_found']);
    const buyer = finance();
    const { paymentId } = await stage.paid({ buyer });
    await stage.db.execute(sql`UPDATE backend.payment_breaks SET payment_id = ${paymentId} WHERE id = ${found.id}`);
    expect(await codeOf(propose(found, 'ACCEPTED', buyer))).toEqual([403, 'payments.second_person']);
  });
});
