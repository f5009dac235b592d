import { Injectable } from '@nestjs/common';
import { type Actor, audit, Database, sql, type Tx, uniqueViolation } from '@pakashop/platform';
import type { BreakDetail, HandMatch } from './breaks.dto.js';
import { unequalPairs, unexplainedLines, unseenMovements } from './breaks.detect.js';
import { heal } from './breaks.healing.js';
import { BreakNews } from './breaks.news.js';
import { openBreaks } from './breaks.record.js';
import { BreakReads } from './breaks.reads.js';
import { Breaks, type HeldBreak, resolved } from './breaks.service.js';
import { refuseClosed } from './closes.guard.js';
import { StatementFacts } from './matching.facts.js';
import { SPAN } from './matching.passes.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
import { lockWallet } from './wallets.lock.js';

interface Pair {
  readonly lineId: number;
  readonly movementId: number;
  readonly provider: string;
  readonly currency: string;
  readonly lineDay: string;
  readonly movementDay: string;
}

/** Matches that people make, and take apart. */
@Injectable()
export class HandMatching {
  constructor(
    private readonly db: Database,
    private readonly breaks: Breaks,
    private readonly reads: BreakReads,
    private readonly facts: StatementFacts,
    private readonly news: BreakNews,
  ) {}

  /**
   * Says that the two sides are the same money. What they do not agree on is a break of its own.
   *
   * @throws Problem reconciliation.not_matchable, reconciliation.already_matched, reconciliation.day_closed
   */
  async match(breakId: string, { counterpart, reason }: HandMatch, actor: Actor): Promise<BreakDetail> {
    try {
      await this.db.transaction((tx) => this.pair(tx, breakId, counterpart, { reason, actor }));
    } catch (error) {
      if (uniqueViolation(error) === undefined) throw error;
      throw problems.taken('Take the other pair apart first.');
    }
    return this.reads.read(breakId);
  }

