import { sql } from '@pakashop/platform';
import { DELETED, kept, type PersonalData } from './privacy.tables.js';

const ofUser = (userId: string) => sql`t.user_id = ${userId}`;

export const privacyData: PersonalData = {
  area: 'privacy',
  tables: [
    { table: 'backend.consents', of: ofUser, ...kept('proof that the person had agreed') },
    { table: 'backend.data_exports', of: ofUser, hidden: ['sealed_key', 'content', 'link_hash'], ...DELETED },
    { table: 'backend.erasures', of: ofUser, ...kept('proof that the person was erased') },
  ],
};

/** What the kernel keeps of what people did. */
export const platformData: PersonalData = {
  area: 'platform',
  tables: [
    {
      table: 'platform.idempotency',
      of: (userId) => sql`right(t.scope, 37) = ${` ${userId}`}`,
      hidden: ['fingerprint', 'response'],
      ...DELETED,
    },
    {
      table: 'platform.audit',
      of: (userId) => sql`t.actor = ${`person:${userId}`} OR (t.subject = 'user' AND t.subject_id = ${userId})`,
      ...kept('append only, so that nobody can hide what they did; personal data in it is masked'),
    },
  ],
};
