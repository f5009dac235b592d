import { sql, type Tx } from '@pakashop/platform';
import { isReturned, unequalSettlements } from './breaks.detect.js';
import { healBreaks, type Opened } from './breaks.record.js';

const MATCHED_LINE = sql`b.line_id IN (SELECT line_id FROM reconciliation.matches)`;
const MATCHED_MOVEMENT = sql`b.movement_id IN (SELECT movement_id FROM reconciliation.matches)`;

/** Resolves what has come right by itself; answers receipts that are explained now. */
export async function heal(tx: Tx, provider: string): Promise<Opened[]> {
  const of = sql`b.provider = ${provider}`;
  const paired = await healBreaks(
    tx,
    sql`${of} AND ((b.category IN ('MISSING_INTERNAL', 'TIMING', 'UNALLOCATED_RECEIPT', 'DUPLICATE') AND b.line_id IS NOT NULL AND ${MATCHED_LINE})
      OR (b.category = 'DOUBLE_SUCCESS' AND b.movement_id IS NULL AND ${MATCHED_LINE})
      OR (b.category = 'UNALLOCATED_RECEIPT' AND b.line_id IN (SELECT line_id FROM reconciliation.bank_matches))
      OR (b.category IN ('MISSING_PROVIDER', 'TIMING') AND b.movement_id IS NOT NULL AND ${MATCHED_MOVEMENT}))`,
  );
  await healBreaks(
    tx,
    sql`${of} AND b.category = 'TIMING' AND EXISTS (
      SELECT FROM reconciliation.breaks o WHERE o.subject = b.subject AND o.state <> 'RESOLVED'
        AND o.category IN ('MISSING_PROVIDER', 'MISSING_INTERNAL'))`,
    'SUPERSEDED',
  );
  await healBreaks(
    tx,
    sql`${of} AND b.category = 'AMOUNT_MISMATCH' AND EXISTS (
      SELECT FROM reconciliation.lines l, reconciliation.movements m
      WHERE l.id = b.line_id AND m.id = b.movement_id AND l.gross = m.amount)`,
  );
  const settlement = sql`SELECT * FROM reconciliation.lines WHERE id = b.line_id`;
  await healBreaks(
    tx,
    sql`${of} AND b.category = 'AMOUNT_MISMATCH' AND b.movement_id IS NULL
      AND NOT EXISTS (SELECT FROM (${unequalSettlements(settlement)}) s)`,
  );
  await healBreaks(
    tx,
    sql`${of} AND b.category IN ('LATE_SUCCESS', 'DOUBLE_SUCCESS') AND b.difference = 0 AND EXISTS (
      SELECT FROM reconciliation.movements m WHERE m.id = b.movement_id AND ${isReturned})`,
  );
  await healBreaks(
    tx,
    sql`b.category = 'MISSING_BANK_CREDIT' AND b.line_id IN (SELECT settlement_id FROM reconciliation.bank_matches)`,
  );
  return paired.filter(({ category }) => category === 'UNALLOCATED_RECEIPT');
}
