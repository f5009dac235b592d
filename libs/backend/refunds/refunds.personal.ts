import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';

const theirs = (userId: string) => sql`
  (SELECT r.id FROM backend.refunds r JOIN backend.orders o ON o.id = r.order_id WHERE o.user_id = ${userId})`;
const LAW = 'accounting law: which money went back when, without the number it went to';

/** Money that is still owed to the person. */
async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*) FROM backend.refunds r WHERE r.id IN ${theirs(userId)} AND r.state NOT IN ('COMPLETED', 'WITHDRAWN')`);
  return [{ reason: 'open_refund', count }];
}

export const refundsData: PersonalData = {
  area: 'refunds',
  tables: [
    {
      table: 'backend.refund_attempts',
      of: (userId) => sql`t.refund_id IN ${theirs(userId)}`,
      ...emptied(sql`phone = NULL`, LAW),
    },
    { table: 'backend.refund_lines', of: (userId) => sql`t.refund_id IN ${theirs(userId)}`, ...kept(LAW) },
    { table: 'backend.refund_shares', of: (userId) => sql`t.refund_id IN ${theirs(userId)}`, ...kept(LAW) },
    {
      table: 'backend.refunds',
      of: (userId) => sql`t.id IN ${theirs(userId)}`,
      ...emptied(sql`wallet_phone = NULL, why = NULL`, LAW),
    },
  ],
  blockers,
};
