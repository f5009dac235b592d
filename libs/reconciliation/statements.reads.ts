import { Injectable } from '@nestjs/common';
import { cursorNumber, Database, money, none, olderThan, sql, toPage } from '@pakashop/platform';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
import type { LineList, LineQuery, LineView, StatementList, StatementQuery, StatementView } from './statements.dto.js';

interface StatementRow extends Omit<StatementView, 'sha256' | 'from' | 'to' | 'takenAt' | 'matchedAt'> {
  readonly sha256: Buffer;
  readonly from: Date;
  readonly to: Date;
  readonly takenAt: Date;
  readonly matchedAt: Date | null;
}

interface LineRow extends Omit<LineView, 'gross' | 'occurredAt'> {
  readonly gross: number;
  readonly currency: string;
  readonly occurredAt: Date;
}

const COLUMNS = sql`id, provider, currency, format, source, state, failure AS problem, sha256, bytes, read_to AS "bytesRead", from_at AS "from",
  to_at AS "to", lines, matched, taken_by AS "takenBy", created_at AS "takenAt", matched_at AS "matchedAt"`;

/** What people may ask about statements. */
@Injectable()
export class StatementReads {
  constructor(private readonly db: Database) {}

  /** Newest first. */
  async list({ provider, limit, cursor }: StatementQuery): Promise<StatementList> {
    const of = provider === undefined ? none : sql`AND provider = ${provider}`;
    const rows = await this.db.rows<StatementRow>(sql`
      SELECT ${COLUMNS} FROM reconciliation.statements WHERE true ${of} ${olderThan(cursor, sql`id`)}
      ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], viewStatement);
  }

  /** @throws Problem reconciliation.statement_not_found */
  async read(id: string): Promise<StatementView> {
    const row = await this.db.maybe<StatementRow>(
      sql`SELECT ${COLUMNS} FROM reconciliation.statements WHERE id = ${id}`,
    );
    if (!row) throw problems.unknownStatement('GET /reconciliation/statements lists them.');
    return viewStatement(row);
  }

  /** Lines in the order of the file. */
  async lines(id: string, { matched, limit, cursor }: LineQuery): Promise<LineList> {
    await this.read(id);
    const after = cursor === undefined ? none : sql`AND l.no > ${cursorNumber(cursor)}`;
    const isMatched = matched === undefined ? none : sql`AND (x.line_id IS NOT NULL) = ${matched === 'true'}`;
    const rows = await this.db.rows<LineRow>(sql`
      SELECT l.id AS "lineId", l.no, l.entry AS kind, l.our_id AS "ourId", l.provider_id AS "providerId", l.status, l.gross,
        l.fee, l.net, l.currency, l.occurred_at AS "occurredAt", l.counts, l.fault, coalesce(x.by, y.by) AS "matchedBy"
      FROM reconciliation.lines l LEFT JOIN reconciliation.matches x ON x.line_id = l.id
      LEFT JOIN reconciliation.bank_matches y ON l.id IN (y.line_id, y.settlement_id)
      WHERE l.statement_id = ${id} ${after} ${isMatched} ORDER BY l.no LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.no], viewLine);
  }
}

const viewStatement = (row: StatementRow): StatementView => ({
  ...row,
  sha256: row.sha256.toString('hex'),
  from: row.from.toISOString(),
  to: row.to.toISOString(),
  takenAt: row.takenAt.toISOString(),
  matchedAt: row.matchedAt?.toISOString() ?? null,
});

const viewLine = ({ currency, ...row }: LineRow): LineView => ({
  ...row,
  gross: money(Math.abs(row.gross), currency),
  occurredAt: row.occurredAt.toISOString(),
});
