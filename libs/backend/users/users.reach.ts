import { type Queryable, sql } from '@pakashop/platform';
import type { Contact } from './users.contacts.js';

/** How a person is reached: only contacts that are proven to be theirs. */
export async function reachOf(db: Queryable, userId: string): Promise<Contact | undefined> {
  const to = await db.maybe<{ phone: string | null; email: string | null }>(sql`
    SELECT CASE WHEN phone_verified_at IS NOT NULL THEN phone END AS phone,
           CASE WHEN email_verified_at IS NOT NULL THEN email END AS email
    FROM backend.users WHERE id = ${userId}`);
  return to && { phone: to.phone ?? undefined, email: to.email ?? undefined };
}
