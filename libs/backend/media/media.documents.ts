import { Inject, Injectable } from '@nestjs/common';
import { type Queryable, sql, type Tx } from '@pakashop/platform';
import { MediaConfig } from './media.config.js';
import { ADVICE, mediaProblems as problems } from './media.errors.js';
import { DOCUMENT_PURPOSES, type DocumentOf, type UploadState } from './media.purposes.js';
import { readUpload } from './media.record.js';

export interface DocumentClaim {
  readonly documentId: string;
  /** Only this person's own document can be claimed. */
  readonly ownerUserId: string;
  readonly purpose: DocumentOf;
  /** What it belongs to from now on: `application` and its id. */
  readonly subject: string;
  readonly subjectId: string;
}

/**
 * Private documents, for the areas that ask people for them. The transaction says for whom it acts: the owner, or staff who
 * review what they belong to.
 */
@Injectable()
export class Documents {
  constructor(@Inject(MediaConfig) private readonly config: MediaConfig) {}

  /**
   * Binds an uploaded document to something, which keeps it from being destroyed as unclaimed. It may still be under its
   * checks: {@link states} tells what became of them. Claiming it again for the same thing changes nothing.
   *
   * @throws Problem media.not_found, media.not_usable when nothing was uploaded or it was refused, media.in_use
   */
  async claim(tx: Tx, { documentId, ownerUserId, purpose, subject, subjectId }: DocumentClaim): Promise<void> {
    const claimed = await tx.execute(sql`
      UPDATE backend.uploads SET subject = ${subject}, subject_id = ${subjectId}, claimed_at = coalesce(claimed_at, now()),
        destroy_at = NULL
      WHERE id = ${documentId} AND owner_id = ${ownerUserId} AND purpose = ${purpose} AND status IN ('SCANNING', 'CLEAN')
        AND (subject IS NULL OR (subject = ${subject} AND subject_id = ${subjectId}))`);
    if (claimed > 0) return;
    const document = await readUpload(
      tx,
      sql`id = ${documentId} AND owner_id = ${ownerUserId} AND purpose = ${purpose}`,
    );
    if (!document) throw problems.notFound(`You have uploaded no ${purpose} under the id ${documentId}.`);
    const { status, reason } = document;
    if (status === 'SCANNING' || status === 'CLEAN') throw problems.inUse('Upload the document once more for this.');
    throw problems.notUsable(reason ? ADVICE[reason] : 'Upload it first.', { extra: { status, reason } });
  }

  /** How far the checks of these documents are; those that do not exist are left out. */
  async states(db: Queryable, documentIds: readonly string[]): Promise<ReadonlyMap<string, UploadState>> {
    const rows = await db.rows<{ id: string; status: UploadState }>(sql`
      SELECT id, status FROM backend.uploads
      WHERE id = ANY(${documentIds}::uuid[]) AND purpose = ANY(${DOCUMENT_PURPOSES})`);
    return new Map(rows.map(({ id, status }) => [id, status]));
  }

  /**
   * What the documents belonged to is over: they are kept for as long as the configuration says, or until `at once`, and
   * then destroyed. Without ids all documents of the subject are meant.
   */
  async release(
    tx: Tx,
    {
      subject,
      subjectId,
      ids,
      when,
    }: { subject: string; subjectId: string; ids?: readonly string[]; when: 'later' | 'at once' },
  ): Promise<void> {
    const days = when === 'later' ? this.config.DOCUMENT_RETENTION_DAYS : 0;
    await tx.execute(sql`
      UPDATE backend.uploads SET destroy_at = now() + make_interval(days => ${days})
      WHERE subject = ${subject} AND subject_id = ${subjectId} AND destroyed_at IS NULL
        AND purpose = ANY(${DOCUMENT_PURPOSES}) AND (${ids ?? null}::uuid[] IS NULL OR id = ANY(${ids ?? null}::uuid[]))`);
  }
}
