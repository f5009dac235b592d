import { type Outbox, sql, type Tx } from '@pakashop/platform';
import type { WalletDay } from './closes.dto.js';
import { boundsOf } from './reconciliation.days.js';
import { MatchStatement } from './reconciliation.jobs.js';

/**
 * The first signed day in which a statement has a line that would count there: what was signed is not added to. A pending
 * line counts nowhere.
 */
export async function signedDayOf(tx: Tx, statementId: string): Promise<string | undefined> {
  const found = await tx.maybe<{ day: string }>(sql`
    SELECT to_char(c.day, 'YYYY-MM-DD') AS day FROM reconciliation.statements s JOIN reconciliation.closes c
      ON c.provider = s.provider AND c.reopened_at IS NULL
      AND c.day >= (s.from_at AT TIME ZONE 'UTC')::date AND c.day < (s.to_at AT TIME ZONE 'UTC')::date
    WHERE s.id = ${statementId} AND EXISTS (
      SELECT FROM reconciliation.lines l
      WHERE l.statement_id = s.id AND l.currency = c.currency AND l.counts AND l.fault IS NULL AND l.status <> 'PENDING'
        AND l.occurred_at >= c.day::timestamp AT TIME ZONE 'UTC'
        AND l.occurred_at < (c.day + 1)::timestamp AT TIME ZONE 'UTC')
    ORDER BY c.day LIMIT 1`);
  return found?.day;
}

/** Keeps the statement as it was read, and lets none of its lines count. */
export async function refuseStatement(tx: Tx, statementId: string, day: string): Promise<void> {
  const why = `${day} was closed, and lines of that day are new here: reopen ${day} and it is matched by itself.`;
  await tx.execute(sql`UPDATE reconciliation.lines SET counts = false WHERE statement_id = ${statementId} AND counts`);
  await tx.execute(sql`
    UPDATE reconciliation.statements SET state = 'REFUSED', failure = ${why} WHERE id = ${statementId}`);
}

/** Orders the matching of statements that were refused because of a day which is open again. */
export async function takeUpRefused(tx: Tx, outbox: Outbox, { provider, currency, day }: WalletDay): Promise<void> {
  const [from, to] = boundsOf(day);
  const waiting = await tx.rows<{ id: string }>(sql`
    UPDATE reconciliation.statements SET state = 'IMPORTED', failure = NULL
    WHERE provider = ${provider} AND currency = ${currency} AND state = 'REFUSED' AND from_at < ${to} AND to_at > ${from}
    RETURNING id`);
  for (const { id } of waiting) {
    await tx.execute(sql`UPDATE reconciliation.lines SET counts = true WHERE statement_id = ${id} AND NOT counts`);
    await outbox.enqueue(tx, MatchStatement, { statementId: id });
  }
}
