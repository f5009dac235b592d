import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { allocate, Database, newId, sql, type Tx } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import fc from 'fast-check';
import pg from 'pg';
import { BALANCES } from './balance.sums.js';
import { heldAccount, overpaymentAccount, providerAccount, type Account } from './ledger.accounts.js';
import { checkLedger } from './ledger.check.js';
import { credit, debit, type Entry, type Posting } from './ledger.postings.js';
import { LedgerService } from './ledger.service.js';
import { rows } from './settlement.fixtures.js';

const posting = (entries: readonly Entry[], key = `test:${newId()}`): Posting => ({
  key,
  kind: 'CAPTURE',
  reference: {},
  occurredAt: new Date().toISOString(),
  entries,
});

/** Money in one place and owed in another. */
const receipt = (amount: number, to = heldAccount(newId(), 'ZMW'), key?: string): Posting =>
  posting([debit(providerAccount('pawapay', 'ZMW'), amount), credit(to, amount)], key);

// A process with several domains and one with settlement alone act under different database roles.
describe.each(['pakashop_app', 'pakashop_settlement'])('the ledger as %s', (role) => {
  let app: NestFastifyApplication;
  let db: Database;
  let ledger: LedgerService;
  const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });

  beforeAll(async () => {
    app = await bootApp('settlement', rows, { DATABASE_ROLE: role, DATABASE_POOL: '25' });
    db = app.get(Database);
    ledger = app.get(LedgerService);
    await owner.connect();
  });

  afterAll(async () => {
    // Entries without settlements are no held money of a shop order; the other rules hold after everything above.
    const { checks } = await checkLedger(db);
    await app.close();
    await owner.end();
    expect(checks.filter(({ id, violations }) => id !== 'INV-04' && violations.length > 0)).toEqual([]);
  });

  const post = (what: Posting): Promise<boolean> => db.transaction((tx) => ledger.post(tx, what));
  const balanceOf = async ({ id }: Account): Promise<[number, number]> => {
    const row = await db.maybe<{ debits: number; credits: number }>(
      sql`SELECT debits, credits FROM ${BALANCES} b WHERE account_id = ${id}`,
    );
    return [row?.debits ?? 0, row?.credits ?? 0];
  };
  const open = async (tx: Tx, id: string): Promise<void> => {
    await tx.execute(sql`
      INSERT INTO settlement.ledger_transactions (id, key, kind, reference, occurred_at)
      VALUES (${id}, ${`raw:${id}`}, 'CAPTURE', '{}', now())`);
  };
  const add = (tx: Tx, transaction: string, { account, direction, amount }: Entry, currency = 'ZMW'): Promise<number> =>
    tx.execute(sql`
      INSERT INTO settlement.ledger_entries (transaction_id, account_id, direction, amount, currency)
      VALUES (${transaction}, ${account.id}, ${direction}, ${amount}, ${currency})`);

  it('runs as that role', async () => {
    expect(await db.one(sql`SELECT current_user AS role`)).toEqual({ role });
  });

  it('writes a transaction with its entries and keeps the balances', async () => {
    const held = heldAccount(newId(), 'ZMW');
    const cash = providerAccount('pawapay', 'ZMW');
    const [debits] = await balanceOf(cash);
    expect(await post(receipt(12_550, held))).toBe(true);
    expect(await balanceOf(held)).toEqual([0, 12_550]);
    expect((await balanceOf(cash))[0]).toBe(debits + 12_550);
  });

  it('posts a key once under 50 parallel executions', async () => {
    const held = heldAccount(newId(), 'ZMW');
    const key = `once:${newId()}`;
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(receipt(700, held, key))));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await balanceOf(held)).toEqual([0, 700]);
  });

  it('takes a key again when the transaction that had it was rolled back', async () => {
    const held = heldAccount(newId(), 'ZMW');
    const key = `again:${newId()}`;
    const failing = db.transaction(async (tx) => {
      await ledger.post(tx, receipt(700, held, key));
      throw new Error('after the posting');
    });
    await expect(failing).rejects.toThrow('after the posting');
    expect(await balanceOf(held)).toEqual([0, 0]);
    expect(await post(receipt(700, held, key))).toBe(true);
    expect(await balanceOf(held)).toEqual([0, 700]);
  });

  it('creates an account once when many postings name it first', async () => {
    const held = heldAccount(newId(), 'ZMW');
    await Promise.all(Array.from({ length: 20 }, () => post(receipt(5, held))));
    expect(await balanceOf(held)).toEqual([0, 100]);
    const { count } = await db.one<{ count: number }>(
      sql`SELECT count(*) FROM settlement.ledger_accounts WHERE code = ${held.code}`,
    );
    expect(count).toBe(1);
  });

  it('does not lock up when postings name the same accounts in opposite order', async () => {
    const [a, b] = [heldAccount(newId(), 'ZMW'), heldAccount(newId(), 'ZMW')];
    const cash = providerAccount('pawapay', 'ZMW');
    const crossing = Array.from({ length: 40 }, (_, i) => {
      const parts = [credit(a, 3), credit(b, 4)];
      return db.transaction(
        (tx) => ledger.post(tx, posting([...(i % 2 ? parts : parts.toReversed()), debit(cash, 7)])),
        1,
      );
    });
    expect(await Promise.all(crossing)).not.toContain(false);
    expect([await balanceOf(a), await balanceOf(b)]).toEqual([
      [0, 120],
      [0, 160],
    ]);
  });

  it('lets accounts pass below zero that may, over as many rows as there are connections, and sums them right', async () => {
    const [account, source] = [providerAccount(newId(), 'ZMW'), heldAccount(newId(), 'ZMW')];
    await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        post(posting(i % 3 ? [debit(account, 10), credit(source, 10)] : [debit(account, 1), credit(source, 1)])),
      ),
    );
    expect(await balanceOf(account)).toEqual([210, 0]);
    expect(await balanceOf(source)).toEqual([0, 210]);
    const { slots } = await db.one<{ slots: number }>(
      sql`SELECT count(*)::int AS slots FROM settlement.ledger_balances WHERE account_id = ${account.id}`,
    );
    expect(slots).toBeGreaterThan(1);
    const target = heldAccount(newId(), 'ZMW');
    await post(receipt(5, target));
    await post(posting([debit(target, 5), credit(account, 5)]));
    await post(posting([debit(source, 210), credit(account, 210)]));
    await post(posting([debit(providerAccount('pawapay', 'ZMW'), 9), credit(account, 9)]));
    expect(await balanceOf(account)).toEqual([210, 224]);
  });

  it('rebuilds stored balances from the entries, and says which were wrong', async () => {
    const held = heldAccount(newId(), 'ZMW');
    await post(receipt(4_000, held));
    await owner.query(`UPDATE settlement.ledger_balances SET credits = credits + 7 WHERE account_id = '${held.id}'`);
    await expect(db.pool.query('SELECT * FROM settlement.rebuild_balances()')).rejects.toMatchObject({ code: '42501' });
    const { rows: wrong } = await owner.query<{ code: string; credits: number }>(
      'SELECT * FROM settlement.rebuild_balances()',
    );
    expect(wrong).toMatchObject([{ code: held.code, credits_before: 4_007, credits: 4_000 }]);
    expect(await balanceOf(held)).toEqual([0, 4_000]);
    await post(receipt(1, held));
    expect(await balanceOf(held)).toEqual([0, 4_001]);
  });

  it('refuses, before it asks the database, what does not balance', async () => {
    const entries = [debit(providerAccount('pawapay', 'ZMW'), 10), credit(heldAccount(newId(), 'ZMW'), 9)];
    await expect(post(posting(entries))).rejects.toThrow(RangeError);
  });

  describe('in the database', () => {
    const refused = { code: '23514' };
    const cash = providerAccount('pawapay', 'ZMW');
    const held = heldAccount(newId(), 'ZMW');
    beforeAll(() => post(receipt(1_000, held)));

    it('an unbalanced transaction does not commit', async () => {
      const work = db.transaction(async (tx) => {
        const id = newId();
        await open(tx, id);
        await add(tx, id, debit(cash, 10));
        await add(tx, id, credit(held, 9));
      });
      await expect(work).rejects.toMatchObject({ ...refused, constraint: 'ledger_balanced_check' });
    });

    it('a transaction without entries does not commit', async () => {
      await expect(db.transaction((tx) => open(tx, newId()))).rejects.toMatchObject({
        constraint: 'ledger_balanced_check',
      });
    });

    it('an account is not overdrawn, and of twenty parallel withdrawals that fit once one succeeds', async () => {
      const source = heldAccount(newId(), 'ZMW');
      await post(receipt(500, source));
      const withdrawal = (): Promise<boolean> =>
        post(posting([debit(source, 500), credit(overpaymentAccount('ZMW'), 500)]));
      const results = await Promise.allSettled(Array.from({ length: 20 }, withdrawal));
      const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as object);
      expect(failures).toHaveLength(19);
      for (const reason of failures) expect(reason).toMatchObject({ ...refused, constraint: 'ledger_overdraft_check' });
      expect(await balanceOf(source)).toEqual([500, 500]);
    });

    it('an entry has the currency of its account', async () => {
      const work = db.transaction(async (tx) => {
        const id = newId();
        await open(tx, id);
        await add(tx, id, debit(cash, 10), 'USD');
        await add(tx, id, credit(held, 10), 'USD');
      });
      await expect(work).rejects.toMatchObject({ ...refused, constraint: 'ledger_currency_check' });
    });

    it('an amount of zero or less is no entry', async () => {
      for (const amount of [0, -10]) {
        const work = db.transaction(async (tx) => {
          const id = newId();
          await open(tx, id);
          await add(tx, id, debit(cash, amount));
          await add(tx, id, credit(held, amount));
        });
        await expect(work).rejects.toMatchObject({ ...refused, constraint: 'ledger_entries_amount_check' });
      }
    });

    it('a closed transaction takes no more entries', async () => {
      const id = newId();
      await db.transaction(async (tx) => {
        await open(tx, id);
        await add(tx, id, debit(cash, 10));
        await add(tx, id, credit(held, 10));
      });
      const work = db.transaction(async (tx) => {
        await add(tx, id, debit(cash, 5));
        await add(tx, id, credit(held, 5));
      });
      await expect(work).rejects.toMatchObject({ code: '23001' });
    });

    const changes = [
      'UPDATE settlement.ledger_entries SET amount = amount + 1',
      'DELETE FROM settlement.ledger_entries',
      'TRUNCATE settlement.ledger_entries',
      "UPDATE settlement.ledger_transactions SET kind = 'OTHER'",
      'DELETE FROM settlement.ledger_transactions',
      'TRUNCATE settlement.ledger_transactions CASCADE',
    ];

    it.each(changes)('the role may not: %s', async (statement) => {
      await expect(db.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    });

    it.each(changes)('the owner of the tables cannot: %s', async (statement) => {
      await expect(owner.query(statement)).rejects.toMatchObject({ code: '23001' });
    });
  });

  it('agrees with a model in memory after any mixture of postings, repeats and refusals', async () => {
    const command = fc.record({
      from: fc.nat(5),
      to: fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }),
      amount: fc.integer({ min: 3, max: 5_000 }),
      key: fc.nat(12),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 15 }), async (commands) => {
        const run = newId();
        const accounts = [providerAccount(run, 'ZMW'), ...Array.from({ length: 5 }, () => heldAccount(newId(), 'ZMW'))];
        const model = new Map(accounts.map(({ id }) => [id, { DEBIT: 0, CREDIT: 0 }]));
        const posted = new Set<number>();
        for (const { from, to, amount, key } of commands) {
          const targets = [...new Set(to)].filter((target) => target !== from).map((target) => accounts[target]!);
          if (targets.length === 0) continue;
          const parts = allocate(
            amount,
            targets.map(() => 1),
          );
          const entries = [debit(accounts[from]!, amount), ...targets.map((account, i) => credit(account, parts[i]!))];
          const after = entries.map(({ account, direction, amount: moved }) => {
            const sums = { ...model.get(account.id)! };
            sums[direction] += moved;
            return { account, sums };
          });
          const overdrawn = after.some(({ account, sums }) =>
            account.mayBeNegative
              ? false
              : account.normalSide === 'DEBIT'
                ? sums.DEBIT < sums.CREDIT
                : sums.CREDIT < sums.DEBIT,
          );
          const expected = posted.has(key) ? 'repeat' : overdrawn ? 'refused' : 'posted';
          const actual = await post(posting(entries, `${run}:${key}`)).then(
            (isNew) => (isNew ? 'posted' : 'repeat'),
            (error: { constraint?: string }) => (error.constraint === 'ledger_overdraft_check' ? 'refused' : error),
          );
          expect(actual).toBe(expected);
          if (actual !== 'posted') continue;
          posted.add(key);
          for (const { account, sums } of after) model.set(account.id, sums);
        }
        for (const account of accounts) {
          const { DEBIT, CREDIT } = model.get(account.id)!;
          expect(await balanceOf(account)).toEqual([DEBIT, CREDIT]);
        }
      }),
      { numRuns: 40 },
    );
    const { checks } = await checkLedger(db);
    expect(checks.filter(({ id }) => id !== 'INV-04').flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('reports how fast entries are written', async () => {
    const postings = 400;
    const started = performance.now();
    const work = Array.from({ length: postings }, () =>
      post(
        posting([
          debit(providerAccount('flutterwave', 'ZMW'), 300),
          credit(heldAccount(newId(), 'ZMW'), 100),
          credit(heldAccount(newId(), 'ZMW'), 200),
        ]),
      ),
    );
    expect(await Promise.all(work)).not.toContain(false);
    const seconds = (performance.now() - started) / 1000;
    const rate = (count: number): number => Math.round(count / seconds);
    process.stdout.write(
      `ledger as ${role}: ${rate(postings)} postings/s, ${rate(postings * 3)} entries/s over one busy account\n`,
    );
  });
});
