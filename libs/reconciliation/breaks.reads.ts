import { Injectable } from '@nestjs/common';
import { Database, join, money, none, olderThan, sql, toPage, type Sql } from '@pakashop/platform';
import type { BreakDetail, BreakEventView, BreakList, BreakQuery, BreakSide, BreakView } from './breaks.dto.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';

interface Side {
  readonly id: number;
  readonly kind: string;
  readonly reference: string | null;
  readonly providerId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
}

interface BreakRow extends Omit<BreakView, 'amount' | 'line' | 'movement' | 'openedAt' | 'resolvedAt'> {
  readonly amount: number;
  readonly currency: string;
  readonly openedAt: Date;
  readonly resolvedAt: Date | null;
  readonly line: Side | null;
  readonly movement: Side | null;
}

const COLUMNS = sql`
  b.id, b.category, b.provider, b.currency, to_char(b.day, 'YYYY-MM-DD') AS day, b.state, b.amount, b.difference, b.detail,
  b.owner, floor(extract(epoch FROM coalesce(b.resolved_at, now()) - b.opened_at) / 86400)::int AS "ageDays",
  b.proposed_by AS "proposedBy", b.approved_by AS "approvedBy", b.resolution, b.reason, b.owed_back AS "owedBack", b.opened_at AS "openedAt",
  b.resolved_at AS "resolvedAt",
  (SELECT json_build_object('id', l.id, 'kind', l.entry, 'reference', l.our_id, 'providerId', l.provider_id, 'amount',
     abs(CASE l.entry WHEN 'FEE' THEN l.fee ELSE l.gross END), 'currency', l.currency, 'at', l.occurred_at)
   FROM reconciliation.lines l WHERE l.id = b.line_id) AS line,
  (SELECT json_build_object('id', m.id, 'kind', m.kind, 'reference', m.reference, 'providerId', m.provider_transaction_id,
     'amount', m.amount, 'currency', m.currency, 'at', m.occurred_at)
   FROM reconciliation.movements m WHERE m.id = b.movement_id) AS movement`;

/** What people may ask about breaks. */
@Injectable()
export class BreakReads {
  constructor(private readonly db: Database) {}

  /** Newest first; those of one filter. */
  async list({ limit, cursor, ...filter }: BreakQuery): Promise<BreakList> {
    const rows = await this.db.rows<BreakRow>(sql`
      SELECT ${COLUMNS} FROM reconciliation.breaks b
      WHERE true ${conditionOf(filter)} ${olderThan(cursor, sql`b.id`)} ORDER BY b.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], viewBreak);
  }

  /** @throws Problem reconciliation.break_not_found */
  async read(id: string): Promise<BreakDetail> {
    const row = await this.db.maybe<BreakRow>(sql`SELECT ${COLUMNS} FROM reconciliation.breaks b WHERE b.id = ${id}`);
    if (!row) throw problems.unknownBreak('GET /reconciliation/breaks lists them.');
    const history = await this.db.rows<Omit<BreakEventView, 'at'> & { at: Date }>(sql`
      SELECT act, actor, note, at FROM reconciliation.break_events WHERE break_id = ${id} ORDER BY id`);
    return { ...viewBreak(row), history: history.map(({ at, ...event }) => ({ ...event, at: at.toISOString() })) };
  }
}

function conditionOf({ state, category, provider, currency, day, owner }: Omit<BreakQuery, 'limit' | 'cursor'>): Sql {
  const is = (column: Sql, value: string | undefined) => (value === undefined ? none : sql`AND ${column} = ${value}`);
  return join(
    [
      is(sql`b.state`, state),
      is(sql`b.category`, category),
      is(sql`b.provider`, provider),
      is(sql`b.currency`, currency),
      day === undefined ? none : sql`AND b.day = ${day}::date`,
      owner === undefined ? none : sql`AND b.owner = ${owner}::uuid`,
    ],
    ' ',
  );
}

/** A side as people see it. */
export const viewSide = (kind: 'line' | 'movement', side: Side): BreakSide => ({
  id: `${kind}:${side.id}`,
  kind: side.kind,
  reference: side.reference,
  providerId: side.providerId,
  amount: money(side.amount, side.currency),
  occurredAt: new Date(side.at).toISOString(),
});

const viewBreak = (row: BreakRow): BreakView => ({
  id: row.id,
  category: row.category,
  provider: row.provider,
  day: row.day,
  state: row.state,
  amount: money(row.amount, row.currency),
  difference: row.difference,
  detail: row.detail,
  owner: row.owner,
  ageDays: row.ageDays,
  proposedBy: row.proposedBy,
  approvedBy: row.approvedBy,
  owedBack: row.owedBack,
  resolution: row.resolution,
  reason: row.reason,
  openedAt: row.openedAt.toISOString(),
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
  line: row.line && viewSide('line', row.line),
  movement: row.movement && viewSide('movement', row.movement),
});
