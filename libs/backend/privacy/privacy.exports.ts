import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, newId, Outbox, type Queryable, sql, Vault } from '@pakashop/platform';
import { createHash, randomBytes } from 'node:crypto';
import type { ExportLink, ExportView } from './privacy.dto.js';
import { privacyProblems as problems } from './privacy.errors.js';
import { ExportFiles } from './privacy.export-files.js';
import { Gathering } from './privacy.gathering.js';
import { MakeExport } from './privacy.jobs.js';
import { PRIVACY } from './privacy.rules.js';

type ExportRow = Omit<ExportView, 'requestedAt' | 'readyAt' | 'expiresAt'> &
  Readonly<{ requestedAt: Date; readyAt: Date | null; expiresAt: Date | null }>;

/** The column of sealed keys, for the rotation of keys. */
export const SEALED_EXPORTS = { table: 'backend.data_exports', column: 'sealed_key', id: 'id' } as const;
const placeOf = (row: string) => ({ table: SEALED_EXPORTS.table, column: SEALED_EXPORTS.column, row });

const COLUMNS = sql`e.id, e.state, e.requested_at AS "requestedAt", e.ready_at AS "readyAt", e.expires_at AS "expiresAt"`;
const LINK_MINUTES = 10;
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Copies of everything that is held about a person, for that person. */
@Injectable()
export class Exports {
  constructor(
    private readonly db: Database,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly gathering: Gathering,
    private readonly files: ExportFiles,
  ) {}

  /** Orders a copy; who waits for one already gets that one. */
  order({ userId }: Actor, claim: Claim): Promise<ExportView> {
    return this.db.transaction(async (tx) => {
      await tx.execute(sql`
        INSERT INTO backend.data_exports (id, user_id) VALUES (${newId()}, ${userId})
        ON CONFLICT (user_id) WHERE state = 'PENDING' DO NOTHING`);
      const row = await tx.one<ExportRow>(
        sql`SELECT ${COLUMNS} FROM backend.data_exports e WHERE e.user_id = ${userId} AND e.state = 'PENDING'`,
      );
      await this.outbox.enqueue(tx, MakeExport, { exportId: row.id }, { key: `export:${row.id}` });
      await audit(tx, {
        act: 'data_export_ordered',
        subject: 'user',
        subjectId: userId!,
        detail: { exportId: row.id },
      });
      const view = exportView(row);
      await claim.answer(tx, 202, view);
      return view;
    });
  }

  /** The newest first. */
  list(userId: string): Promise<ExportView[]> {
    return exportsOf(this.db, userId);
  }

  /**
   * A link that downloads the copy once, in this session, for ten minutes; one before it ends.
   *
   * @throws Problem privacy.no_export, privacy.not_ready
   */
  async link({ userId, sessionId }: Actor, id: string): Promise<ExportLink> {
    const token = randomBytes(32).toString('base64url');
    const linked = await this.db.maybe<{ expiresAt: Date }>(sql`
      UPDATE backend.data_exports SET link_hash = ${hashOf(token)}, link_session_id = ${sessionId},
        link_expires_at = now() + make_interval(mins => ${LINK_MINUTES})
      WHERE id = ${id} AND user_id = ${userId} AND state = 'READY' AND expires_at > now()
      RETURNING link_expires_at AS "expiresAt"`);
    if (linked) return { token, expiresAt: linked.expiresAt.toISOString() };
    const known = await this.db.maybe<{ state: string }>(
      sql`SELECT state FROM backend.data_exports WHERE id = ${id} AND user_id = ${userId}`,
    );
    if (!known) throw problems.noExport('GET /me/exports lists yours.');
    throw problems.notReady(`It is ${known.state}.`);
  }

  /** Opens the copy and spends the link. @throws Problem privacy.no_export, privacy.link_over */
  async open({ userId, sessionId }: Actor, id: string, token: string): Promise<Buffer> {
    const spent = await this.db.transaction(async (tx) => {
      const row = await tx.maybe<{ sealedKey: string; content: Buffer }>(sql`
        UPDATE backend.data_exports SET link_hash = NULL, link_session_id = NULL, link_expires_at = NULL
        WHERE id = ${id} AND user_id = ${userId} AND state = 'READY' AND expires_at > now() AND link_hash = ${hashOf(token)}
          AND link_session_id = ${sessionId} AND link_expires_at > now()
        RETURNING sealed_key AS "sealedKey", content`);
      if (row)
        await audit(tx, { act: 'data_export_read', subject: 'user', subjectId: userId!, detail: { exportId: id } });
      return row;
    });
    if (spent) return this.vault.openFile({ sealedKey: spent.sealedKey, bytes: spent.content }, placeOf(id));
    const known = await this.db.maybe(sql`SELECT FROM backend.data_exports WHERE id = ${id} AND user_id = ${userId}`);
    throw known
      ? problems.linkOver('Ask for another one in this session.')
      : problems.noExport('GET /me/exports lists yours.');
  }

  /** Gathers and seals an ordered copy; once. */
  async make(id: string): Promise<void> {
    const asked = await this.db.maybe<{ userId: string }>(
      sql`SELECT user_id AS "userId" FROM backend.data_exports WHERE id = ${id} AND state = 'PENDING'`,
    );
    if (!asked) return;
    const data = await this.db.as(PRIVACY, (tx) => this.gathering.gather(tx, asked.userId));
    const text = JSON.stringify({ userId: asked.userId, gatheredAt: new Date().toISOString(), data }, null, 2);
    const file = await this.vault.sealFile(Buffer.from(text), placeOf(id));
    await this.files.keep(id, asked.userId, file);
  }
}

/** The newest first. */
export async function exportsOf(db: Queryable, userId: string): Promise<ExportView[]> {
  const rows = await db.rows<ExportRow>(
    sql`SELECT ${COLUMNS} FROM backend.data_exports e WHERE e.user_id = ${userId} ORDER BY e.id DESC LIMIT 50`,
  );
  return rows.map(exportView);
}

const exportView = ({ requestedAt, readyAt, expiresAt, ...row }: ExportRow): ExportView => ({
  ...row,
  requestedAt: requestedAt.toISOString(),
  readyAt: readyAt?.toISOString() ?? null,
  expiresAt: expiresAt?.toISOString() ?? null,
});
