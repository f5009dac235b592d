import { newId, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { Refusal } from './media.inspection.js';
import type { Purpose, UploadState } from './media.purposes.js';
import type { StoreName } from './media.store.js';

/** An upload as it stands in the database. */
export interface UploadRecord {
  readonly id: string;
  readonly ownerId: string;
  readonly purpose: Purpose;
  readonly status: UploadState;
  readonly reason: Refusal | null;
  readonly store: StoreName;
  readonly contentType: string;
  readonly bytes: number;
  readonly objectKey: string | null;
  readonly place: string;
  readonly sealedKey: string | null;
  readonly version: number;
  readonly checks: number;
  readonly destroyedAt: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** By the database's clock. */
  readonly isExpired: boolean;
}

const COLUMNS = sql`id, owner_id AS "ownerId", purpose, status, reason, store, content_type AS "contentType", bytes,
  object_key AS "objectKey", place, sealed_key AS "sealedKey", version, checks, destroyed_at AS "destroyedAt", created_at AS "createdAt",
  expires_at AS "expiresAt", expires_at <= now() AS "isExpired"`;

/** What works across the files of all people: the checks, the sweeper, the store's side of an upload. */
export const MEDIA = { service: 'media' } as const;

/** @param where a condition over the columns of backend.uploads; documents are seen by whom the transaction acts for */
export const readUpload = (db: Queryable, where: Sql): Promise<UploadRecord | undefined> =>
  db.maybe(sql`SELECT ${COLUMNS} FROM backend.uploads WHERE ${where}`);

/** The column of sealed keys, for the rotation of keys. */
export const SEALED_FILES = { table: 'backend.uploads', column: 'sealed_key', id: 'place' } as const;

/** What the bytes of an upload, and their key, are sealed for: id, owner and purpose. */
export const sealingPlace = ({ place }: Pick<UploadRecord, 'place'>) => ({
  table: SEALED_FILES.table,
  column: SEALED_FILES.column,
  row: place,
});

/** How long a permission to upload holds; Cloudinary honours its own for an hour at most. */
const PERMITTED_MINUTES = 15;

export interface NewUpload {
  readonly ownerId: string;
  readonly purpose: Purpose;
  readonly contentType: string;
  readonly bytes: number;
  readonly store: StoreName;
  readonly unclaimedHours: number;
}

/** Writes down a permission to upload. It is looked at again a minute after its end. */
export async function insertUpload(db: Queryable, upload: NewUpload): Promise<{ id: string; expiresAt: Date }> {
  const id = newId();
  const { ownerId, purpose, contentType, bytes, store, unclaimedHours } = upload;
  return db.one(sql`
    INSERT INTO backend.uploads (id, owner_id, purpose, store, content_type, bytes, place, expires_at, check_at, destroy_at)
    VALUES (${id}, ${ownerId}, ${purpose}, ${store}, ${contentType}, ${bytes}, ${`${id}:${ownerId}:${purpose}`},
      now() + make_interval(mins => ${PERMITTED_MINUTES}), now() + make_interval(mins => ${PERMITTED_MINUTES + 1}),
      now() + make_interval(hours => ${unclaimedHours}))
    RETURNING id, expires_at AS "expiresAt"`);
}
