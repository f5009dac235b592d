import { currentContext } from '../context.js';
import { newId } from '../ids.js';
import type { Tx } from './database.js';
import { sql } from './sql.js';

interface Act {
  /** What was done, in the past: `role_granted`. */
  readonly act: string;
  /** Kind and id of what it was done to. */
  readonly subject: string;
  readonly subjectId: string;
  /** What a later reader needs to know; no secrets and no personal data. */
  readonly detail: object;
}

/** Writes down who did what, in the transaction of the act. */
export async function audit(tx: Tx, { act, subject, subjectId, detail }: Act): Promise<void> {
  const context = currentContext();
  await tx.execute(sql`
    INSERT INTO platform.audit (actor, act, subject, subject_id, detail, correlation_id)
    VALUES (${context?.actor ?? 'system'}, ${act}, ${subject}, ${subjectId}, ${JSON.stringify(detail)},
            ${context?.correlationId ?? newId()})`);
}
