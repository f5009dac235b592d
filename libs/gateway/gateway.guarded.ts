import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import type { Demand } from './gateway.policies.js';
import { judge, type Verdict } from './gateway.quota.js';

interface Row {
  readonly passed: boolean;
  /** Microseconds. */
  readonly debt: number;
}

/**
 * Limits on guessing and money while Redis is away: counted in PostgreSQL, so that processes go on counting together.
 * When that is away too, nobody passes.
 */
@Injectable()
export class GuardedLedger {
  constructor(private readonly db: Database) {}

  /**
   * Charges each demand that its limit still allows, by the rule of {@link charge} and in one statement; the request may
   * go on when all were charged. Rows that mean nothing any more go on the way.
   */
  async take(demands: readonly Demand[]): Promise<Verdict> {
    const sorted = demands.toSorted((one, other) => (one.key < other.key ? -1 : 1));
    const keys = sorted.map(({ key }) => key);
    const costs = sorted.map(({ policy, cost }) => cost * policy.interval);
    const windows = sorted.map(({ policy }) => policy.window);
    const rows = await this.db.rows<Row>(sql`
      WITH demanded AS (
        SELECT * FROM unnest(${keys}::text[], ${costs}::bigint[], ${windows}::bigint[]) WITH ORDINALITY AS d (key, cost, span, n)),
      forgotten AS (
        DELETE FROM gateway.limits WHERE key IN (
          SELECT key FROM gateway.limits WHERE paid_at < now() AND key <> ALL(${keys}::text[])
          ORDER BY paid_at LIMIT 10 FOR UPDATE SKIP LOCKED)),
      charged AS (
        INSERT INTO gateway.limits AS l (key, paid_at)
        SELECT key, now() + cost * interval '1 microsecond' FROM demanded ORDER BY n
        ON CONFLICT (key) DO UPDATE SET paid_at = greatest(l.paid_at, now()) + (excluded.paid_at - now())
          WHERE greatest(l.paid_at, now()) + (excluded.paid_at - now())
            <= now() + (SELECT span FROM demanded d WHERE d.key = excluded.key) * interval '1 microsecond'
        RETURNING key, paid_at)
      SELECT c.key IS NOT NULL AS passed,
        (greatest(extract(epoch FROM coalesce(c.paid_at, l.paid_at, now()) - now()), 0) * 1000000)::bigint AS debt
      FROM demanded d LEFT JOIN charged c ON c.key = d.key LEFT JOIN gateway.limits l ON l.key = d.key ORDER BY d.n`);
    const entries = sorted
      .map((demand, i) => ({ demand, ...rows[i]! }))
      .toSorted((a, b) => Number(b.passed) - Number(a.passed));
    return judge(
      entries.map(({ demand }) => demand),
      entries.filter(({ passed }) => passed).length,
      entries.map(({ debt }) => debt),
    );
  }
}
