import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, DELETED, emptied, type PersonalData } from '../privacy/privacy.tables.js';

const ofAgent = (userId: string) => sql`t.agent_id IN (SELECT a.id FROM backend.agents a WHERE a.user_id = ${userId})`;
const WHO = 'who was an agent at which time stays provable, by the id alone';

async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(
    sql`SELECT count(*) FROM backend.agents WHERE user_id = ${userId} AND status <> 'CLOSED'`,
  );
  return [{ reason: 'agent', count }];
}

export const deliveryData: PersonalData = {
  area: 'delivery',
  tables: [
    { table: 'backend.agent_areas', of: ofAgent, ...DELETED },
    {
      table: 'backend.agent_shifts',
      of: ofAgent,
      ...emptied(sql`latitude = NULL, longitude = NULL, position_at = NULL`, WHO),
    },
    {
      table: 'backend.agents',
      of: (userId) => sql`t.user_id = ${userId}`,
      ...emptied(
        sql`legal_name = '', nrc = '', phone = '', licence = CASE WHEN t.licence IS NOT NULL THEN '' END,
          plate = CASE WHEN t.plate IS NOT NULL THEN '' END`,
        WHO,
      ),
    },
  ],
  blockers,
};
