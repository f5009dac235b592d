import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, Outbox, runInContext, sql } from '@pakashop/platform';
import { ReconciliationConfig } from './reconciliation.config.js';
import { FetchStatement, RematchWallet } from './reconciliation.jobs.js';

const PROVIDERS = ['pawapay', 'flutterwave'] as const;

/** Days that are fetched after the fact when the worker did not run. */
const BACK_DAYS = 7;

/** Days that are fetched again, at least once a day, as long as something of theirs is pending. */
const PENDING_DAYS = 31;

/** Orders what has to be done every day, from rows and the database's clock. */
@Injectable()
export class ReconciliationSchedule {
  private readonly logger = new Logger(ReconciliationSchedule.name);

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly config: ReconciliationConfig,
  ) {}

  @Interval('reconciliation.schedule', 300_000)
  async tick(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:reconciliation' }, async () => {
      if (this.config.RECON_FETCH) await this.fetchDays();
      await this.lookAgain();
      await this.forgetHalfFiles();
    }).catch((error: unknown) => this.logger.warn({ err: error }, 'reconciliation could not be ordered'));
  }

  /**
   * Each past day of each provider that has no statement, from the first day on which money moved there, and each whose
   * statement has lines that were pending. The hour is part of the key: a job that came to nothing does not keep the day from
   * being fetched.
   */
  private async fetchDays(): Promise<void> {
    const due = await this.db.rows<{ provider: (typeof PROVIDERS)[number]; day: string; hour: string }>(sql`
      SELECT p.provider, to_char(d.day, 'YYYY-MM-DD') AS day, to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24') AS hour
      FROM unnest(${PROVIDERS}::text[]) AS p(provider),
        generate_series(date_trunc('day', now() AT TIME ZONE 'UTC') - make_interval(days => ${BACK_DAYS}),
          (now() AT TIME ZONE 'UTC') - make_interval(days => 1, hours => ${this.config.RECON_FETCH_HOUR}), interval '1 day') AS d(day)
      WHERE EXISTS (SELECT FROM reconciliation.movements m WHERE m.provider = p.provider
          AND m.occurred_at < (d.day + interval '1 day') AT TIME ZONE 'UTC')
        AND NOT EXISTS (SELECT FROM reconciliation.statements s WHERE s.provider = p.provider
          AND s.from_at <= d.day AT TIME ZONE 'UTC' AND s.to_at > d.day AT TIME ZONE 'UTC')
      UNION
      SELECT s.provider, to_char(l.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD'), to_char(now() AT TIME ZONE 'UTC',
        CASE WHEN l.occurred_at > now() - make_interval(days => ${BACK_DAYS}) THEN 'YYYY-MM-DD"T"HH24' ELSE 'YYYY-MM-DD' END)
      FROM reconciliation.statements s JOIN reconciliation.lines l ON l.statement_id = s.id
      WHERE s.provider = ANY(${PROVIDERS}::text[]) AND s.source = 'API' AND s.state = 'MATCHED'
        AND s.from_at > now() - make_interval(days => ${PENDING_DAYS})
        AND l.status = 'PENDING' AND l.counts AND l.fault IS NULL
      ORDER BY 2, 1`);
    for (const { provider, day, hour } of due) {
      const key = `reconciliation.fetch:${provider}:${day}:${hour}`;
      await this.db.transaction((tx) =>
        this.outbox.enqueue(tx, FetchStatement, { provider, day: `${day}T00:00:00Z` }, { key }),
      );
    }
  }

  /** Late news may explain what is open. */
  private async lookAgain(): Promise<void> {
    const wallets = await this.db.rows<{ provider: string; currency: string; hour: string }>(sql`
      SELECT provider, currency, to_char(now(), 'YYYY-MM-DD"T"HH24:') || (extract(minute FROM now())::int / 10) AS hour
      FROM reconciliation.wallets w
      WHERE EXISTS (SELECT FROM reconciliation.breaks b WHERE b.provider = w.provider AND b.state <> 'RESOLVED')`);
    for (const { provider, currency, hour } of wallets) {
      const key = `reconciliation.rematch:${provider}:${currency}:${hour}`;
      await this.db.transaction((tx) => this.outbox.enqueue(tx, RematchWallet, { provider, currency }, { key }));
    }
  }

  /** Pieces of files whose sender or process went away half way. */
  private async forgetHalfFiles(): Promise<void> {
    await this.db.execute(sql`
      DELETE FROM reconciliation.statement_pieces p
      WHERE uuid_extract_timestamp(p.statement_id) < now() - interval '1 day'
        AND NOT EXISTS (SELECT FROM reconciliation.statements s WHERE s.id = p.statement_id)`);
  }
}
