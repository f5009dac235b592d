import { sql } from '@pakashop/platform';
import { DELETED, type PersonalData } from '../privacy/privacy.tables.js';

const ofUser = (userId: string) => sql`t.user_id = ${userId}`;

export const factorsData: PersonalData = {
  area: 'factors',
  tables: [
    { table: 'backend.recovery_codes', of: ofUser, hidden: ['hash'], ...DELETED },
    { table: 'backend.pending_sign_ins', of: ofUser, hidden: ['token_hash', 'device_hash'], ...DELETED },
    { table: 'backend.factor_resets', of: ofUser, ...DELETED },
    { table: 'backend.factors', of: ofUser, hidden: ['secret', 'key_id', 'last_step'], ...DELETED },
  ],
};
