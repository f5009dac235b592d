const SHOP_ORDERS = 100_000;
const KEYS = ['ledger_entries_pkey', 'ledger_entries_transaction_id_fkey', 'ledger_entries_account_id_fkey'];
const INDEXES = ['ledger_entries_transaction_id_idx', 'ledger_entries_account_id_id_idx'];

// A third of all entries are of one provider. Nothing here breaks a rule, so the triggers need not look at each row, and
// the indexes are made at the end.
const statements = (entries) => [
  `SET session_replication_role = 'replica'`,
  `SET synchronous_commit = off`,
  `SET maintenance_work_mem = '256MB'`,
  `CREATE TEMP TABLE shop_order AS SELECT n, uuidv7() AS id FROM generate_series(0, ${SHOP_ORDERS - 1}) n`,
  `CREATE INDEX ON shop_order (n)`,
  `INSERT INTO settlement.ledger_accounts (id, code, class, currency, normal_side)
   SELECT id, 'held:' || id, 'LIABILITY', 'ZMW', 'CREDIT' FROM shop_order`,
  ...KEYS.map((name) => `ALTER TABLE settlement.ledger_entries DROP CONSTRAINT ${name}`),
  ...INDEXES.map((name) => `DROP INDEX settlement.${name}`),
  `CREATE TEMP TABLE made AS SELECT n, uuidv7() AS id FROM generate_series(1, ${Math.ceil(entries / 3)}) n`,
  `INSERT INTO settlement.ledger_transactions (id, key, kind, reference, occurred_at)
   SELECT id, 'made:' || n, 'CAPTURE', '{"paymentId": "made", "orderId": "made"}', now() - n * interval '1 second' FROM made`,
  `INSERT INTO settlement.ledger_entries (transaction_id, account_id, direction, amount, currency)
   SELECT m.id, v.account, v.direction, v.amount, 'ZMW' FROM made m
   JOIN shop_order a ON a.n = m.n % ${SHOP_ORDERS} JOIN shop_order b ON b.n = (m.n + 1) % ${SHOP_ORDERS}
   CROSS JOIN LATERAL (VALUES ((SELECT id FROM settlement.ledger_accounts WHERE code = 'provider:pawapay:ZMW'), 'DEBIT', 300),
     (a.id, 'CREDIT', 100), (b.id, 'CREDIT', 200)) AS v (account, direction, amount)`,
  `ALTER TABLE settlement.ledger_entries ADD CONSTRAINT ledger_entries_pkey PRIMARY KEY (id)`,
  `CREATE INDEX ledger_entries_transaction_id_idx ON settlement.ledger_entries (transaction_id)`,
  `CREATE INDEX ledger_entries_account_id_id_idx ON settlement.ledger_entries (account_id, id)`,
  `SET session_replication_role = 'origin'`,
  `SELECT count(*) FROM settlement.rebuild_balances()`,
  `VACUUM (ANALYZE) settlement.ledger_entries`,
  `VACUUM (ANALYZE) settlement.ledger_transactions`,
  `VACUUM (ANALYZE) settlement.ledger_balances`,
  `CHECKPOINT`,
];

/** Fills the ledger with payments over a hundred thousand shop orders. */
export async function fillLedger(client, entries) {
  for (const statement of statements(entries)) await client.query(statement);
}
