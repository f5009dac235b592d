import { sql } from '@pakashop/platform';
import { emptied, kept, type PersonalData } from '../privacy/privacy.tables.js';

/** Pictures of products and shops belong to the shop, whoever of its team has uploaded them. */
const IS_OWN = sql`t.destroyed_at IS NULL AND t.purpose NOT IN ('product_image', 'shop_logo')`;

export const mediaData: PersonalData = {
  area: 'media',
  tables: [
    {
      table: 'backend.uploads',
      of: (userId) => sql`t.owner_id = ${userId}`,
      hidden: ['sealed_key', 'object_key', 'place', 'store', 'version'],
      ...emptied(
        sql`destroy_at = CASE WHEN ${IS_OWN} THEN now() ELSE t.destroy_at END`,
        'the keys of documents are destroyed within a minute; that there was a document stays',
      ),
    },
    {
      table: 'backend.document_tickets',
      of: (userId) => sql`t.reader_id = ${userId}`,
      hidden: ['token_hash'],
      ...kept('proof of who of the staff read whose documents'),
    },
  ],
};
