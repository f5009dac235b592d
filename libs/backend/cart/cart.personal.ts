import { sql } from '@pakashop/platform';
import { DELETED, type PersonalData } from '../privacy/privacy.tables.js';

export const cartData: PersonalData = {
  area: 'cart',
  tables: [
    {
      table: 'backend.cart_items',
      of: (userId) => sql`t.cart_id IN (SELECT c.id FROM backend.carts c WHERE c.user_id = ${userId})`,
      ...DELETED,
    },
    { table: 'backend.carts', of: (userId) => sql`t.user_id = ${userId}`, ...DELETED },
  ],
};
