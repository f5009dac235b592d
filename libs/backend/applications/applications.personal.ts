import { type Queryable, sql } from '@pakashop/platform';
import { type Blocker, DELETED, kept, type PersonalData } from '../privacy/privacy.tables.js';

const ofApplication = (userId: string) =>
  sql`t.application_id IN (SELECT a.id FROM backend.applications a WHERE a.user_id = ${userId})`;

/** What waits for a decision is withdrawn first. */
async function blockers(db: Queryable, userId: string): Promise<Blocker[]> {
  const { count } = await db.one<{ count: number }>(sql`
    SELECT count(*) FROM backend.applications
    WHERE user_id = ${userId} AND state IN ('SUBMITTED', 'IN_REVIEW', 'CHANGES_REQUESTED')`);
  return [{ reason: 'open_application', count }];
}

const DECISION = 'who decided what about whom stays provable; what was told and the numbers are gone';

export const applicationsData: PersonalData = {
  area: 'applications',
  tables: [
    { table: 'backend.application_phases', of: ofApplication, ...DELETED },
    { table: 'backend.application_numbers', of: ofApplication, hidden: ['number_index'], ...DELETED },
    { table: 'backend.application_documents', of: ofApplication, ...kept(DECISION) },
    { table: 'backend.application_ticks', of: ofApplication, ...kept(DECISION) },
    {
      table: 'backend.application_notes',
      of: (userId) => sql`${ofApplication(userId)} AND t.kind <> 'COMMENT'`,
      ...kept(DECISION),
    },
    {
      table: 'backend.terms_acceptances',
      of: (userId) => sql`t.user_id = ${userId}`,
      ...kept('proof of the contract'),
    },
    { table: 'backend.applications', of: (userId) => sql`t.user_id = ${userId}`, ...kept(DECISION) },
  ],
  blockers,
};
