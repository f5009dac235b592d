import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PaymentCaptured } from '@pakashop/backend';
import { ChainExport, Database, money, newId, Outbox } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import pg from 'pg';
import { Sealer } from '../platform/data/chain.js';
import { checkLedger } from './ledger.check.js';
import { LEDGER_CHAIN } from './ledger.chain.js';
import { Releases } from './release.service.js';
import { captured, rows, sale, settled } from './settlement.fixtures.js';
import { SettlementFlow } from './settlement.flow.js';
import { SettlementRefunds } from './settlement.refunds.js';

/** A check that never fires proves nothing: each is shown books that somebody has changed behind the triggers. */
describe('the checks of the ledger', () => {
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
  const fact = captured(6_000, 4_000);
  const capture = `capture:${fact.paymentId}`;
  const held = fact.parts.map(({ shopOrderId }) => `held:${shopOrderId}`).toSorted();
  const [firstOrder, secondOrder] = held.map((code) => code.slice('held:'.length));
  const orders = fact.parts.map(({ shopOrderId }) => `'${shopOrderId}'`).join(', ');
  const account = (code: string): string => `(SELECT id FROM settlement.ledger_accounts WHERE code = '${code}')`;
  let app: NestFastifyApplication;
  let db: Database;

  beforeAll(async () => {
    app = await bootApp('settlement', rows);
    db = app.get(Database);
    await db.transaction((tx) => app.get(Outbox).publish(tx, PaymentCaptured, fact.paymentId, fact));
    await settled(app);
    await owner.connect();
    await owner.query("SET session_replication_role = 'replica'"); // no triggers, no foreign keys
  });
  afterAll(async () => {
    await owner.end();
    await app.close();
  });

  /** The violations by rule while `change` stands. */
  async function found(change: string, restore: string): Promise<Record<string, string[]>> {
    expect((await owner.query(change)).rowCount).toBeGreaterThan(0);
    try {
      const { isSound, checks } = await checkLedger(db);
      expect(isSound).toBe(false);
      const broken = checks.filter(({ violations }) => violations.length > 0);
      return Object.fromEntries(broken.map(({ id, violations }) => [id, violations.map(({ subject }) => subject)]));
    } finally {
      await owner.query(restore);
      expect((await checkLedger(db)).isSound).toBe(true);
    }
  }

  it('find an entry whose amount was changed', async () => {
    const entries = `settlement.ledger_entries SET amount = amount`;
    const where = `WHERE account_id = ${account(held[0]!)}`;
    expect(await found(`UPDATE ${entries} + 1 ${where}`, `UPDATE ${entries} - 1 ${where}`)).toEqual({
      'INV-01': [capture],
      BALANCES: [held[0]],
    });
  });

  it('find a transaction that lost its entries', async () => {
    const of = `WHERE transaction_id = (SELECT id FROM settlement.ledger_transactions WHERE key = '${capture}')`;
    await owner.query(`CREATE TEMP TABLE kept AS SELECT * FROM settlement.ledger_entries ${of}`);
    const violations = await found(
      `DELETE FROM settlement.ledger_entries ${of}`,
      'INSERT INTO settlement.ledger_entries SELECT * FROM kept',
    );
    expect(violations).toEqual({ 'INV-01': [capture], BALANCES: [...held, 'provider:pawapay:ZMW'] });
  });

  it('find a transaction that takes another one back and leaves something of it', async () => {
    const second = captured(1_000);
    await db.transaction((tx) => app.get(Outbox).publish(tx, PaymentCaptured, second.paymentId, second));
    await settled(app);
    const key = `capture:${second.paymentId}`;
    const reverses = (id: string): string =>
      `UPDATE settlement.ledger_transactions SET reverses_id = ${id} WHERE key = '${key}'`;
    const first = `(SELECT id FROM settlement.ledger_transactions WHERE key = '${capture}')`;
    const { REVERSALS } = await found(reverses(first), reverses('NULL'));
    expect(new Set(REVERSALS)).toEqual(new Set([key]));
  });

  it('find a stored balance that was changed', async () => {
    const balance = (sign: string): string =>
      `UPDATE settlement.ledger_balances SET credits = credits ${sign} 5 WHERE account_id = ${account(held[1]!)}`;
    expect(await found(balance('+'), balance('-'))).toEqual({
      'INV-02a': ['ZMW'],
      BALANCES: [held[1]],
      'INV-04': [held[1]],
    });
  });

  it('find an account below zero', async () => {
    const balance = (sign: string): string =>
      `UPDATE settlement.ledger_balances SET debits = debits ${sign} 1000000 WHERE account_id = ${account(held[1]!)}`;
    expect(await found(balance('+'), balance('-'))).toMatchObject({ 'INV-02b': [held[1]] });
  });

  it('find held money without a settlement, a settlement without money, and different amounts', async () => {
    const settlements = 'UPDATE settlement.settlements SET';
    const where = `WHERE shop_order_id IN (${orders})`;
    const away = `${settlements} amount = 0, goods = 0 ${where}`;
    const back = `${settlements} amount = CASE shop_order_id WHEN '${fact.parts[0]!.shopOrderId}' THEN 6000 ELSE 4000 END,
      goods = CASE shop_order_id WHEN '${fact.parts[0]!.shopOrderId}' THEN 6000 ELSE 4000 END ${where}`;
    expect(await found(away, back)).toEqual({ 'INV-04': held });
    const more = (sign: string): string =>
      `${settlements} amount = amount ${sign} 1, goods = goods ${sign} 1 WHERE shop_order_id = '${firstOrder}'`;
    expect(await found(more('+'), more('-'))).toEqual({ 'INV-04': [held[0]] });
    const extra = `INSERT INTO settlement.settlements (shop_order_id, order_id, shop_id, state, amount, currency, goods)
      SELECT gen_random_uuid(), order_id, shop_id, state, amount, currency, goods
      FROM settlement.settlements WHERE shop_order_id = '${secondOrder}'`;
    const gone = `DELETE FROM settlement.settlements WHERE order_id = '${fact.orderId}' AND shop_order_id NOT IN (${orders})`;
    expect((await found(extra, gone))['INV-04']).toHaveLength(1);
  });

  describe('of released and refunded money', () => {
    const shopId = newId();
    const sold = sale(9_000, 1_000, 900, 144, shopId);
    const { shopOrderId } = sold.parts[0]!;
    const row = `settlement.settlements SET`;
    const where = `WHERE shop_order_id = '${shopOrderId}'`;
    const refundId = newId();

    beforeAll(async () => {
      const at = '2026-11-01T08:00:00.000Z';
      const { orderId, paymentId } = sold;
      const common = { deliveryId: newId(), shopOrderId, orderId, shopId, agentId: newId(), agentUserId: newId() };
      const parts = { goods: money(500), delivery: money(0), goodwill: money(50), amount: money(550) };
      const refund = {
        refundId,
        orderId,
        paymentId,
        shopOrderId,
        shopId,
        reason: 'STAFF',
        funder: 'PLATFORM',
        ...parts,
      } as const;
      const flow = app.get(SettlementFlow);
      await db.transaction((tx) => flow.hold(tx, [{ payload: sold, occurredAt: at }]));
      await db.transaction((tx) => flow.deliver(tx, { ...common, shopClass: 'NEW', agentPay: money(700), at }));
      await app.get(Releases).run();
      await db.transaction((tx) => app.get(SettlementRefunds).open(tx, refund, at));
      expect((await checkLedger(db)).isSound).toBe(true);
    });

    it('find refunds that the settlement does not know, and more than was paid', async () => {
      const known = (by: string): string => `UPDATE ${row} refunded_goods = refunded_goods ${by} ${where}`;
      expect(await found(known('- 100'), known('+ 100'))).toEqual({ 'INV-19': [`shop order ${shopOrderId}`] });
      const paid = (goods: number, more: string): string =>
        `UPDATE ${row} goods = ${goods}, refunded_goods = 500, commission = ${more} ${where}`;
      await expect(
        owner.query(paid(499, '0, commission_vat = 0, commission_back = 0, commission_vat_back = 0')),
      ).rejects.toMatchObject({
        constraint: 'settlements_goods_check',
      });
    });

    it('find money that was released before its time', async () => {
      const due = (by: string): string =>
        `UPDATE ${row} release_at = release_at ${by} interval '90 days', released_at = released_at ${by} interval '90 days' ${where}`;
      expect(await found(due('+'), due('-'))).toEqual({ 'INV-24': [`shop order ${shopOrderId}`] });
    });

    it('find earnings that the books do not owe', async () => {
      const earned = (by: string): string =>
        `UPDATE settlement.earnings SET amount = amount ${by} WHERE payee_id = '${shopId}' AND kind = 'RELEASE'`;
      expect(await found(earned('+ 1'), earned('- 1'))).toEqual({ EARNINGS: [`SHOP:${shopId}`] });
    });

    it('find a shop order in a payout that does not settle it', async () => {
      const paid = (payout: string, state: string): string =>
        `UPDATE ${row} payout_id = ${payout}, state = '${state}' ${where}`;
      const wrong = await found(paid('gen_random_uuid()', 'PAYOUT_PENDING'), paid('NULL', 'RELEASED'));
      expect(wrong).toEqual({ PAYOUTS: [`shop order ${shopOrderId}`] });
      await expect(owner.query(paid('gen_random_uuid()', 'RELEASED'))).rejects.toMatchObject({
        constraint: 'settlements_payout_check',
      });
    });

    it('find a reserve that nobody kept back', async () => {
      const kept = (by: string): string => `UPDATE ${row} reserved = reserved ${by} ${where}`;
      expect(await found(kept('+ 1'), kept('- 1'))).toEqual({ RESERVES: [`seller_reserve:${shopId}`] });
    });
  });

  it('are joined by a seal over each transaction with its entries, which an export proves offline', async () => {
    await app.get(Sealer).seal();
    const keys = new Map([['test', Buffer.from(`${'b'.repeat(43)}=`, 'base64')]]);
    const read = async (): Promise<string[]> => {
      const text: string[] = [];
      for await (const part of await app.get(ChainExport).open(LEDGER_CHAIN)) text.push(part);
      return text.join('').split('\n');
    };
    const { verifyExport } = (await import(VERIFIER)) as Verifier;
    const whole = await verifyExport(lines(await read()), { keys });
    expect(whole.problems).toEqual([]);
    expect(whole.links).toBeGreaterThanOrEqual(4);
    const entry = (by: string): string =>
      `UPDATE settlement.ledger_entries SET amount = amount ${by} WHERE account_id = ${account(held[0]!)}`;
    await owner.query(entry('+ 1'));
    try {
      expect((await verifyExport(lines(await read()), { keys })).problems).toEqual([
        expect.stringContaining('is not what was sealed'),
      ]);
    } finally {
      await owner.query(entry('- 1'));
    }
  });
});

const VERIFIER = new URL('../../tools/audit/verify.mjs', import.meta.url).href;

interface Verifier {
  verifyExport(lines: AsyncIterable<string>, known: object): Promise<{ problems: string[]; links: number }>;
}

async function* lines(of: readonly string[]): AsyncGenerator<string> {
  yield* of;
}
