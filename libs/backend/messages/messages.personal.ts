import { sql } from '@pakashop/platform';
import { DELETED, type PersonalData } from '../privacy/privacy.tables.js';

export const messagesData: PersonalData = {
  area: 'messages',
  tables: [
    {
      table: 'backend.message_attempts',
      of: (userId) => sql`t.message_id IN (SELECT m.id FROM backend.messages m WHERE m.user_id = ${userId})`,
      ...DELETED,
    },
    { table: 'backend.messages', of: (userId) => sql`t.user_id = ${userId}`, ...DELETED },
  ],
};
