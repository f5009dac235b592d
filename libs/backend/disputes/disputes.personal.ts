import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';

const theirs = (userId: string) => sql`(SELECT o.id FROM backend.orders o WHERE o.user_id = ${userId})`;
const WHY = 'accounting law: why money went back or did not, without what was written about it';

async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*) FROM backend.disputes WHERE order_id IN ${theirs(userId)} AND closed_at IS NULL`);
  return [{ reason: 'open_dispute', count }];
}

export const disputesData: PersonalData = {
  area: 'disputes',
  tables: [
    {
      table: 'backend.dispute_lines',
      of: (userId) => sql`t.dispute_id IN (SELECT x.id FROM backend.disputes x WHERE x.order_id IN ${theirs(userId)})`,
      ...kept(WHY),
    },
    {
      table: 'backend.disputes',
      of: (userId) => sql`t.order_id IN ${theirs(userId)}`,
      hidden: ['decided_by'],
      ...emptied(
        sql`complaint = '', answer = CASE WHEN t.answer IS NOT NULL THEN '' END,
          decision = CASE WHEN t.decision IS NOT NULL THEN '' END`,
        WHY,
      ),
    },
  ],
  blockers,
};
