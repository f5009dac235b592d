import { sql } from '@pakashop/platform';
import { kept, type PersonalData } from '../privacy/privacy.tables.js';

export const shopsData: PersonalData = {
  area: 'shops',
  tables: [
    {
      table: 'backend.shops',
      of: (userId) => sql`t.owner_id = ${userId}`,
      ...kept('the shop is others’ by then; orders and invoices refer to it'),
    },
  ],
};
