import { sql } from '@pakashop/platform';

/** The pictures of product `p` as JSON, in their order. */
export const IMAGES = sql`(
  SELECT coalesce(json_agg(json_build_object('url', i.url, 'alt', i.alt) ORDER BY i.position), '[]')
  FROM backend.product_images i WHERE i.product_id = p.id)`;

/** What the variants of product `p` differ in, as JSON, in its order. */
export const OPTIONS = sql`(
  SELECT coalesce(json_agg(json_build_object('name', o.name, 'values', o.values) ORDER BY o.position), '[]')
  FROM backend.product_options o WHERE o.product_id = p.id)`;
