import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import { SettlementPort } from '@pakashop/settlement';
import { boundsOf } from './reconciliation.days.js';
import type { CloseFigures, CloseKind, WalletDay } from './closes.dto.js';

interface Sums {
  readonly opening: number | null;
  readonly statedClosing: number | null;
  readonly timing: number;
  readonly knownMoved: number;
}

const sign = sql`CASE kind WHEN 'DEPOSIT' THEN amount ELSE -amount END`;

/** Adds up one day of one wallet, from the statement's side and from ours. */
@Injectable()
export class CloseFigureReads {
  constructor(
    private readonly db: Database,
    private readonly settlement: SettlementPort,
  ) {}

  async of({ provider, currency, day }: WalletDay): Promise<CloseFigures> {
    const [from, to] = boundsOf(day);
    const [ledger, movements, sums] = await Promise.all([
      this.settlement.walletMovement({ provider, currency, from: from.toISOString(), to: to.toISOString() }),
      this.movements(provider, currency, from, to),
      this.sums(provider, currency, { day, from, to }),
    ]);
    // Where no day was closed before, the books say what the wallet began with.
    const opening = sums.opening ?? ledger.opening.amount;
    return {
      opening,
      movements,
      closing: opening + movements.reduce((sum, { net }) => sum + net, 0),
      statedClosing: sums.statedClosing,
      ledgerClosing: ledger.closing.amount,
      timing: sums.timing,
      ledgerMoved: ledger.debits.amount - ledger.credits.amount,
      knownMoved: sums.knownMoved,
    };
  }

  /** Fees that stand in the line of a payment are shown apart from it. */
  private movements(provider: string, currency: string, from: Date, to: Date): Promise<CloseKind[]> {
    return this.db.rows<CloseKind>(sql`
      WITH line AS (
        SELECT entry, net, fee FROM reconciliation.lines
        WHERE provider = ${provider} AND currency = ${currency} AND counts AND fault IS NULL AND net <> 0
          AND occurred_at >= ${from} AND occurred_at < ${to}
          AND statement_id IN (SELECT id FROM reconciliation.statements WHERE state = 'MATCHED'))
      SELECT kind, count(*)::int AS lines, sum(part.net)::bigint AS net
      FROM line, LATERAL (VALUES (entry, CASE entry WHEN 'FEE' THEN line.net ELSE line.net + fee END),
        ('FEE', CASE entry WHEN 'FEE' THEN 0 ELSE -fee END)) AS part(kind, net)
      WHERE part.net <> 0 GROUP BY kind ORDER BY kind`);
  }

  private sums(
    provider: string,
    currency: string,
    { day, from, to }: { day: string; from: Date; to: Date },
  ): Promise<Sums> {
    return this.db.one<Sums>(sql`
      SELECT
        (SELECT closing FROM reconciliation.closes
         WHERE provider = ${provider} AND currency = ${currency} AND reopened_at IS NULL AND day = ${day}::date - 1) AS opening,
        (SELECT amount FROM reconciliation.balances
         WHERE provider = ${provider} AND currency = ${currency} AND day = ${day}::date) AS "statedClosing",
        (coalesce((
          SELECT sum(CASE WHEN l.occurred_at < ${to} THEN 1 ELSE -1 END * CASE m.kind WHEN 'DEPOSIT' THEN m.amount ELSE -m.amount END)
          FROM reconciliation.matches x JOIN reconciliation.movements m ON m.id = x.movement_id
          JOIN reconciliation.lines l ON l.id = x.line_id
          WHERE x.spans @> ${to}::timestamptz AND m.provider = ${provider} AND m.currency = ${currency}), 0)
        - coalesce((
          SELECT sum(CASE m.kind WHEN 'DEPOSIT' THEN m.amount ELSE -m.amount END)
          FROM reconciliation.breaks b JOIN reconciliation.movements m ON m.id = b.movement_id
          WHERE b.provider = ${provider} AND b.currency = ${currency} AND b.category = 'TIMING' AND b.state <> 'RESOLVED'
            AND m.occurred_at < ${to}), 0))::bigint AS timing,
        (coalesce((
          SELECT sum(${sign}) FROM reconciliation.movements
          WHERE provider = ${provider} AND currency = ${currency} AND occurred_at >= ${from} AND occurred_at < ${to}), 0)
        + coalesce((
          SELECT sum(CASE direction WHEN 'IN' THEN amount ELSE -amount END) FROM reconciliation.stated
          WHERE provider = ${provider} AND currency = ${currency} AND kind <> 'ARRIVED'
            AND occurred_at >= ${from} AND occurred_at < ${to}), 0))::bigint AS "knownMoved"`);
  }
}
