import { Injectable } from '@nestjs/common';
import { cursorNumber, Database, join, sql, toPage } from '@pakashop/platform';
import type { AuditEntry, AuditList, AuditQuery } from './audit.dto.js';

interface AuditRow extends Omit<AuditEntry, 'id' | 'at'> {
  readonly id: number;
  readonly at: Date;
}

/** What privileged people did, for those who watch them. */
@Injectable()
export class AuditTrail {
  constructor(private readonly db: Database) {}

  /** Acts that fit every filter, the newest first. */
  async list({ limit, cursor, ...filter }: AuditQuery): Promise<AuditList> {
    const { actor, act, subject, subjectId, from, to } = filter;
    const conditions = [
      ...(actor ? [sql`a.actor = ${actor}`] : []),
      ...(act ? [sql`a.act = ${act}`] : []),
      ...(subject ? [sql`a.subject = ${subject}`] : []),
      ...(subjectId ? [sql`a.subject_id = ${subjectId}`] : []),
      ...(from ? [sql`a.at >= ${from}::timestamptz`] : []),
      ...(to ? [sql`a.at < ${to}::timestamptz`] : []),
      ...(cursor ? [sql`a.id < ${cursorNumber(cursor)}`] : []),
    ];
    const rows = await this.db.rows<AuditRow>(sql`
      SELECT a.id, a.at, a.actor, a.on_behalf_of AS "onBehalfOf", a.act, a.subject, a.subject_id AS "subjectId", a.detail,
        a.before, a.after, a.why, a.address, a.client, a.session_id AS "sessionId", a.correlation_id AS "correlationId",
        l.sequence
      FROM platform.audit a LEFT JOIN platform.chain_links l ON l.chain = 'audit' AND l.row_id = a.id
      WHERE ${join([sql`true`, ...conditions], ' AND ')} ORDER BY a.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], view);
  }
}

const view = ({ id, at, ...row }: AuditRow): AuditEntry => ({ id: String(id), at: at.toISOString(), ...row });
