import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Database, newId, Outbox, runInContext, sql } from '@pakashop/platform';
import { shredDue } from './media.ending.js';
import { CheckUpload } from './media.jobs.js';
import { MEDIA } from './media.record.js';

const BATCH = 100;

/** Finds files that have to be looked at again, and files whose time is over, by what the rows say. */
@Injectable()
export class MediaSweeper {
  private readonly logger = new Logger(MediaSweeper.name);

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  @Interval('media.sweep', 30_000)
  async sweep(): Promise<void> {
    await runInContext({ correlationId: newId(), actor: 'system:media' }, async () => {
      await this.recheck();
      while ((await this.db.as(MEDIA, (tx) => shredDue(tx, this.outbox, BATCH))) === BATCH);
    }).catch((error: unknown) => this.logger.warn({ err: error }, 'the sweep failed; the next one tries again'));
  }

  /** Orders a look for what is due. The next one is due later, whoever sweeps: an order is given once. */
  private async recheck(): Promise<void> {
    await this.db.as(MEDIA, async (tx) => {
      const due = await tx.rows<{ id: string }>(sql`
        UPDATE backend.uploads SET check_at = now() + interval '2 minutes'
        WHERE id IN (SELECT id FROM backend.uploads WHERE check_at <= now() ORDER BY check_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
        RETURNING id`);
      for (const { id } of due) await this.outbox.enqueue(tx, CheckUpload, { uploadId: id }, { aggregateId: id });
    });
  }
}
