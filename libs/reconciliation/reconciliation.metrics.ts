import { Injectable } from '@nestjs/common';
import { Database, money, sql } from '@pakashop/platform';
import type { MetricsView, OpenBreaks, WalletMetrics } from './reconciliation.dto.js';

interface WalletRow extends Omit<WalletMetrics, 'unreconciled'> {
  readonly currency: string;
  readonly unreconciled: number;
}

/** Figures by which people see whether all is well. */
@Injectable()
export class ReconciliationMetrics {
  constructor(private readonly db: Database) {}

  async read(): Promise<MetricsView> {
    const [wallets, breaks] = await Promise.all([this.wallets(), this.breaks()]);
    return {
      wallets: wallets.map(({ currency, unreconciled, ...row }) => ({
        ...row,
        unreconciled: money(unreconciled, currency),
      })),
      breaks,
    };
  }

  private wallets(): Promise<WalletRow[]> {
    return this.db.rows<WalletRow>(sql`
      SELECT w.provider, w.currency, s.lines, coalesce(s.matched * 10000 / nullif(s.lines, 0), 10000)::int AS "autoMatchedBasisPoints",
        coalesce((SELECT sum(amount) FROM reconciliation.breaks b
          WHERE b.provider = w.provider AND b.currency = w.currency AND b.state <> 'RESOLVED'), 0)::bigint AS unreconciled,
        (SELECT to_char(max(day), 'YYYY-MM-DD') FROM reconciliation.closes c
          WHERE c.provider = w.provider AND c.currency = w.currency AND reopened_at IS NULL) AS "closedUpTo"
      FROM reconciliation.wallets w, LATERAL (
        SELECT count(*)::int AS lines, count(x.line_id) FILTER (WHERE x.by <> 'PERSON') AS matched
        FROM reconciliation.lines l LEFT JOIN reconciliation.matches x ON x.line_id = l.id
        WHERE l.provider = w.provider AND l.currency = w.currency AND l.counts AND l.fault IS NULL AND l.status = 'SUCCEEDED'
          AND l.entry IN ('DEPOSIT', 'REFUND', 'PAYOUT') AND l.occurred_at > now() - interval '30 days') s
      ORDER BY w.provider, w.currency`);
  }

  private breaks(): Promise<OpenBreaks[]> {
    return this.db.rows<OpenBreaks>(sql`
      SELECT category, count(*)::int AS open,
        count(*) FILTER (WHERE opened_at > now() - interval '1 day')::int AS "underADay",
        count(*) FILTER (WHERE opened_at <= now() - interval '1 day' AND opened_at > now() - interval '7 days')::int AS "underAWeek",
        count(*) FILTER (WHERE opened_at <= now() - interval '7 days')::int AS older
      FROM reconciliation.breaks WHERE state <> 'RESOLVED' GROUP BY category ORDER BY category`);
  }
}
