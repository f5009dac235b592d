import { Injectable } from '@nestjs/common';
import { Database, Outbox, sql, type Tx } from '@pakashop/platform';
import { CheckUpload, DestroyObject } from './media.jobs.js';
import { ruleOf } from './media.purposes.js';
import { MEDIA, type UploadRecord } from './media.record.js';
import type { Arrival } from './media.store.js';
import { Stores } from './media.stores.js';

/** After so long somebody else looks at a file whose check was not ended. */
const CHECK_SECONDS = 120;

/** Files that have come. */
@Injectable()
export class UploadArrivals {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly stores: Stores,
  ) {}

  /**
   * Asks the store about an upload that is waited for; what has come goes on to its checks.
   *
   * @returns false while nothing has come
   * @throws StoreAway
   */
  async look(upload: UploadRecord): Promise<boolean> {
    const { id: uploadId, purpose, contentType } = upload;
    const arrival = await this.stores.named(upload.store).arrivalOf({ uploadId, rule: ruleOf(purpose), contentType });
    if (arrival) await this.db.as(MEDIA, (tx) => this.take(tx, uploadId, arrival));
    return arrival !== undefined;
  }

  /**
   * Destroys what came although it was no longer waited for.
   *
   * @throws StoreAway
   */
  async sweepAway({ id: uploadId, purpose, contentType, store }: UploadRecord): Promise<void> {
    const arrival = await this.stores.named(store).arrivalOf({ uploadId, rule: ruleOf(purpose), contentType });
    if (!arrival) return;
    const { objectKey } = arrival;
    await this.db.transaction((tx) => this.outbox.enqueue(tx, DestroyObject, { store, objectKey }));
  }

  /**
   * Takes what has come, once, and orders its check.
   *
   * @param sealedKey of bytes that were sealed on their way in
   * @returns false when something had come before
   */
  async take(tx: Tx, uploadId: string, arrival: Arrival, sealedKey: string | null = null): Promise<boolean> {
    const taken = await tx.execute(sql`
      UPDATE backend.uploads SET status = 'SCANNING', object_key = ${arrival.objectKey}, bytes = ${arrival.bytes},
        version = ${arrival.version}, sealed_key = ${sealedKey}, arrived_at = now(), checks = 0,
        check_at = now() + make_interval(secs => ${CHECK_SECONDS})
      WHERE id = ${uploadId} AND status = 'PENDING'`);
    if (taken > 0) await this.outbox.enqueue(tx, CheckUpload, { uploadId }, { aggregateId: uploadId });
    return taken > 0;
  }
}
