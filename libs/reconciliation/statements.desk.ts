import { Injectable } from '@nestjs/common';
import { audit, Clock, currentContext, Database, Outbox, sql, type Tx } from '@pakashop/platform';
import { ReconciliationConfig } from './reconciliation.config.js';
import { refuseUnfinished } from './reconciliation.days.js';
import { reconciliationProblems as problems } from './reconciliation.errors.js';
import { ImportStatement } from './reconciliation.jobs.js';
import { formatOf } from './statements.formats.js';
import { type KeptFile, StatementPieces } from './statements.pieces.js';

const DAY_MS = 86_400_000;

/** Longest period that a provider puts into one statement. */
const LONGEST_DAYS = 31;

/** What a file is said to be. */
export interface Announced {
  readonly provider: string;
  readonly currency: string;
  /** First day, and last one. */
  readonly from: string;
  readonly to: string;
  readonly source: 'FILE' | 'API';
}

/** Takes statements in. */
@Injectable()
export class StatementDesk {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly pieces: StatementPieces,
    private readonly config: ReconciliationConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps a file and orders its reading. The same file for the same period is known: its statement is answered, and
   * nothing is written.
   *
   * @throws Problem reconciliation.format_unknown, reconciliation.period_invalid, reconciliation.day_not_over
   */
  async take(content: AsyncIterable<Buffer>, announced: Announced): Promise<{ id: string; isNew: boolean }> {
    const [fromAt, toAt] = periodOf(announced);
    refuseUnfinished(announced.to, this.clock.now());
    const file = await this.pieces.keep(content, this.config.RECON_FILE_MIB * 1_048_576);
    try {
      const format = formatOf(announced.provider, file.first);
      if (!format)
        throw problems.unknownFormat(
          `The first line is not that of a statement of ${announced.provider}: send the file as it was exported.`,
        );
      const id = await this.db.transaction((tx) => this.note(tx, file, format.name, { ...announced, fromAt, toAt }));
      return { id, isNew: id === file.statementId };
    } finally {
      await this.pieces.forget(file.statementId);
    }
  }

  private async note(
    tx: Tx,
    { statementId, sha256, bytes }: KeptFile,
    format: string,
    { provider, currency, source, fromAt, toAt }: Announced & { fromAt: Date; toAt: Date },
  ): Promise<string> {
    const made = await tx.execute(sql`
      INSERT INTO reconciliation.statements (id, provider, currency, format, source, sha256, bytes, from_at, to_at, taken_by)
      VALUES (${statementId}, ${provider}, ${currency}, ${format}, ${source}, ${sha256}, ${bytes}, ${fromAt}, ${toAt},
        ${currentContext()?.actor ?? 'system'})
      ON CONFLICT DO NOTHING`);
    if (made === 0) {
      const known = await tx.one<{ id: string }>(sql`
        SELECT id FROM reconciliation.statements WHERE provider = ${provider} AND currency = ${currency}
          AND from_at = ${fromAt} AND to_at = ${toAt} AND sha256 = ${sha256}`);
      return known.id;
    }
    await this.outbox.enqueue(tx, ImportStatement, { statementId }, { key: `reconciliation.import:${statementId}` });
    await audit(tx, {
      act: 'statement_taken',
      subject: 'statement',
      subjectId: statementId,
      detail: { provider, currency, from: fromAt, to: toAt, sha256: sha256.toString('hex'), source },
    });
    return statementId;
  }
}

/** @throws Problem reconciliation.period_invalid */
function periodOf({ from, to }: Announced): [Date, Date] {
  const [begin, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`) + DAY_MS];
  const isPeriod = begin < end && end - begin <= LONGEST_DAYS * DAY_MS;
  if (!isPeriod) throw problems.badPeriod(`Give the first and the last day, at most ${LONGEST_DAYS} days in all.`);
  return [new Date(begin), new Date(end)];
}
