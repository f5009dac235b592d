import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';

const theirs = (userId: string) => sql`
  (SELECT p.id FROM backend.payments p JOIN backend.orders o ON o.id = p.order_id WHERE o.user_id = ${userId})`;
const LAW = 'accounting law: which money came when, without the number it came from';

/** Money that is under way, or that is owed to the person. */
async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { payments, breaks } = await db.one<{ payments: number; breaks: number }>(sql`
    SELECT (SELECT count(*) FROM backend.payments p
            WHERE p.id IN ${theirs(userId)} AND (p.status IN ('PROCESSING', 'REVIEW') OR EXISTS (
              SELECT FROM backend.payment_attempts a
              WHERE a.payment_id = p.id AND a.state NOT IN ('SUCCEEDED', 'FAILED', 'SUPERSEDED')))) AS payments,
           (SELECT count(*) FROM backend.payment_breaks b
            WHERE b.payment_id IN ${theirs(userId)} AND b.state <> 'RESOLVED') AS breaks`);
  return [
    { reason: 'open_payment', count: payments },
    { reason: 'refund_due', count: breaks },
  ];
}

export const paymentsData: PersonalData = {
  area: 'payments',
  tables: [
    {
      table: 'backend.payment_attempts',
      of: (userId) => sql`t.payment_id IN ${theirs(userId)}`,
      ...emptied(sql`phone = NULL, redirect_url = NULL`, LAW),
    },
    { table: 'backend.payments', of: (userId) => sql`t.id IN ${theirs(userId)}`, ...kept(LAW) },
  ],
  blockers,
};
