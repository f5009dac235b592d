import { Injectable } from '@nestjs/common';
import { Clock, Database, sql, type Tx } from '@pakashop/platform';
import { NOT_IN_THE_WAY } from './breaks.rules.js';
import { healBreaks, openBreaks } from './breaks.record.js';
import type { CloseFigures, DayCheck, Obstacle, WalletDay } from './closes.dto.js';
import { CloseFigureReads } from './closes.figures.js';
import { type Difference, differencesOf } from './closes.rules.js';
import { boundsOf, refuseUnfinished } from './reconciliation.days.js';

/** A line that is pending keeps its day open for so long: what is given up by then was never paid. */
const PENDING_DAYS = 3;

/** Obstacles that are named at once; a day with more needs work, not a longer list. */
const NAMED = 50;

interface State {
  readonly isCovered: boolean;
  readonly isPending: boolean;
  readonly hasOlder: boolean;
  readonly isBeforeClosed: boolean;
}

/** Looks whether a day can be closed, and keeps what does not add up as a break. */
@Injectable()
export class CloseChecks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly figures: CloseFigureReads,
  ) {}

  /**
   * Adds up the day; the differences are breaks afterwards, and gone again once the figures meet.
   *
   * @throws Problem reconciliation.day_not_over
   */
  async check(of: WalletDay): Promise<DayCheck> {
    refuseUnfinished(of.day, this.clock.now());
    const figures = await this.figures.of(of);
    return this.db.transaction(async (tx) => {
      await this.keep(tx, of, differencesOf(figures));
      return { provider: of.provider, day: of.day, figures, obstacles: await this.obstacles(tx, of, figures) };
    });
  }

  /** What is in the way of signing these figures. */
  async obstacles(tx: Tx, of: WalletDay, figures: CloseFigures): Promise<Obstacle[]> {
    const [state, open] = [await this.state(tx, of), await this.openBreaks(tx, of)];
    const found: Obstacle[] = [];
    const add = (reason: string, detail: string): void => void found.push({ reason, detail, breakId: null });
    if (state.hasOlder && !state.isBeforeClosed) add('previous_open', 'Close the day before first.');
    if (!state.isCovered) add('statement_missing', 'No matched statement covers the whole day.');
    if (state.isPending)
      add(
        'lines_pending',
        'The provider has not settled everything of that day: its statement is fetched again by itself.',
      );
    if (figures.statedClosing === null) add('balance_missing', 'Nobody has said what was in the wallet at its end.');
    const isDrift = figures.statedClosing !== null && figures.statedClosing !== figures.closing;
    if (isDrift) add('balance_drift', `The provider says ${figures.statedClosing}, the lines make ${figures.closing}.`);
    const ledger = figures.ledgerClosing + figures.timing;
    if (ledger !== figures.closing)
      add('ledger_differs', `The books say ${ledger}, the lines make ${figures.closing}.`);
    return [...found, ...open];
  }

  private state(tx: Tx, { provider, currency, day }: WalletDay): Promise<State> {
    const [from, to] = boundsOf(day);
    const of = sql`provider = ${provider} AND currency = ${currency}`;
    return tx.one<State>(sql`
      SELECT
        coalesce((SELECT range_agg(tstzrange(from_at, to_at)) @> tstzrange(${from}, ${to})
          FROM reconciliation.statements WHERE ${of} AND state = 'MATCHED' AND from_at < ${to} AND to_at > ${from}), false)
          AND NOT EXISTS (SELECT FROM reconciliation.statements
            WHERE ${of} AND state IN ('RECEIVED', 'IMPORTING', 'IMPORTED') AND from_at < ${to} AND to_at > ${from}) AS "isCovered",
        ${to}::timestamptz > now() - make_interval(days => ${PENDING_DAYS}) AND EXISTS (
          SELECT FROM reconciliation.statements s JOIN reconciliation.lines l ON l.statement_id = s.id
          WHERE s.provider = ${provider} AND s.currency = ${currency} AND s.source = 'API' AND s.from_at < ${to} AND s.to_at > ${from}
            AND l.status = 'PENDING' AND l.counts AND l.fault IS NULL AND l.occurred_at >= ${from} AND l.occurred_at < ${to}) AS "isPending",
        EXISTS (SELECT FROM reconciliation.closes WHERE ${of} AND day < ${day}::date) AS "hasOlder",
        EXISTS (SELECT FROM reconciliation.closes WHERE ${of} AND day = ${day}::date - 1 AND reopened_at IS NULL) AS "isBeforeClosed"`);
  }

  private async openBreaks(tx: Tx, { provider, currency, day }: WalletDay): Promise<Obstacle[]> {
    const rows = await tx.rows<{ id: string; category: string; detail: string }>(sql`
      SELECT id, category, detail FROM reconciliation.breaks
      WHERE provider = ${provider} AND currency = ${currency} AND day <= ${day}::date AND state <> 'RESOLVED'
        AND category <> ALL(${NOT_IN_THE_WAY}::text[]) AND NOT (category = 'DOUBLE_SUCCESS' AND difference = 0)
      ORDER BY day, category, id LIMIT ${NAMED}`);
    return rows.map(({ id, category, detail }) => ({
      reason: 'break_open',
      detail: `${category}: ${detail}`,
      breakId: id,
    }));
  }

  private async keep(
    tx: Tx,
    { provider, currency, day }: WalletDay,
    differences: readonly Difference[],
  ): Promise<void> {
    const subject = `day:${provider}:${currency}:${day}`;
    const at = new Date(boundsOf(day)[1].getTime() - 1);
    await openBreaks(
      tx,
      sql`
      SELECT category, ${subject}::text AS subject, ${provider}::text AS provider, ${currency}::text AS currency,
        NULL::bigint AS line_id, NULL::bigint AS movement_id, abs(difference) AS amount, difference, detail,
        ${at}::timestamptz AS occurred_at
      FROM json_to_recordset(${JSON.stringify(differences)}) AS d(category text, difference bigint, detail text)`,
    );
    const there = differences.map(({ category }) => category);
    await healBreaks(
      tx,
      sql`b.subject = ${subject} AND b.category IN ('BALANCE_DRIFT', 'MISSING_LEDGER') AND b.category <> ALL(${there}::text[])`,
    );
    // What is still open says what is true now.
    for (const { category, difference, detail } of differences) {
      await tx.execute(sql`
        UPDATE reconciliation.breaks SET amount = ${Math.abs(difference)}, difference = ${difference}, detail = ${detail}
        WHERE subject = ${subject} AND category = ${category} AND state = 'OPEN' AND difference <> ${difference}`);
    }
  }
}
