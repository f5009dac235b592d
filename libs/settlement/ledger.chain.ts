import { type ChainedTable, sql, utc } from '@pakashop/platform';

/**
 * The ledger as a chain: each transaction with all its entries in one sealed row, so that an export proves amounts and
 * accounts without the database.
 */
export const LEDGER_CHAIN: ChainedTable = {
  chain: 'ledger',
  table: sql`settlement.ledger_transactions`,
  id: sql`number`,
  row: sql`jsonb_build_object('id', number, 'at', ${utc(sql`posted_at`)}, 'transactionId', id, 'key', key, 'kind', kind,
    'reference', reference, 'reversesId', reverses_id, 'occurredAt', ${utc(sql`occurred_at`)}, 'entries', (
      SELECT jsonb_agg(jsonb_build_object('account', a.code, 'direction', e.direction, 'amount', e.amount,
        'currency', e.currency) ORDER BY e.id)
      FROM settlement.ledger_entries e JOIN settlement.ledger_accounts a ON a.id = e.account_id
      WHERE e.transaction_id = ledger_transactions.id))`,
};
