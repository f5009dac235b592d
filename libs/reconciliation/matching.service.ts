import { Injectable } from '@nestjs/common';
import { Database, sql, type Sql, type Tx, type Work } from '@pakashop/platform';
import {
  lostOnTheWay,
  unequalPairs,
  unequalSettlements,
  unexplainedLines,
  unreadableLines,
  unseenMovements,
  wrongFees,
} from './breaks.detect.js';
import { heal } from './breaks.healing.js';
import { BreakNews } from './breaks.news.js';
import { openBreaks, type Opened } from './breaks.record.js';
import { feeTerms } from './fees.rules.js';
import { matchBank } from './matching.bank.js';
import { refuseStatement, signedDayOf } from './matching.closed.js';
import { linesOf, openLinesOf, pairUp, passOverKnown, settlePending } from './matching.passes.js';
import { StatementFacts } from './matching.facts.js';
import { ReconciliationConfig } from './reconciliation.config.js';
import type { StatementRef } from './reconciliation.jobs.js';
import { lockWallet } from './wallets.lock.js';

interface Imported {
  readonly provider: string;
  readonly currency: string;
  readonly fromAt: Date;
  readonly toAt: Date;
}

/** Compares statements with what we know, and keeps what does not fit as breaks. */
@Injectable()
export class Matching {
  constructor(
    private readonly db: Database,
    private readonly facts: StatementFacts,
    private readonly news: BreakNews,
    private readonly config: ReconciliationConfig,
  ) {}

  /** Matches a statement that has been read, once; all of it in one transaction. */
  async match(statementId: string, work?: Work<StatementRef>): Promise<void> {
    await this.db.transaction(async (tx) => {
      await prepare(tx);
      const statement = await tx.maybe<Imported>(sql`
        SELECT provider, currency, from_at AS "fromAt", to_at AS "toAt" FROM reconciliation.statements
        WHERE id = ${statementId} AND state = 'IMPORTED' FOR UPDATE`);
      if (statement) await this.compare(tx, statementId, statement);
      await work?.close(tx);
    });
  }

  /** Looks again for the counterparts of everything that is open at a provider. */
  async matchAgain(provider: string, currency: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await prepare(tx);
      await lockWallet(tx, provider, currency);
      await this.again(tx, provider, currency);
    });
  }

  private async compare(tx: Tx, statementId: string, { provider, currency, fromAt, toAt }: Imported): Promise<void> {
    await lockWallet(tx, provider, currency);
    await passOverKnown(tx, statementId);
    const signed = await signedDayOf(tx, statementId);
    if (signed !== undefined) return refuseStatement(tx, statementId, signed);
    await settlePending(tx, statementId);
    const lines = linesOf(statementId);
    // A day before and after: our clocks differ, and news can be late. What is later still is found by looking again.
    const among = sql`m.occurred_at >= ${fromAt}::timestamptz - interval '1 day' AND m.occurred_at < ${toAt}::timestamptz + interval '1 day'`;
    // Everything is compared with everything: without statistics of what this transaction writes, the planner would go
    // through it row by row.
    await tx.execute(sql`SELECT set_config('enable_nestloop', 'off', true)`);
    const matched = await pairUp(tx, lines, provider, among);
    await tx.execute(sql`ANALYZE reconciliation.matches`);
    await tx.execute(sql`SELECT set_config('enable_nestloop', 'on', true)`);
    await matchBank(tx);
    const within = sql`
      SELECT * FROM reconciliation.movements WHERE provider = ${provider} AND currency = ${currency}
        AND occurred_at >= ${fromAt} AND occurred_at < ${toAt}`;
    await tx.execute(sql`
      UPDATE reconciliation.statements SET state = 'MATCHED', matched = ${matched}, matched_at = now() WHERE id = ${statementId}`);
    await this.open(tx, lines, within);
    await this.openOnly(tx, unequalPairs(lines));
    if (provider === 'flutterwave') await this.openOnly(tx, unequalSettlements(lines));
    await this.openOnly(tx, unreadableLines(lines));
    const terms = feeTerms(this.config.RECON_FEES).filter((term) => term.provider === provider);
    if (terms.length > 0) await this.openOnly(tx, wrongFees(statementId, terms));
    await this.facts.ofStatement(tx, statementId);
    await this.again(tx, provider, currency);
  }

  private async again(tx: Tx, provider: string, currency: string): Promise<void> {
    const lines = openLinesOf(provider);
    await pairUp(tx, lines, provider, sql`true`);
    await matchBank(tx);
    await this.facts.arrivals(tx);
    // Only what waited for a neighbour can have become something else meanwhile.
    const waiting = sql`
      SELECT m.* FROM reconciliation.movements m JOIN reconciliation.breaks b ON b.movement_id = m.id
      WHERE b.provider = ${provider} AND b.currency = ${currency} AND b.state <> 'RESOLVED' AND b.category = 'TIMING'`;
    const late = sql`SELECT * FROM (${unseenMovements(waiting, this.config.RECON_TIMING_MINUTES)}) u WHERE category <> 'TIMING'`;
    await this.openOnly(tx, late);
    const old = sql`
      SELECT l.* FROM reconciliation.lines l JOIN reconciliation.breaks b ON b.line_id = l.id
      WHERE b.provider = ${provider} AND b.state <> 'RESOLVED' AND b.category = 'TIMING'`;
    await this.openOnly(
      tx,
      sql`SELECT * FROM (${unexplainedLines(old, this.config.RECON_TIMING_MINUTES)}) u WHERE category <> 'TIMING'`,
    );
    await this.openOnly(tx, unequalPairs(lines));
    await this.openOnly(tx, lostOnTheWay(provider, this.config.RECON_BANK_DAYS));
    for (const explained of await heal(tx, provider)) await this.facts.allocated(tx, explained);
    await this.news.doubts(tx, provider);
  }

  private async open(tx: Tx, lines: Sql, movements: Sql): Promise<void> {
    const minutes = this.config.RECON_TIMING_MINUTES;
    await this.openOnly(tx, unexplainedLines(lines, minutes));
    await openBreaks(tx, unseenMovements(movements, minutes));
  }

  private async openOnly(tx: Tx, found: Sql): Promise<void> {
    const opened = await openBreaks(tx, found);
    for (const receipt of opened.filter(isReceipt)) await this.facts.unallocated(tx, receipt);
    await this.news.ask(tx, opened);
  }
}

const isReceipt = ({ category, provider }: Opened): boolean =>
  category === 'UNALLOCATED_RECEIPT' && provider !== 'bank';

/** A million lines are compared in one go: more time and memory than an ordinary statement has. */
async function prepare(tx: Tx): Promise<void> {
  await tx.execute(sql`
    SELECT set_config('statement_timeout', '300000', true), set_config('lock_timeout', '30000', true),
      set_config('work_mem', '128MB', true)`);
}
