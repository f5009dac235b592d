import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Clock,
  Database,
  money,
  newId,
  none,
  olderThan,
  Outbox,
  sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { CloseChecks } from './closes.check.js';
import type { WalletBalanceView, CloseFigures, CloseList, CloseQuery, CloseView, WalletDay } from './closes.dto.js';
import { refuseClosed } from './closes.guard.js';
import { hashOf } from './closes.rules.js';
import { takeUpRefused } from './matching.closed.js';
import { Matching } from './matching.service.js';
import { refuseUnfinished } from './reconciliation.days.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
import { lockWallet } from './wallets.lock.js';

interface CloseRow extends Omit<CloseView, 'opening' | 'closing' | 'hash' | 'signedAt' | 'reopenedAt'> {
  readonly currency: string;
  readonly opening: number;
  readonly closing: number;
  readonly hash: Buffer;
  readonly signedAt: Date;
  readonly reopenedAt: Date | null;
}

const COLUMNS = sql`id, provider, currency, to_char(day, 'YYYY-MM-DD') AS day, opening, closing, figures, hash,
  signed_by AS "signedBy", signed_at AS "signedAt", reopened_by AS "reopenedBy", reopened_at AS "reopenedAt",
  reopen_reason AS "reopenReason"`;

/** Closes days: proven, signed, and opened again only with a reason. */
@Injectable()
export class Closes {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly checks: CloseChecks,
    private readonly matching: Matching,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Signs a day whose figures meet: opening and movements are the closing balance, which the provider and the books say
   * as well.
   *
   * @throws Problem reconciliation.close_refused with the list of what is in the way, reconciliation.day_closed,
   *   reconciliation.day_not_over
   */
  async close(of: WalletDay, actor: Actor): Promise<CloseView> {
    refuseUnfinished(of.day, this.clock.now());
    await this.matching.matchAgain(of.provider, of.currency);
    const { figures } = await this.checks.check(of);
    const id = newId();
    await this.db.transaction(async (tx) => {
      await lockWallet(tx, of.provider, of.currency);
      await refuseClosed(tx, of.provider, of.currency, [of.day]);
      const obstacles = await this.checks.obstacles(tx, of, figures);
      if (obstacles.length > 0) {
        throw problems.inTheWay('Resolve what obstacles names, and close the day again.', { extra: { obstacles } });
      }
      await this.sign(tx, id, of, { figures, actor });
    });
    return this.read(id);
  }

  /**
   * Opens the last closed day again; statements that were refused because of it are matched now.
   *
   * @throws Problem reconciliation.close_not_found, reconciliation.later_day_closed
   */
  async reopen(of: WalletDay, reason: string, actor: Actor): Promise<CloseView> {
    const { provider, currency, day } = of;
    const id = await this.db.transaction(async (tx) => {
      await lockWallet(tx, provider, currency);
      const wallet = sql`provider = ${provider} AND currency = ${currency} AND reopened_at IS NULL`;
      const later = await tx.rows(
        sql`SELECT FROM reconciliation.closes WHERE ${wallet} AND day > ${day}::date LIMIT 1`,
      );
      if (later.length > 0) throw problems.laterClosed('Reopen the later days first: each begins with the one before.');
      const reopened = await tx.maybe<{ id: string }>(sql`
        UPDATE reconciliation.closes SET reopened_by = ${actor.label}, reopened_at = now(), reopen_reason = ${reason}
        WHERE ${wallet} AND day = ${day}::date RETURNING id`);
      if (!reopened) throw problems.unknownClose('GET /reconciliation/closes lists the days that are closed.');
      await audit(tx, {
        act: 'day_reopened',
        subject: 'close',
        subjectId: reopened.id,
        detail: { ...of },
        why: reason,
      });
      await takeUpRefused(tx, this.outbox, of);
      return reopened.id;
    });
    return this.read(id);
  }

  /**
   * Writes down what the provider says was in the wallet at the end of a day.
   *
   * @throws Problem reconciliation.day_closed, reconciliation.day_not_over
   */
  async stateBalance(of: WalletDay, amount: number, source: 'PERSON' | 'API', by: string): Promise<WalletBalanceView> {
    const { provider, currency, day } = of;
    refuseUnfinished(day, this.clock.now());
    await this.db.transaction(async (tx) => {
      await lockWallet(tx, provider, currency);
      await refuseClosed(tx, provider, currency, [day]);
      const before = await tx.maybe<{ amount: number }>(sql`
        SELECT amount FROM reconciliation.balances WHERE provider = ${provider} AND currency = ${currency} AND day = ${day}::date`);
      await tx.execute(sql`
        INSERT INTO reconciliation.balances (provider, currency, day, amount, source, stated_by)
        VALUES (${provider}, ${currency}, ${day}::date, ${amount}, ${source}, ${by})
        ON CONFLICT (provider, currency, day) DO UPDATE
        SET amount = excluded.amount, source = excluded.source, stated_by = excluded.stated_by, at = now()`);
      const subjectId = `${provider}:${currency}:${day}`;
      await audit(tx, { act: 'balance_stated', subject: 'wallet', subjectId, before, after: { amount, source } });
    });
    return { provider, day, amount: money(amount, currency), source };
  }

  /** Closes, the newest first; reopened ones too. */
  async list({ provider, limit, cursor }: CloseQuery): Promise<CloseList> {
    const of = provider === undefined ? none : sql`AND provider = ${provider}`;
    const rows = await this.db.rows<CloseRow>(sql`
      SELECT ${COLUMNS} FROM reconciliation.closes WHERE true ${of} ${olderThan(cursor, sql`id`)}
      ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], viewClose);
  }

  private async read(id: string): Promise<CloseView> {
    return viewClose(await this.db.one<CloseRow>(sql`SELECT ${COLUMNS} FROM reconciliation.closes WHERE id = ${id}`));
  }

  private async sign(
    tx: Tx,
    id: string,
    { provider, currency, day }: WalletDay,
    { figures, actor }: { figures: CloseFigures; actor: Actor },
  ): Promise<void> {
    const before = await tx.maybe<{ hash: Buffer }>(sql`
      SELECT hash FROM reconciliation.closes
      WHERE provider = ${provider} AND currency = ${currency} AND reopened_at IS NULL AND day = ${day}::date - 1`);
    const hash = hashOf(`${provider} ${currency} ${day}`, figures, before?.hash);
    await tx.execute(sql`
      INSERT INTO reconciliation.closes (id, provider, currency, day, opening, closing, figures, hash, signed_by)
      VALUES (${id}, ${provider}, ${currency}, ${day}::date, ${figures.opening}, ${figures.closing},
        ${JSON.stringify(figures)}, ${hash}, ${actor.label})`);
    const detail = { provider, currency, day, closing: figures.closing, hash: hash.toString('hex') };
    await audit(tx, { act: 'day_closed', subject: 'close', subjectId: id, detail });
  }
}

const viewClose = ({ currency, ...row }: CloseRow): CloseView => ({
  ...row,
  opening: money(row.opening, currency),
  closing: money(row.closing, currency),
  hash: row.hash.toString('hex'),
  signedAt: row.signedAt.toISOString(),
  reopenedAt: row.reopenedAt?.toISOString() ?? null,
});
