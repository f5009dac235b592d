import { sql, type Tx } from '@pakashop/platform';
import { reconciliationProblems as problems } from './reconciliation.errors.js';

/**
 * Refuses to touch what was signed. The caller holds the wallet's lock.
 *
 * @throws Problem reconciliation.day_closed
 */
export async function refuseClosed(tx: Tx, provider: string, currency: string, days: readonly string[]): Promise<void> {
  const closed = await tx.maybe<{ day: string }>(sql`
    SELECT to_char(day, 'YYYY-MM-DD') AS day FROM reconciliation.closes
    WHERE provider = ${provider} AND currency = ${currency} AND reopened_at IS NULL AND day = ANY(${days}::date[]) LIMIT 1`);
  if (closed) throw problems.dayClosed(`${closed.day} was signed: reopen it first.`);
}