  /**
   * Takes a pair apart: the line and the movement are open again, and are not put together by themselves.
   *
   * @throws Problem reconciliation.not_matched, reconciliation.written_off, reconciliation.day_closed
   */
  async unmatch(lineId: number, reason: string, actor: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const pair = await pairOf(tx, sql`x.line_id = ${lineId}`);
      if (!pair) throw problems.notMatched('GET /reconciliation/statements/{id}/lines shows what is matched.');
      await lockWallet(tx, pair.provider, pair.currency);
      await refuseClosed(tx, pair.provider, pair.currency, [pair.lineDay, pair.movementDay]);
      await refuseWrittenOff(tx, pair);
      await tx.execute(sql`DELETE FROM reconciliation.matches WHERE line_id = ${lineId}`);
      await tx.execute(sql`
        INSERT INTO reconciliation.kept_apart (line_id, movement_id, actor, reason)
        VALUES (${lineId}, ${pair.movementId}, ${actor.label}, ${reason}) ON CONFLICT DO NOTHING`);
      const detail = { lineId, movementId: pair.movementId, provider: pair.provider };
      await audit(tx, { act: 'match_undone', subject: 'line', subjectId: String(lineId), detail, why: reason });
      await this.reopen(tx, pair);
      await this.news.doubts(tx, pair.provider);
    });
  }

  private async pair(
    tx: Tx,
    breakId: string,
    counterpart: string,
    { reason, actor }: { reason: string; actor: Actor },
  ): Promise<void> {
    const held = await this.breaks.hold(tx, breakId, ['OPEN']);
    const [kind = '', number = ''] = counterpart.split(':');
    const other = Number(number);
    if (held.category === 'MISSING_BANK_CREDIT' || held.provider === 'bank') {
      await this.pairBank(tx, held, other, { reason, actor });
    } else {
      const isLine = held.lineId !== null && held.movementId === null;
      if (kind !== (isLine ? 'movement' : 'line')) throw problems.notMatchable('Name the other side of the break.');
      const [lineId, movementId] = isLine ? [held.lineId!, other] : [other, held.movementId ?? 0];
      const pair = await candidate(tx, lineId, movementId);
      await lockWallet(tx, pair.provider, pair.currency);
      await refuseClosed(tx, pair.provider, pair.currency, [pair.lineDay, pair.movementDay]);
      await tx.execute(sql`
        INSERT INTO reconciliation.matches (line_id, movement_id, by, made_by, reason, spans)
        SELECT l.id, m.id, 'PERSON', ${actor.label}::text, ${reason}::text, ${SPAN}
        FROM reconciliation.lines l, reconciliation.movements m WHERE l.id = ${lineId} AND m.id = ${movementId}`);
      if (held.category === 'UNALLOCATED_RECEIPT') await this.facts.allocated(tx, held);
      await openBreaks(tx, unequalPairs(sql`SELECT * FROM reconciliation.lines WHERE id = ${lineId}`));
    }
    await this.breaks.step(tx, held, { act: 'matched', set: resolved('MATCHED', reason), note: reason });
    for (const explained of await heal(tx, held.provider)) await this.facts.allocated(tx, explained);
    await this.news.doubts(tx, held.provider);
  }

  private async pairBank(
    tx: Tx,
    held: HeldBreak,
    other: number,
    { reason, actor }: { reason: string; actor: Actor },
  ): Promise<void> {
    const isBank = held.provider === 'bank';
    const [creditId, settlementId] = isBank ? [held.lineId!, other] : [other, held.lineId!];
    const made = await tx.execute(sql`
      INSERT INTO reconciliation.bank_matches (line_id, settlement_id, by, made_by, reason)
      SELECT c.id, s.id, 'PERSON', ${actor.label}::text, ${reason}::text FROM reconciliation.lines c, reconciliation.lines s
      WHERE c.id = ${creditId} AND c.entry = 'CREDIT' AND s.id = ${settlementId} AND s.entry = 'SETTLEMENT'
        AND c.gross = s.gross AND c.currency = s.currency AND c.counts AND s.counts`);
    if (made === 0) throw problems.notMatchable('A credit is matched with a settlement of the same amount.');
    await this.facts.arrivals(tx);
  }

  /** Both sides stand where they stood before. */
  private async reopen(tx: Tx, { lineId, movementId }: Pair): Promise<void> {
    await tx.execute(sql`
      UPDATE reconciliation.breaks SET state = 'RESOLVED', resolution = 'SUPERSEDED', resolved_at = now(), moves = moves + 1,
        proposed_by = NULL, owed_back = false
      WHERE line_id = ${lineId} AND movement_id = ${movementId} AND state <> 'RESOLVED'`);
    await tx.execute(sql`
      UPDATE reconciliation.breaks SET resolution = 'SUPERSEDED'
      WHERE (line_id = ${lineId} OR movement_id = ${movementId}) AND resolution = 'MATCHED'`);
    const line = sql`SELECT * FROM reconciliation.lines WHERE id = ${lineId}`;
    const movement = sql`SELECT * FROM reconciliation.movements WHERE id = ${movementId}`;
    const opened = await openBreaks(tx, unexplainedLines(line, 0));
    for (const receipt of opened.filter(({ category }) => category === 'UNALLOCATED_RECEIPT')) {
      await this.facts.unallocated(tx, receipt);
    }
    await openBreaks(
      tx,
      sql`SELECT 'MISSING_PROVIDER' AS category, subject, provider, currency, line_id, movement_id, amount, difference, detail,
        occurred_at FROM (${unseenMovements(movement, 0)}) u`,
    );
  }
}

const SIDES = sql`l.id AS "lineId", m.id AS "movementId", l.provider, m.currency,
  to_char(l.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "lineDay",
  to_char(m.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "movementDay"`;

const pairOf = (tx: Tx, where: ReturnType<typeof sql>): Promise<Pair | undefined> =>
  tx.maybe<Pair>(sql`
    SELECT ${SIDES} FROM reconciliation.matches x JOIN reconciliation.lines l ON l.id = x.line_id
    JOIN reconciliation.movements m ON m.id = x.movement_id WHERE ${where} FOR UPDATE OF x`);

async function candidate(tx: Tx, lineId: number, movementId: number): Promise<Pair> {
  const pair = await tx.maybe<Pair>(sql`
    SELECT ${SIDES} FROM reconciliation.lines l, reconciliation.movements m
    WHERE l.id = ${lineId} AND m.id = ${movementId} AND l.provider = m.provider AND l.counts AND l.fault IS NULL
      AND (l.entry = m.kind OR l.entry = 'OTHER')`);
  if (!pair) throw problems.notMatchable('A line is matched with a movement of the same provider and kind.');
  return pair;
}

async function refuseWrittenOff(tx: Tx, { lineId, movementId }: Pair): Promise<void> {
  const found = await tx.rows(sql`
    SELECT FROM reconciliation.breaks WHERE resolution IN ('WRITTEN_OFF', 'OWED_BACK') AND (line_id = ${lineId} OR movement_id = ${movementId})`);
  if (found.length > 0) throw problems.writtenOff('The books have given the difference up: correct them there.');
}
