import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';

const theirs = (userId: string) => sql`(SELECT o.id FROM backend.orders o WHERE o.user_id = ${userId})`;
const LAW = 'tax and accounting law: what was sold for how much, without the name';

async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*) FROM backend.shop_orders
    WHERE order_id IN ${theirs(userId)} AND status NOT IN ('DELIVERED', 'CANCELLED', 'REFUNDED', 'EXPIRED')`);
  return [{ reason: 'open_order', count }];
}

export const ordersData: PersonalData = {
  area: 'orders',
  tables: [
    {
      table: 'backend.order_lines',
      of: (userId) =>
        sql`t.shop_order_id IN (SELECT s.id FROM backend.shop_orders s WHERE s.order_id IN ${theirs(userId)})`,
      ...kept(LAW),
    },
    { table: 'backend.shop_orders', of: (userId) => sql`t.order_id IN ${theirs(userId)}`, ...kept(LAW) },
    {
      table: 'backend.orders',
      of: (userId) => sql`t.user_id = ${userId}`,
      hidden: ['guest_hash'],
      ...emptied(
        sql`contact_name = '', contact_phone = '', contact_email = NULL, delivery_phone = '', landmark = '',
          latitude = NULL, longitude = NULL`,
        LAW,
      ),
    },
  ],
  blockers,
};
