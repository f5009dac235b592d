import { sql } from '@pakashop/platform';
import { DELETED, kept, type PersonalData } from '../privacy/privacy.tables.js';

const ofUser = (userId: string) => sql`t.user_id = ${userId}`;
const ofSession = (userId: string) =>
  sql`t.session_id IN (SELECT s.id FROM backend.sessions s WHERE s.user_id = ${userId})`;

export const authData: PersonalData = {
  area: 'auth',
  tables: [
    { table: 'backend.refresh_tokens', of: ofSession, hidden: ['hash'], ...DELETED },
    { table: 'backend.sessions', of: ofUser, ...DELETED },
    { table: 'backend.challenges', of: ofUser, hidden: ['subject', 'sealed'], ...DELETED },
    { table: 'backend.identities', of: ofUser, ...DELETED },
    {
      table: 'backend.sign_in_attempts',
      of: (userId) =>
        sql`t.subject = ANY(${[`user:${userId}`, `factor:${userId}`]}) OR starts_with(t.subject, ${`device:${userId}:`})`,
      ...DELETED,
    },
    {
      table: 'backend.impersonations',
      of: (userId) => sql`t.user_id = ${userId} OR t.impersonator_id = ${userId}`,
      ...kept('proof of who of the staff saw whose account; names nobody'),
    },
  ],
};
