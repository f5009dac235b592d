import { Injectable } from '@nestjs/common';
import { Again, Database, failpoint, Outbox, sql, type Work } from '@pakashop/platform';
import { MatchStatement, type StatementRef } from './reconciliation.jobs.js';
import { insertLines } from './statements.bulk.js';
import { formatNamed, type Reader } from './statements.formats.js';
import { type Line, type Unreadable, withoutPersonal } from './statements.line.js';
import { PIECE, StatementPieces } from './statements.pieces.js';
import { cut } from './statements.records.js';

/** A job gives way to others after so long and goes on where it was. */
const SLICE_MS = 15_000;

interface Reading {
  readonly id: string;
  readonly provider: string;
  readonly currency: string;
  readonly format: string;
  readonly state: string;
  readonly readTo: number;
  readonly bytes: number;
  readonly lines: number;
  readonly fromAt: Date;
  readonly toAt: Date;
}

/** Reads stored files into lines. */
@Injectable()
export class StatementImport {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly pieces: StatementPieces,
  ) {}

  /**
   * Goes on reading where it was left: each piece commits together with the place up to which it was read, so that a
   * process that dies half way loses nothing and doubles nothing.
   */
  async read(work: Work<StatementRef>): Promise<Again | void> {
    const end = performance.now() + SLICE_MS;
    let statement = await this.find(work.payload.statementId);
    if (!statement) return;
    const reader = await this.readerOf(statement);
    while (statement && performance.now() < end) {
      if (statement.readTo >= statement.bytes) return this.finish(work, statement.id);
      await this.readPiece(statement, reader);
      await failpoint('S7');
      statement = await this.find(statement.id);
    }
    return statement && new Again(0);
  }

  private find(id: string): Promise<Reading | undefined> {
    return this.db.maybe<Reading>(sql`
      SELECT id, provider, currency, format, state, read_to AS "readTo", bytes, lines, from_at AS "fromAt", to_at AS "toAt"
      FROM reconciliation.statements WHERE id = ${id} AND state IN ('RECEIVED', 'IMPORTING')`);
  }

  private async readerOf({ id, format, currency }: Reading): Promise<Reader> {
    const { records } = cut((await this.pieces.read(id, 0)) ?? '', false);
    const first = records[0] ?? (await this.pieces.read(id, 0))!;
    return formatNamed(format).reader(first, currency);
  }

  private async readPiece(statement: Reading, reader: Reader): Promise<void> {
    const { id, readTo, bytes } = statement;
    const { text, isEnd } = await this.textFrom(id, readTo, bytes);
    const { records, used } = cut(text, isEnd);
    // A record longer than two pieces is none: it is passed over as one that cannot be read.
    const passed = used === 0 ? text.length : used;
    const lines = (used === 0 ? [text.slice(0, 500)] : records.slice(readTo === 0 ? 1 : 0)).flatMap((record) => {
      const line = readLine(record, reader, statement);
      return line ? [line] : [];
    });
    // A crash of the database may forget it as a whole, together with the place that was reached: it is read again.
    await this.db.forgettable(async (tx) => {
      await tx.execute(sql`SELECT set_config('statement_timeout', '60000', true)`);
      const moved = await tx.execute(sql`
        UPDATE reconciliation.statements SET read_to = ${readTo + passed}, lines = lines + ${lines.length}, state = 'IMPORTING'
        WHERE id = ${id} AND read_to = ${readTo} AND state IN ('RECEIVED', 'IMPORTING')`);
      if (moved === 0) throw new Error(`statement ${id} is being read by another process`);
      const to = { ...statement, statementId: id, from: statement.fromAt.getTime() };
      if (lines.length > 0) await tx.execute(insertLines(lines, to));
    });
  }

  /** From a place to the end of the piece behind the one it is in, so that at least one record is whole. */
  private async textFrom(id: string, readTo: number, bytes: number): Promise<{ text: string; isEnd: boolean }> {
    const no = Math.floor(readTo / PIECE);
    let text = ((await this.pieces.read(id, no)) ?? '').slice(readTo % PIECE);
    let isEnd = readTo + text.length >= bytes;
    if (!isEnd && text.length < PIECE / 8) {
      text += (await this.pieces.read(id, no + 1)) ?? '';
      isEnd = readTo + text.length >= bytes;
    }
    return { text, isEnd };
  }

  private async finish(work: Work<StatementRef>, statementId: string): Promise<void> {
    // The planner has to know of a million new rows before they are matched.
    await this.db.transaction(async (tx) => {
      await tx.execute(sql`SELECT set_config('statement_timeout', '120000', true)`);
      await tx.execute(sql`ANALYZE reconciliation.lines`);
    });
    await this.db.transaction(async (tx) => {
      await tx.execute(sql`
        UPDATE reconciliation.statements SET state = 'IMPORTED', imported_at = now()
        WHERE id = ${statementId} AND state IN ('RECEIVED', 'IMPORTING')`);
      await this.outbox.enqueue(tx, MatchStatement, { statementId }, { key: `reconciliation.match:${statementId}` });
      await work.close(tx);
    });
  }
}

function readLine(
  record: string,
  reader: Reader,
  { fromAt, toAt }: Pick<Reading, 'fromAt' | 'toAt'>,
): Line | Unreadable | undefined {
  const line = reader(record);
  if (line === undefined) return undefined;
  if (typeof line === 'string') return { fault: line, raw: withoutPersonal(record) };
  // A provider whose periods include their last moment says it here and in the next one.
  if (line.at === toAt.getTime()) return undefined;
  const isInside = line.at >= fromAt.getTime() && line.at < toAt.getTime();
  return isInside ? line : { fault: 'outside of the period of the statement', raw: withoutPersonal(record) };
}
