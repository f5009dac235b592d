import { Injectable } from '@nestjs/common';
import { Database, Inbox, OnJob, type Work } from '@pakashop/platform';
import { UploadChecking } from './media.checking.js';
import { CheckUpload, DestroyObject, type ObjectRef, type UploadRef } from './media.jobs.js';
import { Stores } from './media.stores.js';

@Injectable()
export class MediaProcessor {
  constructor(
    private readonly db: Database,
    private readonly inbox: Inbox,
    private readonly checking: UploadChecking,
    private readonly stores: Stores,
  ) {}

  @OnJob(CheckUpload)
  async check(work: Work<UploadRef>): Promise<void> {
    const { uploadId, inboxId } = work.payload;
    await this.checking.check(uploadId, inboxId !== undefined);
    await this.db.transaction(async (tx) => {
      if (inboxId) await this.inbox.processed(tx, inboxId, 'looked at the upload');
      await work.close(tx);
    });
  }

  @OnJob(DestroyObject)
  async destroy({ payload: { store, objectKey } }: Work<ObjectRef>): Promise<void> {
    await this.stores.named(store).destroy(objectKey);
  }
}
