import { Injectable } from '@nestjs/common';
import { Database, Outbox, sql, Vault } from '@pakashop/platform';
import { DestroyObject } from './media.jobs.js';
import { encodeDocument } from './media.pictures.js';
import { ruleOf } from './media.purposes.js';
import { MEDIA, sealingPlace, type UploadRecord } from './media.record.js';
import { PictureBroken, SEAL_BYTES } from './media.store.js';
import { Stores } from './media.stores.js';

/** A file that has come, still where it came. */
export type Arrived = UploadRecord & { readonly objectKey: string };

/** Bytes as they are kept from now on. */
interface Kept {
  readonly objectKey: string;
  readonly sealedKey: string | null;
  readonly contentType: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
}

/** Brings files that have come to where they stay: documents under a key of their own, pictures for everybody. */
@Injectable()
export class UploadKeeping {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly stores: Stores,
  ) {}

  /** @throws StoreAway */
  async open({ store, objectKey, sealedKey, place, purpose }: Arrived): Promise<Buffer> {
    const bytes = await this.stores.named(store).read(objectKey, ruleOf(purpose).maxBytes + SEAL_BYTES);
    return sealedKey === null ? bytes : this.vault.openFile({ sealedKey, bytes }, sealingPlace({ place }));
  }

  /**
   * Keeps a file that passed its checks; from then on it is clean.
   *
   * @throws PictureBroken, StoreAway
   */
  async keep(upload: Arrived, file: Buffer): Promise<void> {
    const isDocument = ruleOf(upload.purpose).kind === 'document';
    await this.settle(upload, isDocument ? await this.seal(upload, file) : await this.publish(upload, file));
  }

  /** Photographs lose what the camera wrote into them. */
  private async seal(upload: Arrived, file: Buffer): Promise<Kept> {
    const isPdf = upload.contentType === 'application/pdf';
    const encoded = isPdf ? undefined : await encodeDocument(file);
    if (!isPdf && !encoded) throw new PictureBroken('broken');
    const bytes = encoded?.bytes ?? file;
    const sealed = await this.vault.sealFile(bytes, sealingPlace(upload));
    return {
      objectKey: await this.stores.named(upload.store).keep(sealed.bytes),
      sealedKey: sealed.sealedKey,
      contentType: isPdf ? upload.contentType : 'image/jpeg',
      bytes: bytes.length,
      width: encoded?.width ?? null,
      height: encoded?.height ?? null,
    };
  }

  private async publish({ id, store, objectKey }: Arrived, picture: Buffer): Promise<Kept> {
    return { ...(await this.stores.named(store).publish(id, { objectKey, picture })), sealedKey: null };
  }

  /**
   * The new place of the bytes and the end of the old one are written down together. Who checked the same file at the same
   * time and was slower takes away what it kept.
   */
  private async settle({ id, store, objectKey: before }: Arrived, kept: Kept): Promise<void> {
    await this.db.as(MEDIA, async (tx) => {
      const settled = await tx.execute(sql`
        UPDATE backend.uploads SET status = 'CLEAN', check_at = NULL, object_key = ${kept.objectKey},
          sealed_key = ${kept.sealedKey}, content_type = ${kept.contentType}, bytes = ${kept.bytes}, width = ${kept.width},
          height = ${kept.height}
        WHERE id = ${id} AND status = 'SCANNING' AND object_key = ${before}`);
      const objectKey = settled > 0 ? before : kept.objectKey;
      const isNeeded = await tx.maybe(
        sql`SELECT 1 FROM backend.uploads WHERE id = ${id} AND object_key = ${objectKey}`,
      );
      if (!isNeeded) await this.outbox.enqueue(tx, DestroyObject, { store, objectKey });
    });
  }
}
