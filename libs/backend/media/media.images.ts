import { Injectable } from '@nestjs/common';
import { sql, type Tx } from '@pakashop/platform';
import { ADVICE, mediaProblems as problems } from './media.errors.js';
import type { PictureOf } from './media.purposes.js';
import { readUpload, type UploadRecord } from './media.record.js';
import { Stores } from './media.stores.js';

export interface ImageClaim {
  readonly uploadId: string;
  /** Only this person's own picture can be claimed. */
  readonly ownerUserId: string;
  readonly purpose: PictureOf;
  /** What it belongs to from now on: `product` and its id. */
  readonly subject: string;
  readonly subjectId: string;
}

/** Days for which a picture that was taken off stays where caches and old pages look for it. */
const GRACE_DAYS = 30;

/** Public pictures, for the areas that show them. */
@Injectable()
export class Images {
  constructor(private readonly stores: Stores) {}

  /**
   * Binds a checked picture to something and answers where everybody sees it. Claiming it again for the same thing changes
   * nothing.
   *
   * @throws Problem media.not_found, media.not_usable while it is not clean, media.in_use
   */
  async claim(tx: Tx, { uploadId, ownerUserId, purpose, subject, subjectId }: ImageClaim): Promise<string> {
    const isOwn = sql`id = ${uploadId} AND owner_id = ${ownerUserId} AND purpose = ${purpose}`;
    const claimed = await tx.execute(sql`
      UPDATE backend.uploads SET subject = ${subject}, subject_id = ${subjectId}, claimed_at = coalesce(claimed_at, now()),
        destroy_at = NULL
      WHERE ${isOwn} AND status = 'CLEAN' AND (subject IS NULL OR (subject = ${subject} AND subject_id = ${subjectId}))`);
    const upload = await readUpload(tx, isOwn);
    if (!upload) throw problems.notFound(`You have uploaded no ${purpose} under the id ${uploadId}.`);
    if (claimed > 0) return this.urlOf(upload);
    if (upload.status === 'CLEAN') throw problems.inUse('Upload the picture once more for this.');
    const { status, reason } = upload;
    throw problems.notUsable(reason ? ADVICE[reason] : 'Use it once GET /media/uploads/:id says CLEAN.', {
      extra: { status, reason },
    });
  }

  /** Lets go of all pictures of a subject but those that are kept; they are destroyed a month later. */
  async release(tx: Tx, subject: string, subjectId: string, keep: readonly string[] = []): Promise<void> {
    await tx.execute(sql`
      UPDATE backend.uploads SET destroy_at = now() + make_interval(days => ${GRACE_DAYS})
      WHERE subject = ${subject} AND subject_id = ${subjectId} AND status = 'CLEAN' AND destroy_at IS NULL
        AND id <> ALL(${keep}::uuid[])`);
  }

  private urlOf({ id: uploadId, store, objectKey, version }: UploadRecord): string {
    return this.stores.named(store).addressOf({ uploadId, objectKey: objectKey!, version }, 'page');
  }
}
