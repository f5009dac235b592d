import { Inject, Injectable } from '@nestjs/common';
import { audit, type Claim, Database, newId, platformProblems, sql, type Tx } from '@pakashop/platform';
import { GatewayConfig } from './gateway.config.js';
import type { NewClientKey, NewClientKeyView } from './gateway.dto.js';
import { gatewayProblems as problems } from './gateway.errors.js';
import { Keyring } from './gateway.keyring.js';
import { type MadeKey, makeKey } from './gateway.keys.js';
import { KEY, type KeyRow, viewOfKey } from './gateway.views.js';

/** One in use and its successor. */
const KEYS_PER_CLIENT = 2;

/** Makes and revokes the keys of clients. A key is known to its client only: what is stored proves it and is none. */
@Injectable()
export class ClientKeys {
  private readonly pepper: string;

  constructor(
    private readonly db: Database,
    private readonly keyring: Keyring,
    @Inject(GatewayConfig) config: GatewayConfig,
  ) {
    this.pepper = config.CLIENT_KEY_PEPPER;
  }

  /**
   * Makes a further key. What is stored for a repeat of the request is the answer without the key: who lost the first
   * answer revokes that key and makes another.
   *
   * @throws Problem gateway.too_many_keys when the client has two valid keys, NOT_FOUND, VAL_001
   */
  async create(clientId: string, { expiresAt, reason }: NewClientKey, claim: Claim): Promise<NewClientKeyView> {
    const made = makeKey(this.pepper);
    const view = await this.db.transaction(async (tx) => {
      // The lock makes those who ask at once count one after the other.
      const client = await tx.maybe<{ name: string }>(
        sql`SELECT name FROM gateway.clients WHERE id = ${clientId} AND closed_at IS NULL FOR UPDATE`,
      );
      if (!client) throw platformProblems.notFound('There is no open client with this id.');
      const { valid } = await tx.one<{ valid: number }>(sql`
        SELECT count(*) AS valid FROM gateway.client_keys
        WHERE client_id = ${clientId} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())`);
      if (valid >= KEYS_PER_CLIENT) throw problems.tooManyKeys('Revoke one of them first.');
      const row = await this.store(tx, clientId, made, expiresAt);
      const after = { client: client.name, kid: row.kid, expiresAt: expiresAt ?? null };
      await audit(tx, { act: 'gateway.client_key_created', ...subjectOf(row), after, why: reason });
      await claim.answer(tx, 201, { ...viewOfKey(row), key: null });
      return viewOfKey(row);
    });
    await this.keyring.refresh();
    return { ...view, key: made.key };
  }

  /** @throws Problem VAL_001 when the key would have ended before it begins */
  async store(tx: Tx, clientId: string, { kid, secretHash }: MadeKey, expiresAt?: string): Promise<KeyRow> {
    const row = await tx.maybe<KeyRow>(sql`
      INSERT INTO gateway.client_keys (id, client_id, kid, secret_hash, expires_at)
      SELECT ${newId()}, ${clientId}, ${kid}, ${secretHash}, ${expiresAt}::timestamptz
      WHERE coalesce(${expiresAt}::timestamptz > now(), true)
      RETURNING ${KEY}`);
    if (row) return row;
    throw platformProblems.invalid('Name a time that is still to come.', {
      errors: [{ path: 'expiresAt', message: 'expiresAt must be in the future' }],
    });
  }

  /**
   * Revokes a key: at once here, within seconds in every other process.
   *
   * @throws Problem NOT_FOUND when the client has no such key, or it is revoked
   */
  async revoke(clientId: string, id: string, why: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const row = await tx.maybe<KeyRow>(sql`
        UPDATE gateway.client_keys SET revoked_at = now()
        WHERE id = ${id} AND client_id = ${clientId} AND revoked_at IS NULL RETURNING ${KEY}`);
      if (!row) throw platformProblems.notFound('The client has no valid key with this id.');
      const before = { clientId, kid: row.kid };
      await audit(tx, { act: 'gateway.client_key_revoked', ...subjectOf(row), before, why });
    });
    await this.keyring.refresh();
  }
}

const subjectOf = ({ id }: KeyRow) => ({ subject: 'gateway.client_key', subjectId: id });
