import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, Problem, sql } from '@pakashop/platform';
import { type Paid, RefundsStage } from './refunds.fixtures.js';

let stage: RefundsStage;
beforeAll(async () => void (stage = await RefundsStage.open()), 20_000);
afterAll(() => stage.close());

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'opened',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

const lineOf = async ({ shopOrderId }: Paid): Promise<string> => {
  const { id } = await stage.db.one<{ id: string }>(
    sql`SELECT id FROM backend.order_lines WHERE shop_order_id = ${shopOrderId}`,
  );
  return id;
};

describe('what can be given back', () => {
  it('is never more than was paid, however many ask at once: exactly those that fit succeed', async () => {
    const paid = await stage.paid({ price: 10_000 });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => codeOf(stage.open(paid, { goods: 3_000 }))));
    expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(3);
    expect(outcomes.filter((outcome) => outcome === 'refunds.too_much')).toHaveLength(5);
  });

  it('of a line is no more than its quantity, and its money is divided by what the lines cost', async () => {
    const paid = await stage.paid({ price: 2_000, quantity: 3 });
    const lineId = await lineOf(paid);
    const some = (quantity: number) => stage.open(paid, { lines: [{ lineId, quantity }], goods: 2_000 * quantity });
    const first = await some(2);
    expect(await codeOf(some(2))).toBe('refunds.too_much');
    expect(await codeOf(some(1))).toBe('opened');
    const { lines } = await stage.refund(first!.refundId);
    expect(lines).toEqual([
      expect.objectContaining({ lineId, quantity: 2, amount: { amount: 4_000, currency: 'ZMW' } }),
    ]);
  });

  it('of the delivery is no more than its fee, and nothing of another order', async () => {
    const [paid, other] = [await stage.paid(), await stage.paid()];
    const { fee } = await stage.db.one<{ fee: number }>(
      sql`SELECT delivery_fee AS fee FROM backend.shop_orders WHERE id = ${paid.shopOrderId}`,
    );
    expect(await codeOf(stage.open(paid, { delivery: fee + 1 }))).toBe('refunds.too_much');
    expect(await codeOf(stage.open(paid, { delivery: fee }))).toBe('opened');
    expect(await codeOf(stage.open(paid, { delivery: 1 }))).toBe('refunds.too_much');
    const foreign = { lines: [{ lineId: await lineOf(other), quantity: 1 }], goods: 1 };
    expect(await codeOf(stage.open(paid, foreign))).toBe('refunds.too_much');
  });

  it('is free again after a refund was withdrawn', async () => {
    const paid = await stage.paid();
    const lineId = await lineOf(paid);
    const whole = { lines: [{ lineId, quantity: 1 }], goods: 10_000, needsApproval: true };
    const { refundId } = (await stage.open(paid, whole))!;
    expect(await codeOf(stage.open(paid, whole))).toBe('refunds.too_much');
    await stage.db.execute(sql`UPDATE backend.refunds SET state = 'WITHDRAWN' WHERE id = ${refundId}`);
    expect(await codeOf(stage.open(paid, whole))).toBe('opened');
  });

  it('is nothing of an order that was not paid', async () => {
    const paid = await stage.paid();
    const order = await stage.placed(paid.buyer, await stage.goods());
    expect(await codeOf(stage.open({ ...paid, order }, { goods: 1 }))).toBe('refunds.not_paid');
  });
});

describe('the database itself', () => {
  const refuses = async (statement: ReturnType<typeof sql>, constraint: RegExp) => {
    await expect(stage.db.execute(statement)).rejects.toThrow(constraint);
  };

  it('refuses a refund over the limit from whoever writes it, and changes to what one is for', async () => {
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000, needsApproval: true }))!;
    await refuses(
      sql`INSERT INTO backend.refunds (id, order_id, payment_id, shop_order_id, shop_id, key, reason, state, goods, amount,
            currency, funder, provider, source, opened_by)
          SELECT ${newId()}::uuid, order_id, payment_id, shop_order_id, shop_id, 'by hand', reason, state, 1, 1, currency,
            funder, provider, source, opened_by FROM backend.refunds WHERE id = ${refundId}`,
      /refund_limits_taken_check/,
    );
    await refuses(sql`UPDATE backend.refunds SET goods = 1, amount = 1 WHERE id = ${refundId}`, /keeps its amounts/);
    await refuses(sql`DELETE FROM backend.refunds WHERE id = ${refundId}`, /permission denied/);
  });

  it('refuses to send what a second person has not agreed to, or the same person twice', async () => {
    const paid = await stage.paid();
    const { refundId } = (await stage.open(paid, { goods: 10_000, needsApproval: true, actor: 'person:one' }))!;
    const set = (columns: ReturnType<typeof sql>) => sql`UPDATE backend.refunds SET ${columns} WHERE id = ${refundId}`;
    await refuses(set(sql`state = 'RESERVED'`), /refunds_approval_check/);
    await refuses(set(sql`state = 'RESERVED', approved_by = 'person:one'`), /refunds_approval_check/);
    await stage.db.execute(set(sql`state = 'SENT', approved_by = 'person:two'`));
    const attempt = (phone: string) => sql`
      INSERT INTO backend.refund_attempts (id, refund_id, number, route, provider, source, reference, state, amount, currency,
        phone, operator, sent_at)
      SELECT ${newId()}::uuid, id, 1, 'OTHER_WALLET', 'pawapay', source, ${newId()}::text, 'SENT', amount, currency,
        ${phone}::text, 'MTN_MOMO_ZMB', now() FROM backend.refunds WHERE id = ${refundId}`;
    await refuses(attempt('+260961234567'), /refund_attempts_agreed_check|may not be sent/);
    await stage.db.execute(
      set(
        sql`wallet_phone = '+260961234567', wallet_operator = 'MTN_MOMO_ZMB', wallet_by = 'person:one', wallet_needs_approval = true`,
      ),
    );
    await refuses(attempt('+260961234567'), /refund_attempts_agreed_check|may not be sent/);
  });
});
