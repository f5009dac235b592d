import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, DELETED, emptied, type PersonalData } from '../privacy/privacy.tables.js';

const ofUser = (userId: string) => sql`t.user_id = ${userId}`;

/** Who works for the marketplace, or runs a shop or fleet, hands that over first: others and their payouts depend on it. */
async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*) FROM backend.role_grants
    WHERE user_id = ${userId} AND revoked_at IS NULL AND role NOT IN ('CUSTOMER', 'SELLER')`);
  return [{ reason: 'role', count }];
}

export const usersData: PersonalData = {
  area: 'users',
  tables: [
    { table: 'backend.contact_changes', of: ofUser, ...DELETED },
    {
      table: 'backend.invitations',
      of: (userId) => sql`t.accepted_by = ${userId}`,
      hidden: ['contact_index'],
      ...DELETED,
    },
    {
      table: 'backend.role_grants',
      of: ofUser,
      ...emptied(sql`revoked_at = coalesce(t.revoked_at, now())`, 'who could decide what at which time stays provable'),
    },
    {
      table: 'backend.users',
      of: (userId) => sql`t.id = ${userId}`,
      hidden: ['password_hash', 'session_version'],
      ...emptied(
        sql`name = '', email = NULL, phone = NULL, email_verified_at = NULL, phone_verified_at = NULL,
          password_hash = NULL, status = 'ERASED', session_version = t.session_version + 1`,
        'orders, books and audit refer to its id, which tells nothing by itself',
      ),
    },
  ],
  blockers,
};
