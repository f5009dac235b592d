import { type Queryable, sql } from '@pakashop/platform';
import { refundsProblems as problems } from './refunds.errors.js';

/** Why a refund waits of which something arrived that was taken for failed. */
export const ARRIVED_LATE =
  'ARRIVED_LATE: A try that had failed arrived after all: resolve the break before anything else is done.';

/** Whether a try of the refund has arrived after all and nobody has decided yet what that means. */
export async function hasArrivedLate(db: Queryable, refundId: string): Promise<boolean> {
  const found = await db.maybe<object>(sql`
    SELECT FROM backend.payment_breaks b JOIN backend.refund_attempts a ON a.id = b.refund_attempt_id
    WHERE a.refund_id = ${refundId} AND b.in_suspense AND b.state <> 'RESOLVED' LIMIT 1`);
  return found !== undefined;
}

/** Nothing is sent again, nor called off, of what the buyer may have. @throws Problem refunds.wrong_state */
export async function refuseLate(db: Queryable, refundId: string): Promise<void> {
  if (await hasArrivedLate(db, refundId)) {
    throw problems.wrongState(
      'A try that had failed arrived after all: resolve its break with /payments/breaks first.',
    );
  }
}
