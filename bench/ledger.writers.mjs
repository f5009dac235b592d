import { randomUUID } from 'node:crypto';

/** Tables with the columns and indexes of the ledger, and nothing that watches over them. */
export const BARE = `
  CREATE SCHEMA bare;
  CREATE TABLE bare.transactions (LIKE settlement.ledger_transactions INCLUDING DEFAULTS INCLUDING INDEXES);
  CREATE TABLE bare.entries (LIKE settlement.ledger_entries INCLUDING DEFAULTS INCLUDING INDEXES);
  GRANT USAGE ON SCHEMA bare TO pakashop_settlement;
  GRANT INSERT ON ALL TABLES IN SCHEMA bare TO pakashop_settlement;`;

/** The ledger's own classes over a pool of connections, without the rest of the process. */
export async function openLedger(url, load) {
  const { Database, sql, newId } = await load('platform/index');
  const { LedgerService } = await load('settlement/ledger.service');
  const { LedgerReads } = await load('settlement/ledger.reads');
  const { LedgerExplain } = await load('settlement/ledger.explain');
  const { checkLedger } = await load('settlement/ledger.check');
  const accounts = await load('settlement/ledger.accounts');
  const { debit, credit } = await load('settlement/ledger.postings');
  const db = new Database({ DATABASE_URL: url, DATABASE_POOL: 32 }, { hosted: ['settlement'] });
  const reads = new LedgerReads(db, { now: () => new Date() });
  const provider = accounts.providerAccount('pawapay', 'ZMW');
  return {
    ...{ db, sql, newId, debit, credit, check: checkLedger, reads },
    explain: new LedgerExplain(db, reads),
    ledger: new LedgerService(),
    accounts: { provider, held: (id) => accounts.heldAccount(id, 'ZMW') },
  };
}

/** A payment for two shop orders. */
export function postingWriter({ db, ledger, newId, debit, credit, accounts }, isSpread) {
  const { provider, held } = accounts;
  // The account as it would be if it had to be looked at whenever an entry comes.
  const single = { ...provider, id: randomUUID(), code: 'provider:one_row:ZMW', mayBeNegative: false };
  const cash = isSpread ? provider : single;
  return () =>
    db.transaction((tx) =>
      ledger.post(tx, {
        key: `bench:${newId()}`,
        kind: 'CAPTURE',
        reference: { paymentId: newId(), orderId: newId() },
        occurredAt: new Date().toISOString(),
        entries: [debit(cash, 300), credit(held(newId()), 100), credit(held(newId()), 200)],
      }),
    );
}

/** The same rows and nothing else. */
export const bareWriter =
  ({ db, sql, newId, accounts }) =>
  () =>
    db.transaction((tx) => {
      const id = newId();
      const reference = JSON.stringify({ paymentId: newId(), orderId: newId() });
      return tx.execute(sql`
        WITH t AS (
          INSERT INTO bare.transactions (id, number, key, kind, reference, occurred_at)
          VALUES (${id}, ${Math.floor(Math.random() * 2 ** 50)}, ${`bench:${id}`}, 'CAPTURE', ${reference}, now()))
        INSERT INTO bare.entries (id, transaction_id, account_id, direction, amount, currency)
        SELECT (random() * 9e15)::bigint, ${id}::uuid, a, d, m, 'ZMW'
        FROM (VALUES (${accounts.provider.id}::uuid, 'DEBIT', 300), (${newId()}::uuid, 'CREDIT', 100), (${newId()}::uuid, 'CREDIT', 200)) AS v (a, d, m)`);
    });
