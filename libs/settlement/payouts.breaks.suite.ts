import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, newId, sql } from '@pakashop/platform';
import type { PayoutBreakList, PayoutBreakView } from './payouts.breaks.dto.js';
import { type PayoutStage, staff, STUCK, type TestPayee } from './payouts.fixtures.js';
import { PayoutFlow } from './payouts.flow.js';
import type { Standing } from './payouts.rail.js';

const REASON = 'the operator has shown us its log';

/** What providers say against what we know is decided by two people, once, and the books follow. */
export function payoutBreaks(open: () => PayoutStage): void {
  let stage: PayoutStage;
  let db: Database;
  const [finder, approver] = [staff(), staff()];
  beforeAll(() => {
    stage = open();
    db = stage.db;
  });

  const paid = (amount: number): Standing => ({ kind: 'completed', amount, currency: 'ZMW', transactionId: 'T-9' });
  const failed: Standing = { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' };
  const payableOf = ({ kind, id }: TestPayee) => `${kind === 'SHOP' ? 'seller' : 'agent'}_payable:${id}`;

  /** A payout of K50 that waits at the provider. */
  async function sent(kind: TestPayee['kind'] = 'SHOP'): Promise<TestPayee> {
    const payee = await stage.due(5_000, { account: STUCK }, kind);
    await stage.run([payee]);
    await stage.untilPayout(payee, 'PENDING');
    return payee;
  }

  /** The provider says so, one after the other. */
  async function says(payee: TestPayee, ...standings: readonly Standing[]): Promise<PayoutBreakView> {
    const { id } = await stage.payoutOf(payee);
    for (const standing of standings) {
      await db.transaction((tx) => stage.app.get(PayoutFlow).apply(tx, id, standing, 'poll'));
    }
    const { body } = await stage.call<PayoutBreakList>(finder, 'GET', '/staff/payout-breaks?state=OPEN');
    return body.data.find(({ payoutId }) => payoutId === id)!;
  }

  const propose = ({ id }: PayoutBreakView, outcome: string, by = finder) =>
    stage.call<PayoutBreakView>(by, 'POST', `/staff/payout-breaks/${id}/propose`, { outcome, reason: REASON });
  const approve = ({ id }: PayoutBreakView, outcome: string, by = approver) =>
    stage.call<PayoutBreakView>(by, 'POST', `/staff/payout-breaks/${id}/approve`, { outcome });

  async function decide(found: PayoutBreakView, outcome: string): Promise<void> {
    expect(await propose(found, outcome)).toMatchObject({ status: 200, body: { state: 'PROPOSED', outcome } });
    expect(await approve(found, outcome)).toMatchObject({ status: 200, body: { state: 'RESOLVED', outcome } });
  }

  /** What earnings and books say that somebody is owed, which must be the same. */
  async function owed(payee: TestPayee): Promise<number> {
    const { earned } = await db.one<{ earned: number }>(sql`
      SELECT coalesce(sum(e.amount), 0)::bigint AS earned FROM settlement.earnings e
      WHERE e.payee_id = ${payee.id} AND NOT EXISTS (
        SELECT FROM settlement.payout_items i WHERE i.earning_id = e.id AND i.live)`);
    const receivable = await stage.balance(`seller_receivable:${payee.id}`);
    expect((await stage.balance(payableOf(payee))) - receivable).toBe(earned);
    return earned;
  }

  const suspense = () => stage.balance('suspense:recon:ZMW');

  describe('a payout that failed and was paid after all', () => {
    it('keeps everything else from its payee until two people have said what it was', async () => {
      const payee = await sent();
      const before = await suspense();
      const found = await says(payee, failed, paid(5_000));
      expect(found).toMatchObject({ kind: 'LATE_SUCCESS', state: 'OPEN', amount: { amount: 5_000 } });
      expect(await owed(payee)).toBe(5_000);
      const run = await stage.run([payee]);
      expect(run).toMatchObject({ count: 0, omissions: [{ payeeId: payee.id, reason: 'LATE_SUCCESS' }] });
      const { id } = await stage.payoutOf(payee);
      expect(await stage.call(staff(), 'POST', `/staff/payouts/${id}/retry`)).toMatchObject({
        ...{ status: 409, body: { code: 'settlement.payout_contradicted' } },
      });
      expect((await approve(found, 'PAID')).body).toMatchObject({ code: 'settlement.payout_break_decided' });
      await propose(found, 'PAID');
      expect((await approve(found, 'PAID', finder)).body).toMatchObject({ code: 'settlement.second_person' });
      expect((await approve(found, 'LOST')).body).toMatchObject({ code: 'settlement.payout_break_decided' });
      expect(await owed(payee)).toBe(5_000);
      const answers = await Promise.all([approve(found, 'PAID'), approve(found, 'PAID', staff())]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
      expect(await owed(payee)).toBe(0);
      expect(await suspense()).toBe(before);
      expect((await propose(found, 'LOST')).body).toMatchObject({ code: 'settlement.payout_break_decided' });
      await stage.earn(payee, 7_000);
      const next = await stage.run([payee]);
      expect(next.total.amount).toBe(7_000);
    });

    it('may be lost: it is ours to bear, and they are paid what they are owed', async () => {
      const payee = await sent();
      const [before, borne] = [await suspense(), await stage.balance('writeoff:ZMW')];
      const found = await says(payee, failed, paid(5_000));
      await decide(found, 'LOST');
      expect([await owed(payee), await suspense()]).toEqual([5_000, before]);
      expect(await stage.balance('writeoff:ZMW')).toBe(borne + 5_000);
    });

    it('may not have been paid: the wallet is as it was', async () => {
      const payee = await sent();
      const wallet = await stage.balance('provider:pawapay:ZMW');
      await decide(await says(payee, failed, paid(5_000)), 'NOT_PAID');
      expect([await owed(payee), await stage.balance('provider:pawapay:ZMW')]).toEqual([5_000, wallet]);
    });

    it('is taken from a shop that has been paid again; an agent who has nothing left owes nothing', async () => {
      const [shop, agent] = [await sent(), await sent('AGENT')];
      const breaks = [await says(shop, failed, paid(5_000)), await says(agent, failed, paid(5_000))] as const;
      for (const payee of [shop, agent]) await stage.earn(payee, -4_000);
      await decide(breaks[0], 'PAID');
      expect([await owed(shop), await stage.balance(`seller_receivable:${shop.id}`)]).toEqual([-4_000, 4_000]);
      await propose(breaks[1], 'PAID');
      expect((await approve(breaks[1], 'PAID')).body).toMatchObject({ code: 'settlement.payee_has_less' });
      await decide(breaks[1], 'LOST');
      expect(await owed(agent)).toBe(1_000);
    });
  });

  describe('a payout that was paid and failed after all', () => {
    it.each([
      ['NOT_PAID', 5_000, 0],
      ['PAID', 0, -5_000],
    ])('%s: they are owed %i', async (outcome, due, wallet) => {
      const payee = await sent();
      const [before, books] = [await suspense(), await stage.balance('provider:pawapay:ZMW')];
      const found = await says(payee, paid(5_000), failed);
      expect((await propose(found, 'LOST')).body).toMatchObject({ code: 'settlement.payout_break_outcome' });
      await decide(found, outcome);
      expect([await owed(payee), await suspense()]).toEqual([due, before]);
      expect((await stage.balance('provider:pawapay:ZMW')) - books).toBe(wallet);
    });
  });

  it.each([
    [4_000, 1_000],
    [6_500, -1_500],
  ])('a payout of 5,000 that was paid with %i is done, and the rest is %i', async (amount, rest) => {
    const payee = await sent();
    const wallet = await stage.balance('provider:pawapay:ZMW');
    const found = await says(payee, paid(amount));
    expect(found).toMatchObject({ kind: 'AMOUNT_MISMATCH', state: 'OPEN' });
    await decide(found, 'PAID');
    expect(await stage.payoutOf(payee)).toMatchObject({ state: 'COMPLETED' });
    expect([await owed(payee), await stage.balance(`payout_in_flight:${payee.id}`)]).toEqual([rest, 0]);
    expect((await stage.balance('provider:pawapay:ZMW')) - wallet).toBe(-amount);
  });

  it('a payout that ended as it should after all stays as it is, and nothing is booked for its break', async () => {
    const payee = await sent();
    const found = await says(payee, paid(4_000), paid(5_000));
    expect(await stage.payoutOf(payee)).toMatchObject({ state: 'COMPLETED' });
    await decide(found, 'PAID');
    expect([await owed(payee), await stage.balance(`payout_in_flight:${payee.id}`)]).toEqual([0, 0]);
  });

  it('nobody without the right decides, and a break that is none is not there', async () => {
    const found = await says(await sent(), failed, paid(5_000));
    expect((await propose(found, 'PAID', staff('payouts.read'))).status).toBe(403);
    expect((await propose({ ...found, id: newId() }, 'PAID')).status).toBe(404);
    await decide(found, 'PAID');
  });
}
