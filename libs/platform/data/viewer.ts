import type { Actor } from '../http/actor.js';
import { sql, type Sql } from './sql.js';

/**
 * For whom a transaction acts, where PostgreSQL itself looks at each row (row-level security): the caller of a route, or
 * a named service of our own that works across people.
 */
export type Viewer = Pick<Actor, 'userId' | 'grants'> | { readonly service: string };

/**
 * The statement that says so. The settings end with the transaction, so that a connection carries nobody's rights to
 * the next one.
 */
export function viewing(viewer: Viewer): Sql {
  if (!('grants' in viewer)) return sql`SELECT set_config('app.service', ${viewer.service}, true)`;
  const grants = viewer.grants.map(({ permission, scopeId }) => (scopeId ? `${permission}:${scopeId}` : permission));
  return sql`SELECT set_config('app.person', ${viewer.userId ?? ''}, true), set_config('app.grants', ${grants.join(',')}, true)`;
}
