import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto';
import { PlatformConfig } from '../platform.config.js';
import { Database, type Queryable } from './database.js';
import { firstKey, readKeyring } from './keyring.js';
import { sql } from './sql.js';

export type Purpose = 'SEAL' | 'INDEX';

export interface DataKey {
  readonly id: string;
  readonly purpose: Purpose;
  readonly isRetired: boolean;
  readonly secret: Buffer;
}

interface DataKeyRow extends Omit<DataKey, 'secret'> {
  readonly wrappedBy: string;
  readonly wrapped: Buffer;
}

/** For so long a process goes on with the key that it knows as the current one. */
export const KEPT_MS = 5_000;

const NONCE = 12;
const TAG = 16;

/** The keys that encrypt columns and files. They lie in the database, wrapped by a key that is only in the environment. */
@Injectable()
export class DataKeys {
  private readonly masters: ReadonlyMap<string, Buffer>;
  private loading?: Promise<ReadonlyMap<string, DataKey>>;
  private loadedAt = 0;

  constructor(
    private readonly db: Database,
    @Inject(PlatformConfig) config: PlatformConfig,
  ) {
    this.masters = readKeyring(config.DATA_KEYS);
  }

  /** The key for what is new; another process may have changed it a few seconds ago. */
  async current(purpose: Purpose): Promise<DataKey> {
    if (performance.now() - this.loadedAt > KEPT_MS) this.loading = undefined;
    const known = [...(await this.known()).values()].find((key) => key.purpose === purpose && !key.isRetired);
    if (known) return known;
    await this.make(this.db, purpose);
    this.loading = undefined;
    return this.current(purpose);
  }

  /** @throws Error when there is no such key: what it sealed is gone for good */
  async byId(id: string): Promise<DataKey> {
    const known = (await this.known()).get(id);
    if (known) return known;
    this.loading = undefined; // another process may have made it meanwhile
    const fresh = (await this.known()).get(id);
    if (!fresh) throw new Error(`the data key ${id} is gone`);
    return fresh;
  }

  /** Retires the key that seals and makes its successor. What the retired one sealed stays readable. */
  async rotate(): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.execute(
        sql`UPDATE platform.data_keys SET retired_at = now() WHERE purpose = 'SEAL' AND retired_at IS NULL`,
      );
      await this.make(tx, 'SEAL');
    });
    this.loading = undefined;
  }

  /** Wraps every key under the first of DATA_KEYS, after which the others may go; answers how many it changed. */
  async rewrap(): Promise<number> {
    const [name, master] = firstKey(this.masters);
    let changed = 0;
    for (const row of (await this.rows()).filter(({ wrappedBy }) => wrappedBy !== name)) {
      const { id, secret } = this.unwrap(row);
      changed += await this.db.execute(sql`
        UPDATE platform.data_keys SET wrapped_by = ${name}, wrapped = ${lock(master, secret, Buffer.from(id))}
        WHERE id = ${id} AND wrapped = ${row.wrapped}`);
    }
    return changed;
  }

  private known(): Promise<ReadonlyMap<string, DataKey>> {
    if (this.loading) return this.loading;
    this.loadedAt = performance.now();
    this.loading = this.load().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  private async load(): Promise<ReadonlyMap<string, DataKey>> {
    return new Map((await this.rows()).map((row) => [row.id, this.unwrap(row)]));
  }

  private rows(): Promise<DataKeyRow[]> {
    return this.db.rows(sql`
      SELECT id, purpose, retired_at IS NOT NULL AS "isRetired", wrapped_by AS "wrappedBy", wrapped
      FROM platform.data_keys`);
  }

  private unwrap({ id, purpose, isRetired, wrappedBy, wrapped }: DataKeyRow): DataKey {
    const master = this.masters.get(wrappedBy);
    if (!master) throw new Error(`DATA_KEYS lacks the key ${wrappedBy}, which wraps the data key ${id}`);
    return { id, purpose, isRetired, secret: unlock(master, wrapped, Buffer.from(id)) };
  }

  /** Of two processes that make a first key, the second finds the first one's. */
  private async make(queryable: Queryable, purpose: Purpose): Promise<void> {
    const [name, master] = firstKey(this.masters);
    const id = randomUUID();
    await queryable.execute(sql`
      INSERT INTO platform.data_keys (id, purpose, wrapped_by, wrapped)
      VALUES (${id}, ${purpose}, ${name}, ${lock(master, randomBytes(32), Buffer.from(id))}) ON CONFLICT DO NOTHING`);
  }
}

/** AES-256-GCM: nonce, tag, cipher text. The nonce is random; a data key seals far fewer than 2^32 values. */
export function lock(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws Error when key, text or aad are not those of {@link lock} */
export function unlock(key: Buffer, locked: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, locked.subarray(0, NONCE), { authTagLength: TAG });
  decipher.setAAD(aad).setAuthTag(locked.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(locked.subarray(NONCE + TAG)), decipher.final()]);
}
