import { Injectable } from '@nestjs/common';
import {
  audit,
  type Claim,
  Database,
  newId,
  olderThan,
  type Page,
  type PageQuery,
  platformProblems,
  sql,
  toPage,
} from '@pakashop/platform';
import { randomBytes } from 'node:crypto';
import type { ClientKeyView, NewClientKeyView } from './gateway.dto.js';
import { gatewayProblems as problems } from './gateway.errors.js';
import { digestOf, Keyring } from './gateway.keyring.js';

interface Row {
  readonly id: string;
  readonly client: string;
  readonly hint: string;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const COLUMNS = sql`id, client, hint, created_at AS "createdAt", revoked_at AS "revokedAt"`;
/** One in use and its successor. */
const KEYS_PER_CLIENT = 2;
const HINT_LENGTH = 8;

const view = ({ id, client, hint, createdAt, revokedAt }: Row): ClientKeyView => ({
  id,
  client,
  hint,
  createdAt: createdAt.toISOString(),
  revokedAt: revokedAt?.toISOString() ?? null,
});

/** Makes and revokes the keys of clients. A key is known to its client only: what is stored is its digest. */
@Injectable()
export class ClientKeys {
  constructor(
    private readonly db: Database,
    private readonly keyring: Keyring,
  ) {}

  /** All keys of the table, newest first; those of the environment are not in it. */
  async list({ limit, cursor }: PageQuery): Promise<Page<ClientKeyView>> {
    const rows = await this.db.rows<Row>(
      sql`SELECT ${COLUMNS} FROM gateway.client_keys WHERE true ${olderThan(cursor, sql`id`)} ORDER BY id DESC LIMIT ${limit + 1}`,
    );
    return toPage(rows, limit, ({ id }) => [id], view);
  }

  /**
   * Makes a key. What is stored for a repeat of the request is the answer without the key: who lost the first answer
   * revokes that key and makes another.
   *
   * @throws Problem gateway.too_many_keys when the client has two valid keys
   */
  async create(client: string, claim: Claim): Promise<NewClientKeyView> {
    const key = `pk_${randomBytes(32).toString('base64url')}`;
    const made = await this.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`gateway.client_keys ${client}`}, 0))`);
      const row = await tx.maybe<Row>(sql`
        INSERT INTO gateway.client_keys (id, client, key_hash, hint)
        SELECT ${newId()}, ${client}, ${Buffer.from(digestOf(key), 'hex')}, ${key.slice(0, HINT_LENGTH)}
        WHERE (SELECT count(*) FROM gateway.client_keys WHERE client = ${client} AND revoked_at IS NULL) < ${KEYS_PER_CLIENT}
        RETURNING ${COLUMNS}`);
      if (!row) throw problems.tooManyKeys('Revoke one of them first.');
      await audit(tx, { act: 'gateway.client_key.created', ...subjectOf(row) });
      await claim.answer(tx, 201, { ...view(row), key: null });
      return row;
    });
    await this.keyring.refresh();
    return { ...view(made), key };
  }

  /**
   * Revokes a key: at once here, within seconds in every other process.
   *
   * @throws Problem NOT_FOUND when there is no such key, or it is revoked
   */
  async revoke(id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await tx.maybe<Row>(sql`
        UPDATE gateway.client_keys SET revoked_at = now() WHERE id = ${id} AND revoked_at IS NULL RETURNING ${COLUMNS}`);
      if (!row) throw platformProblems.notFound('There is no valid key with this id.');
      await audit(tx, { act: 'gateway.client_key.revoked', ...subjectOf(row) });
    });
    await this.keyring.refresh();
  }
}

const subjectOf = ({ id, client, hint }: Row) => ({
  subject: 'gateway.client_key',
  subjectId: id,
  detail: { client, hint },
});
