import { type Queryable, sql } from '@pakashop/platform';
import type { ClientKeyView, ClientKind, ClientView } from './gateway.dto.js';
import type { ClientScope } from './gateway.scopes.js';

export interface ClientRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ClientKind;
  readonly scopes: ClientScope[];
  readonly origins: string[];
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

export interface KeyRow {
  readonly id: string;
  readonly clientId: string;
  readonly kid: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

export const CLIENT = sql`id, name, kind, scopes, origins, created_at AS "createdAt", closed_at AS "closedAt"`;
export const KEY = sql`id, client_id AS "clientId", kid, created_at AS "createdAt", expires_at AS "expiresAt",
  last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

export const viewOfKey = ({ id, kid, createdAt, expiresAt, lastUsedAt, revokedAt }: KeyRow): ClientKeyView => ({
  id,
  kid,
  createdAt: createdAt.toISOString(),
  expiresAt: iso(expiresAt),
  lastUsedAt: iso(lastUsedAt),
  revokedAt: iso(revokedAt),
});

export const viewOfClient = (client: ClientRow, keys: readonly KeyRow[]): ClientView => ({
  id: client.id,
  name: client.name,
  kind: client.kind,
  scopes: client.scopes,
  origins: client.origins,
  createdAt: client.createdAt.toISOString(),
  closedAt: iso(client.closedAt),
  keys: keys.map(viewOfKey),
});

/** The keys of clients, newest first, by client. */
export async function keysOf(db: Queryable, clientIds: readonly string[]): Promise<Map<string, KeyRow[]>> {
  const rows = await db.rows<KeyRow>(
    sql`SELECT ${KEY} FROM gateway.client_keys WHERE client_id = ANY(${clientIds}::uuid[]) ORDER BY id DESC`,
  );
  return Map.groupBy(rows, ({ clientId }) => clientId);
}
