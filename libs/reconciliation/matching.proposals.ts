import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import type { MatchProposalList } from './breaks.dto.js';
import { BreakReads, viewSide } from './breaks.reads.js';

interface Candidate {
  readonly id: number;
  readonly kind: string;
  readonly reference: string | null;
  readonly providerId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly at: string;
  readonly apart: number;
}

/** Looks for what could be the other side of a break: never more than a proposal to a person. */
@Injectable()
export class Proposals {
  constructor(
    private readonly db: Database,
    private readonly reads: BreakReads,
  ) {}

  /**
   * What is open on the other side with the same kind and amount within a day, the nearest first; for a settlement the
   * credits of our bank, and the other way round.
   *
   * @throws Problem reconciliation.break_not_found
   */
  async of(breakId: string): Promise<MatchProposalList> {
    const { line, movement } = await this.reads.read(breakId);
    if (line && movement) return { data: [], nextCursor: null };
    const isLine = line !== null && ['DEPOSIT', 'REFUND', 'PAYOUT', 'OTHER'].includes(line.kind);
    const found = isLine ? await this.movementsFor(breakId) : await this.linesFor(breakId);
    const kind = isLine ? 'movement' : 'line';
    const data = found.map((row) => ({ ...viewSide(kind, row), apartSeconds: Math.round(row.apart) }));
    return { data, nextCursor: null };
  }

  private movementsFor(breakId: string): Promise<Candidate[]> {
    return this.db.rows<Candidate>(sql`
      SELECT m.id, m.kind, m.reference, m.provider_transaction_id AS "providerId", m.amount, m.currency,
        m.occurred_at AS at, abs(extract(epoch FROM m.occurred_at - l.occurred_at))::float8 AS apart
      FROM reconciliation.breaks b JOIN reconciliation.lines l ON l.id = b.line_id
      JOIN reconciliation.movements m ON m.provider = l.provider AND m.amount = abs(l.gross) AND m.currency = l.currency
        AND (m.kind = l.entry OR l.entry = 'OTHER')
        AND m.occurred_at BETWEEN l.occurred_at - interval '1 day' AND l.occurred_at + interval '1 day'
      WHERE b.id = ${breakId} AND NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.movement_id = m.id)
      ORDER BY apart, m.id LIMIT 20`);
  }

  private linesFor(breakId: string): Promise<Candidate[]> {
    return this.db.rows<Candidate>(sql`
      WITH wanted AS (
        SELECT coalesce(m.provider, l.provider) AS provider, coalesce(m.kind, l.entry) AS kind,
          coalesce(m.amount, l.gross) AS amount, b.currency, coalesce(m.occurred_at, l.occurred_at) AS at
        FROM reconciliation.breaks b LEFT JOIN reconciliation.movements m ON m.id = b.movement_id
        LEFT JOIN reconciliation.lines l ON l.id = b.line_id WHERE b.id = ${breakId})
      SELECT l.id, l.entry AS kind, l.our_id AS reference, l.provider_id AS "providerId", abs(l.gross) AS amount, l.currency,
        l.occurred_at AS at, abs(extract(epoch FROM l.occurred_at - w.at))::float8 AS apart
      FROM wanted w JOIN reconciliation.lines l ON abs(l.gross) = w.amount AND l.currency = w.currency AND l.counts
        AND l.occurred_at BETWEEN w.at - interval '7 days' AND w.at + interval '7 days'
      WHERE CASE w.kind
          WHEN 'SETTLEMENT' THEN l.entry = 'CREDIT' AND l.provider = 'bank'
          WHEN 'CREDIT' THEN l.entry = 'SETTLEMENT'
          ELSE l.provider = w.provider AND l.entry IN (w.kind, 'OTHER') AND l.status = 'SUCCEEDED'
            AND l.occurred_at BETWEEN w.at - interval '1 day' AND w.at + interval '1 day' END
        AND NOT EXISTS (SELECT FROM reconciliation.matches x WHERE x.line_id = l.id)
        AND NOT EXISTS (SELECT FROM reconciliation.bank_matches x WHERE l.id IN (x.line_id, x.settlement_id))
      ORDER BY apart, l.id LIMIT 20`);
  }
}
