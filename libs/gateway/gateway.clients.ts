import { Inject, Injectable } from '@nestjs/common';
import {
  audit,
  changesOf,
  type Claim,
  Database,
  newId,
  olderThan,
  type Page,
  type PageQuery,
  platformProblems,
  sql,
  toPage,
  uniqueViolation,
} from '@pakashop/platform';
import { ClientKeys } from './gateway.client-keys.js';
import { GatewayConfig } from './gateway.config.js';
import type { ChangeClient, ClientView, NewClient, NewClientView } from './gateway.dto.js';
import { gatewayProblems as problems } from './gateway.errors.js';
import { Keyring } from './gateway.keyring.js';
import { makeKey } from './gateway.keys.js';
import { CLIENT, type ClientRow, keysOf, viewOfClient } from './gateway.views.js';

/** The applications that may call us: what each may do, and from which pages. */
@Injectable()
export class Clients {
  private readonly pepper: string;

  constructor(
    private readonly db: Database,
    private readonly keys: ClientKeys,
    private readonly keyring: Keyring,
    @Inject(GatewayConfig) config: GatewayConfig,
  ) {
    this.pepper = config.CLIENT_KEY_PEPPER;
  }

  /** All clients of the table, newest first, also those that are closed; those of the environment are not in it. */
  async list({ limit, cursor }: PageQuery): Promise<Page<ClientView>> {
    const rows = await this.db.rows<ClientRow>(
      sql`SELECT ${CLIENT} FROM gateway.clients WHERE true ${olderThan(cursor, sql`id`)} ORDER BY id DESC LIMIT ${limit + 1}`,
    );
    const keys = await keysOf(
      this.db,
      rows.map(({ id }) => id),
    );
    return toPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => viewOfClient(row, keys.get(row.id) ?? []),
    );
  }

  /** @throws Problem NOT_FOUND */
  async read(id: string): Promise<ClientView> {
    const row = await this.db.maybe<ClientRow>(sql`SELECT ${CLIENT} FROM gateway.clients WHERE id = ${id}`);
    if (!row) throw noClient();
    return viewOfClient(row, (await keysOf(this.db, [id])).get(id) ?? []);
  }

  /**
   * Makes a client with its first key. What is stored for a repeat of the request is the answer without the key.
   *
   * @throws Problem gateway.client_name_taken, VAL_001
   */
  async create({ expiresAt, reason, ...asked }: NewClient, claim: Claim): Promise<NewClientView> {
    if (this.keyring.isFixed(asked.name)) throw nameTaken();
    requireOrigins(asked.kind, asked.origins);
    const made = makeKey(this.pepper);
    const view = await this.db
      .transaction(async (tx) => {
        const client = await tx.one<ClientRow>(sql`
          INSERT INTO gateway.clients (id, name, kind, scopes, origins)
          VALUES (${newId()}, ${asked.name}, ${asked.kind}, ${asked.scopes}::text[], ${asked.origins ?? []}::text[])
          RETURNING ${CLIENT}`);
        const key = await this.keys.store(tx, client.id, made, expiresAt);
        const { name, kind, scopes, origins } = client;
        await audit(tx, {
          act: 'gateway.client_created',
          ...subjectOf(client),
          after: { name, kind, scopes, origins, kid: made.kid, expiresAt: expiresAt ?? null },
          why: reason,
        });
        const shown = viewOfClient(client, [key]);
        await claim.answer(tx, 201, { ...shown, key: null });
        return shown;
      })
      .catch((error: unknown) => {
        throw uniqueViolation(error) === 'clients_name_key' ? nameTaken() : error;
      });
    await this.keyring.refresh();
    return { ...view, key: made.key };
  }

  /**
   * Changes scopes or origins: at once here, within seconds in every other process.
   *
   * @throws Problem NOT_FOUND when there is no such client, or it is closed
   */
  async change(id: string, { scopes, origins, reason }: ChangeClient): Promise<ClientView> {
    await this.db.transaction(async (tx) => {
      const before = await tx.maybe<ClientRow>(
        sql`SELECT ${CLIENT} FROM gateway.clients WHERE id = ${id} AND closed_at IS NULL FOR UPDATE`,
      );
      if (!before) throw noClient();
      requireOrigins(before.kind, origins ?? before.origins);
      const after = await tx.one<ClientRow>(sql`
        UPDATE gateway.clients
        SET scopes = ${scopes ?? before.scopes}::text[], origins = ${origins ?? before.origins}::text[]
        WHERE id = ${id} RETURNING ${CLIENT}`);
      const changes = changesOf(before, after, ['scopes', 'origins']);
      await audit(tx, {
        act: 'gateway.client_changed',
        ...subjectOf(after),
        detail: { name: after.name },
        ...changes,
        why: reason,
      });
    });
    await this.keyring.refresh();
    return this.read(id);
  }

  /**
   * Closes a client and revokes its keys.
   *
   * @throws Problem NOT_FOUND when there is no such client, or it is closed
   */
  async close(id: string, why: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const client = await tx.maybe<ClientRow>(
        sql`UPDATE gateway.clients SET closed_at = now() WHERE id = ${id} AND closed_at IS NULL RETURNING ${CLIENT}`,
      );
      if (!client) throw noClient();
      const kids = await tx.rows<{ kid: string }>(sql`
        UPDATE gateway.client_keys SET revoked_at = now() WHERE client_id = ${id} AND revoked_at IS NULL RETURNING kid`);
      const { name, scopes, origins } = client;
      const before = { name, scopes, origins, kids: kids.map(({ kid }) => kid) };
      await audit(tx, { act: 'gateway.client_closed', ...subjectOf(client), before, why });
    });
    await this.keyring.refresh();
  }
}

const subjectOf = ({ id }: ClientRow) => ({ subject: 'gateway.client', subjectId: id });
const noClient = () => platformProblems.notFound('There is no open client with this id.');
const nameTaken = () => problems.nameTaken('Choose another name; names of closed clients are not given again.');

/** A key that stands in a page is known to everybody: pages of others must not be able to use it. */
function requireOrigins(kind: ClientRow['kind'], origins: readonly string[] = []): void {
  if (kind !== 'WEB' || origins.length > 0) return;
  throw platformProblems.invalid('Name the pages that use it.', {
    errors: [{ path: 'origins', message: 'origins of a WEB client must not be empty' }],
  });
}
