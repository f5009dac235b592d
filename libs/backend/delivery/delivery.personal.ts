import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, DELETED, emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';

const ofAgent = (userId: string) => sql`t.agent_id IN (SELECT a.id FROM backend.agents a WHERE a.user_id = ${userId})`;
const WHO = 'who was an agent at which time stays provable, by the id alone';

async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(
    sql`SELECT count(*) FROM backend.agents WHERE user_id = ${userId} AND status <> 'CLOSED'`,
  );
  return [{ reason: 'agent', count }];
}

const ofCustomer = (userId: string) => sql`EXISTS (
  SELECT FROM backend.deliveries d JOIN backend.orders o ON o.id = d.order_id
  WHERE d.id = t.delivery_id AND o.user_id = ${userId})`;
const EARNED = 'what was carried, and what was earned by it, has to stay provable; it holds ids alone';

export const deliveryData: PersonalData = {
  area: 'delivery',
  tables: [
    {
      table: 'backend.delivery_signatures',
      of: ofCustomer,
      hidden: ['content'],
      ...emptied(sql`content = ''`, 'that it was signed stays provable by a digest, without who signed and where'),
    },
    {
      table: 'backend.delivery_failures',
      of: (userId) => sql`(${ofCustomer(userId)} OR ${ofAgent(userId)})`,
      ...emptied(sql`note = ''`, EARNED),
    },
    { table: 'backend.delivery_evidence', of: ofCustomer, hidden: ['mac', 'key_id'], ...kept(EARNED) },
    { table: 'backend.delivery_offers', of: ofAgent, ...kept(EARNED) },
    {
      table: 'backend.deliveries',
      of: (userId) => sql`(${ofAgent(userId)}
        OR t.order_id IN (SELECT o.id FROM backend.orders o WHERE o.user_id = ${userId}))`,
      hidden: ['pin_key'],
      ...kept(EARNED),
    },
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
