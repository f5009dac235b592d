import { audit, type Outbox, sql, type Tx } from '@pakashop/platform';
import type { Refusal } from './media.inspection.js';
import { DestroyObject } from './media.jobs.js';
import { DOCUMENT_PURPOSES, type Purpose } from './media.purposes.js';
import type { UploadRecord } from './media.record.js';
import type { StoreName } from './media.store.js';

/** Refuses an upload; what has come of it is destroyed. Does nothing when its outcome is known. */
export async function refuse(tx: Tx, outbox: Outbox, upload: UploadRecord, refusal: Refusal): Promise<void> {
  const { id, store, objectKey } = upload;
  const refused = await tx.execute(sql`
    UPDATE backend.uploads SET status = 'REFUSED', reason = ${refusal}, check_at = NULL, sealed_key = NULL,
      object_key = NULL, destroyed_at = now()
    WHERE id = ${id} AND status IN ('PENDING', 'SCANNING')`);
  if (refused > 0 && objectKey) await outbox.enqueue(tx, DestroyObject, { store, objectKey });
}

interface Ended {
  readonly id: string;
  readonly purpose: Purpose;
  readonly store: StoreName;
  readonly objectKey: string;
}

/**
 * Destroys files whose time is over: first the key, without which no copy of the bytes can be read, then the bytes.
 *
 * @returns how many
 */
export async function shredDue(tx: Tx, outbox: Outbox, limit: number): Promise<number> {
  const ended = await tx.rows<Ended>(sql`
    UPDATE backend.uploads SET status = 'SHREDDED', check_at = NULL, sealed_key = NULL, object_key = NULL,
      destroyed_at = now()
    WHERE id IN (
      SELECT id FROM backend.uploads
      WHERE destroyed_at IS NULL AND destroy_at <= now() AND status IN ('SCANNING', 'CLEAN')
      ORDER BY destroy_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    RETURNING id, purpose, store, old.object_key AS "objectKey"`);
  for (const { id, purpose, store, objectKey } of ended) {
    await outbox.enqueue(tx, DestroyObject, { store, objectKey });
    if (!DOCUMENT_PURPOSES.includes(purpose)) continue;
    await audit(tx, { act: 'document_shredded', subject: 'document', subjectId: id, detail: { purpose } });
  }
  return ended.length;
}
