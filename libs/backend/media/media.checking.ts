import { Injectable, Logger } from '@nestjs/common';
import { Database, Outbox, sql } from '@pakashop/platform';
import { UploadArrivals } from './media.arrivals.js';
import { refuse } from './media.ending.js';
import { inspect, type Refusal } from './media.inspection.js';
import { type Arrived, UploadKeeping } from './media.keeping.js';
import { ruleOf } from './media.purposes.js';
import { MEDIA, readUpload, type UploadRecord } from './media.record.js';
import { Scans } from './media.scans.js';
import { PictureBroken, StoreAway } from './media.store.js';

/** Decides whether a file may be used. Until then nobody can reach it, and without a decision nobody ever can. */
@Injectable()
export class UploadChecking {
  private readonly logger = new Logger(UploadChecking.name);

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly arrivals: UploadArrivals,
    private readonly scans: Scans,
    private readonly keeping: UploadKeeping,
  ) {}

  /**
   * Brings one upload as far as it can be brought now.
   *
   * @param isNews when the store has reported it: what it reports and is here already has its check ordered
   */
  async check(uploadId: string, isNews: boolean): Promise<void> {
    const upload = await this.db.as(MEDIA, (tx) => readUpload(tx, sql`id = ${uploadId}`));
    if (!upload) return;
    try {
      if (upload.status === 'PENDING') await this.await(upload);
      else if (upload.status === 'SCANNING' && !isNews) await this.judge(upload as Arrived);
      else if (upload.destroyedAt) await this.arrivals.sweepAway(upload);
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
      this.logger.warn({ err: error, uploadId }, 'the store could not be asked; the upload waits');
      await this.postpone(upload);
    }
  }

  private async await(upload: UploadRecord): Promise<void> {
    if (await this.arrivals.look(upload)) return;
    if (upload.isExpired) await this.refuse(upload, 'not_uploaded');
    else await this.postpone(upload);
  }

  private async judge(upload: Arrived): Promise<void> {
    const rule = ruleOf(upload.purpose);
    if (upload.bytes > rule.maxBytes) return this.refuse(upload, 'too_large');
    const file = await this.keeping.open(upload);
    const refusal = await inspect(file, rule, upload.contentType);
    if (refusal) return this.refuse(upload, refusal);
    const scan = await this.scans.of(file, rule);
    if (scan === 'infected') return this.refuse(upload, 'malware');
    if (scan === 'later') return this.postpone(upload);
    try {
      await this.keeping.keep(upload, file);
    } catch (error) {
      if (!(error instanceof PictureBroken)) throw error;
      await this.refuse(upload, error.refusal);
    }
  }

  private async refuse(upload: UploadRecord, refusal: Refusal): Promise<void> {
    await this.db.as(MEDIA, (tx) => refuse(tx, this.outbox, upload, refusal));
  }

  /** It stays where nobody reaches it, and is looked at again: after 30 seconds, a minute, two, up to an hour. */
  private async postpone({ id, checks }: UploadRecord): Promise<void> {
    const seconds = Math.min(3_600, 30 * 2 ** Math.min(checks, 7));
    await this.db.as(MEDIA, (tx) =>
      tx.execute(sql`
        UPDATE backend.uploads SET checks = checks + 1, check_at = now() + make_interval(secs => ${seconds})
        WHERE id = ${id} AND check_at IS NOT NULL`),
    );
  }
}
