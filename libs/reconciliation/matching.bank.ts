import { sql, type Tx } from '@pakashop/platform';

/**
 * Pairs our bank's credits with the settlements that they are for: the same amount and currency, and the settlement's
 * number in the bank's reference. Both sides are unique, and the order is that of the contents.
 */
export async function matchBank(tx: Tx): Promise<number> {
  return tx.execute(sql`
    INSERT INTO reconciliation.bank_matches (line_id, settlement_id, by, made_by)
    SELECT c.id, s.id, 'REFERENCE', 'system'
    FROM reconciliation.lines c JOIN reconciliation.lines s
      ON s.entry = 'SETTLEMENT' AND s.counts AND s.status = 'SUCCEEDED' AND s.gross = c.gross AND s.currency = c.currency
      AND s.occurred_at BETWEEN c.occurred_at - interval '31 days' AND c.occurred_at + interval '1 day'
      AND (strpos(c.batch, s.batch) > 0 OR strpos(c.batch, s.provider_id) > 0)
    WHERE c.provider = 'bank' AND c.entry = 'CREDIT' AND c.counts AND c.fault IS NULL
      AND c.occurred_at > now() - interval '120 days'
      AND NOT EXISTS (SELECT FROM reconciliation.bank_matches x WHERE x.line_id = c.id OR x.settlement_id = s.id)
    ORDER BY s.occurred_at, s.provider_id, c.occurred_at, c.batch
    ON CONFLICT DO NOTHING`);
}
