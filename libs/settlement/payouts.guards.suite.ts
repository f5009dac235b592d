import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Database, newId, sql, VaultRotation } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import fc from 'fast-check';
import { Payees } from './payees.service.js';
import type { PayoutBatchView, PayoutDetail } from './payouts.dto.js';
import { GOOD, PayoutStage, staff, STUCK, type TestPayee } from './payouts.fixtures.js';
import { PayoutFlow } from './payouts.flow.js';
import type { Standing } from './payouts.rail.js';

/** What stands between a payout and the wrong receiver, a second sending, and a batch that goes badly. */
export function guardPayouts(open: () => PayoutStage): void {
  let stage: PayoutStage;
  let db: Database;
  beforeAll(() => {
    stage = open();
    db = stage.db;
  });
  const approve = ({ id, hash }: PayoutBatchView) =>
    stage.call(staff(), 'POST', `/staff/payout-batches/${id}/approve`, { hash });
  const resume = ({ id }: PayoutBatchView) => stage.call(staff(), 'POST', `/staff/payout-batches/${id}/resume`);
  const operator = (state: 'OPERATIONAL' | 'CLOSED') => {
    stage.forgetOperators();
    return stage.sandbox.control('/pawapay/settings', { operators: { MTN_MOMO_ZMB: state } });
  };
  const detail = async (payee: TestPayee): Promise<PayoutDetail> =>
    (await stage.call<PayoutDetail>(staff(), 'GET', `/staff/payouts/${(await stage.payoutOf(payee)).id}`)).body;
  const atProvider = (reference: string) => stage.sandbox.sandbox.pawapay.all().filter(({ id }) => id === reference);

  describe('a wallet', () => {
    it('is looked at again between approval and sending: what changed, is held or is gone is not paid', async () => {
      await stage.sandbox.control('/flutterwave/settings', { openingBalance: 0 });
      await operator('CLOSED');
      const [same, other, held, gone] = await Promise.all([
        stage.due(500_000),
        stage.due(400_000),
        stage.due(300_000),
        stage.due(200_000, {}, 'AGENT'),
      ]);
      const batch = await stage.run([same, other, held, gone]);
      expect((await approve(batch)).status).toBe(200);
      await stage.tellWallet(same);
      await stage.tellWallet(other, { account: '+260763456780' });
      await stage.tellWallet(held, { payableAfter: new Date(Date.now() + 3_600_000).toISOString() });
      await stage.tellWallet(gone, { isErased: true });
      await drain(stage.app);
      expect((await stage.payoutOf(other)).state).toBe('RESERVED');
      await operator('OPERATIONAL');
      await stage.until(batch.id, (state) => state === 'DONE');
      expect(await detail(same)).toMatchObject({ state: 'COMPLETED' });
      for (const [payee, code, why, account] of [
        [other, 'WALLET_CHANGED', 'changed after the payout was frozen', `seller_payable:${other.id}`],
        [held, 'WALLET_HELD', 'nothing is paid to the wallet before', `seller_payable:${held.id}`],
        [gone, 'WALLET_GONE', 'no wallet', `agent_payable:${gone.id}`],
      ] as const) {
        const payout = await detail(payee);
        expect(payout).toMatchObject({ state: 'CANCELLED', failureCode: code, sentAt: null });
        expect(payout.evidence).toContain(why);
        expect(payout.history.at(-1)).toMatchObject({ to: 'CANCELLED', cause: `recipient: ${code}` });
        expect(await stage.posts(payout.reference)).toBe(0);
        expect(await stage.balance(account)).toBe(payout.amount.amount);
        expect(await stage.balance(`payout_in_flight:${payee.id}`)).toBe(0);
      }
      const retry = await stage.call<PayoutBatchView>(
        staff(),
        'POST',
        `/staff/payouts/${(await stage.payoutOf(other)).id}/retry`,
      );
      await stage.until(retry.body.id, (state) => state === 'DONE');
      const { reference } = await stage.payoutOf(other);
      expect(atProvider(reference)).toMatchObject([{ phone: '260763456780', amount: 400_000 }]);
    });

    it('of an agent who was erased is forgotten, also by old payouts, which keep the masked number', async () => {
      const agent = await stage.due(5_000, {}, 'AGENT');
      await stage.run([agent]);
      await stage.untilPayout(agent, 'COMPLETED');
      const { account } = await detail(agent);
      await stage.tellWallet(agent, { isErased: true });
      await drain(stage.app);
      const kept = sql`
      SELECT e.destination, p.destination AS "ofPayout", p.masked FROM settlement.payees e
      JOIN settlement.payouts p ON p.payee_id = e.id WHERE e.id = ${agent.id}`;
      expect(await db.rows(kept)).toEqual([{ destination: '', ofPayout: '', masked: account }]);
      expect(account).toMatch(/\*/);
      // What was told before and is heard late brings nothing back.
      const late = { walletId: newId(), ownerKind: 'AGENT', ownerId: agent.id, rail: 'MOBILE_MONEY' } as const;
      const fact = { ...late, provider: 'MTN_MOMO_ZMB', payableAfter: '2026-01-01T00:00:00Z', destination: 'v1.old' };
      await db.transaction((tx) => stage.app.get(Payees).keep(tx, fact, 1));
      expect(await db.rows(kept)).toMatchObject([{ destination: '' }]);
    });

    it('and where a payout goes stand under a new key after a rotation, and are paid to as before', async () => {
      const payee = await stage.due(1_000_001);
      const batch = await stage.run([payee]);
      const sealed = () =>
        db.one<{ payee: string; payout: string }>(sql`
        SELECT e.destination AS payee, p.destination AS payout FROM settlement.payees e
        JOIN settlement.payouts p ON p.payee_id = e.id WHERE e.id = ${payee.id}`);
      const before = await sealed();
      const rotation = stage.app.get(VaultRotation);
      await rotation.rotate();
      expect(await rotation.reseal(0)).toBeGreaterThanOrEqual(2);
      const after = await sealed();
      const keyOf = (value: string) => value.split('.')[1];
      expect(keyOf(after.payee)).not.toBe(keyOf(before.payee));
      expect(keyOf(after.payout)).toBe(keyOf(after.payee));
      await db.execute(
        sql`UPDATE platform.data_keys SET retired_at = now() - interval '2 days' WHERE retired_at IS NOT NULL`,
      );
      expect(await rotation.prune()).toBeGreaterThanOrEqual(1);
      await approve(batch);
      await stage.untilPayout(payee, 'COMPLETED');
      expect(atProvider((await stage.payoutOf(payee)).reference)).toMatchObject([{ phone: GOOD.slice(1) }]);
    });
  });

  describe('a payout', () => {
    it('that pawaPay ignores as a duplicate is no failure: it is looked up, and paid once', async () => {
      const payee = await stage.due(1_000_001);
      const batch = await stage.run([payee]);
      const { reference } = await stage.payoutOf(payee);
      const known = await stage.sandbox.pawapay('/payouts', {
        ...{ payoutId: reference, amount: '10000.01', currency: 'ZMW' },
        recipient: { type: 'MMO', accountDetails: { phoneNumber: GOOD.slice(1), provider: 'MTN_MOMO_ZMB' } },
      });
      expect(known.body).toMatchObject({ status: 'ACCEPTED' });
      await approve(batch);
      await stage.untilPayout(payee, 'COMPLETED');
      expect(await stage.posts(reference)).toBe(2);
      expect(atProvider(reference)).toHaveLength(1);
      const { history } = await detail(payee);
      const [sent, unknown, seen] = history.slice(2).map(({ to, cause }) => `${to} ${cause}`);
      // pawaPay may have paid the first one by then, or not yet.
      expect([sent, unknown]).toEqual(['SENT sender', 'UNKNOWN reply']);
      expect(seen).toMatch(/^(COMPLETED|PENDING) look-up$/);
      expect(await stage.balance(`payout_in_flight:${payee.id}`)).toBe(0);
    });

    it('ends in the database as the provider says, in whatever order and however often it is said', async () => {
      const runs = 6;
      const payees = await Promise.all(Array.from({ length: runs }, () => stage.due(2_000, { account: STUCK })));
      await stage.run(payees);
      for (const payee of payees) await stage.untilPayout(payee, 'PENDING');
      const flow = stage.app.get(PayoutFlow);
      const filler = fc.constantFrom<Standing>(
        { kind: 'pending', evidence: 'PROCESSING' },
        { kind: 'unknown', reason: 'time-out' },
        { kind: 'notFound' },
      );
      const ends: Record<string, Standing> = {
        COMPLETED: { kind: 'completed', amount: 2_000, currency: 'ZMW', transactionId: 'T-1' },
        FAILED: { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' },
      };
      const news = fc.array(fc.option(filler, { nil: 'end' as const }), { maxLength: 8 });
      const property = fc.asyncProperty(
        fc.constantFrom(...Object.keys(ends)),
        news,
        fc.boolean(),
        async (end, list, together) => {
          const { id: payeeId } = payees.pop()!;
          const { id } = await db.one<{ id: string }>(
            sql`SELECT id FROM settlement.payouts WHERE payee_id = ${payeeId}`,
          );
          const said = [...list, 'end' as const].map((one) => (one === 'end' ? ends[end]! : one));
          const hear = (standing: Standing) => db.transaction((tx) => flow.apply(tx, id, standing, 'callback'));
          if (together) await Promise.all(said.map(hear));
          else for (const standing of said) await hear(standing);
          const booked = await db.rows<{ kind: string }>(sql`
        SELECT kind FROM settlement.ledger_transactions WHERE reference ->> 'payoutId' = ${id} ORDER BY number`);
          const told = await db.rows(sql`
        SELECT FROM platform.outbox WHERE name LIKE 'settlement.payout_%' AND payload ->> 'payoutId' = ${id} AND kind = 'event'`);
          const paid = end === 'COMPLETED';
          expect(await db.one(sql`SELECT state FROM settlement.payouts WHERE id = ${id}`)).toEqual({ state: end });
          expect(booked.map(({ kind }) => kind)).toEqual(['PAYOUT_RESERVED', paid ? 'PAYOUT_PAID' : 'PAYOUT_RETURNED']);
          expect(told).toHaveLength(1);
          expect(await stage.balance(`seller_payable:${payeeId}`)).toBe(paid ? 0 : 2_000);
        },
      );
      await fc.assert(property, { numRuns: runs, endOnFailure: true });
    });
  });

  describe('a batch', () => {
    it('is paused by the failure that passes the limit and by none before, and counts anew once it is resumed', async () => {
      const payees = await Promise.all(Array.from({ length: 10 }, () => stage.due(2_000, { account: STUCK })));
      const batch = await stage.run(payees);
      for (const payee of payees) await stage.untilPayout(payee, 'PENDING');
      const flow = stage.app.get(PayoutFlow);
      const fail = async (): Promise<string> => {
        const { id } = await stage.payoutOf(payees.pop()!);
        const dead = { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' } as const;
        await db.transaction((tx) => flow.apply(tx, id, dead, 'callback'));
        return (await stage.batch(batch.id)).state;
      };
      expect([await fail(), await fail()]).toEqual(['SENDING', 'SENDING']);
      expect(await fail()).toBe('PAUSED');
      expect((await stage.batch(batch.id)).reason).toBe('of 10 sent, 3 failed and 0 are unknown');
      expect((await resume(batch)).status).toBe(200);
      // What was sent before is not counted again.
      expect([await fail(), await fail(), await fail()]).toEqual(['SENDING', 'SENDING', 'SENDING']);
    });

    it('of fewer than may stop it goes on to its end', async () => {
      const payees = [await stage.due(2_000, { account: STUCK }), await stage.due(2_000, { account: STUCK })];
      const batch = await stage.run(payees);
      for (const payee of payees) await stage.untilPayout(payee, 'PENDING');
      for (const [payee, state] of [
        [payees[0]!, 'SENDING'],
        [payees[1]!, 'DONE'],
      ] as const) {
        const { id } = await stage.payoutOf(payee);
        const dead = { kind: 'failed', code: 'RECIPIENT_NOT_FOUND', message: '' } as const;
        await db.transaction((tx) => stage.app.get(PayoutFlow).apply(tx, id, dead, 'callback'));
        expect((await stage.batch(batch.id)).state).toBe(state);
      }
    });
  });
}
