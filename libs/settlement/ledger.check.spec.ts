import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PaymentCaptured } from '@pakashop/backend';
import { Database, Outbox } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import pg from 'pg';
import { checkLedger } from './ledger.check.js';
import { captured, rows, settled } from './settlement.fixtures.js';

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
    const away = `${settlements} state = 'RELEASED' ${where}`;
    expect(await found(away, `${settlements} state = 'HELD' ${where}`)).toEqual({ 'INV-04': held });
    const more = (sign: string): string =>
      `${settlements} amount = amount ${sign} 1 WHERE shop_order_id = '${firstOrder}'`;
    expect(await found(more('+'), more('-'))).toEqual({ 'INV-04': [held[0]] });
    const extra = `INSERT INTO settlement.settlements SELECT gen_random_uuid(), order_id, shop_id, state, amount, currency
      FROM settlement.settlements WHERE shop_order_id = '${secondOrder}'`;
    const gone = `DELETE FROM settlement.settlements WHERE order_id = '${fact.orderId}' AND shop_order_id NOT IN (${orders})`;
    expect((await found(extra, gone))['INV-04']).toHaveLength(1);
  });
});
