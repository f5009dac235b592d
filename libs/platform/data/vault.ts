import { Inject, Injectable } from '@nestjs/common';
import { createCipheriv, createDecipheriv, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { PlatformConfig } from '../platform.config.js';
import { Database } from './database.js';
import { sql } from './sql.js';

/** Where a sealed value stands. It is bound into the seal: moved to another row or column, the value does not open. */
export interface Place {
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** A file, and the key that opens it: destroy the key and the file is gone, wherever its copies are. */
export interface SealedFile {
  readonly sealedKey: string;
  readonly bytes: Buffer;
}

type Purpose = 'SEAL' | 'INDEX';

interface DataKey {
  readonly id: string;
  readonly purpose: Purpose;
  readonly isRetired: boolean;
  readonly secret: Buffer;
}

interface DataKeyRow extends Omit<DataKey, 'secret'> {
  readonly wrappedBy: string;
  readonly wrapped: Buffer;
}

const NONCE = 12;
const TAG = 16;
const FORM = 'v1';

/**
 * Keeps what must not be readable in a copy of the database: AES-256-GCM under data keys, which are themselves wrapped
 * by a key of the environment (envelope encryption). A value that cannot be opened is an error, never an empty value.
 */
@Injectable()
export class Vault {
  private readonly masters: ReadonlyMap<string, Buffer>;
  private loading?: Promise<ReadonlyMap<string, DataKey>>;

  constructor(
    private readonly db: Database,
    @Inject(PlatformConfig) config: PlatformConfig,
  ) {
    this.masters = new Map(config.DATA_KEYS.split(',').map(readMaster));
  }

  /** Seals a text for one place; the answer starts with the id of its data key. */
  async seal(text: string, place: Place): Promise<string> {
    const { id, secret } = await this.current('SEAL');
    return `${FORM}.${id}.${lock(secret, Buffer.from(text), aadOf(place)).toString('base64url')}`;
  }

  /** @throws Error when the value was altered, was sealed for another place, or its key is gone */
  async open(sealed: string, place: Place): Promise<string> {
    const [form, id, body] = sealed.split('.');
    if (form !== FORM || !id || !body) throw new Error(`${place.table}.${place.column} holds no sealed value`);
    const { secret } = await this.byId(id);
    return unlock(secret, Buffer.from(body, 'base64url'), aadOf(place)).toString();
  }

  /** Seals a file under a key of its own. */
  async sealFile(file: Buffer, place: Place): Promise<SealedFile> {
    const key = randomBytes(32);
    return { sealedKey: await this.seal(key.toString('base64url'), place), bytes: lock(key, file, aadOf(place)) };
  }

  /** @throws Error as {@link open} does */
  async openFile({ sealedKey, bytes }: SealedFile, place: Place): Promise<Buffer> {
    return unlock(Buffer.from(await this.open(sealedKey, place), 'base64url'), bytes, aadOf(place));
  }

  /** Finds equal values without opening any: a keyed hash of the normalised value, different for each kind. */
  async index(kind: string, value: string): Promise<Buffer> {
    const { secret } = await this.current('INDEX');
    return createHmac('sha256', secret)
      .update(lengthPrefixed([kind, value]))
      .digest();
  }

  private async current(purpose: Purpose): Promise<DataKey> {
    const known = [...(await this.keys()).values()].find((key) => key.purpose === purpose && !key.isRetired);
    if (known) return known;
    await this.make(purpose);
    this.loading = undefined;
    return this.current(purpose);
  }

  /** A key that is not known was made by another process meanwhile. */
  private async byId(id: string): Promise<DataKey> {
    const known = (await this.keys()).get(id);
    if (known) return known;
    this.loading = undefined;
    const fresh = (await this.keys()).get(id);
    if (!fresh) throw new Error(`the data key ${id} is gone`);
    return fresh;
  }

  private keys(): Promise<ReadonlyMap<string, DataKey>> {
    this.loading ??= this.load().catch((error: unknown) => {
      this.loading = undefined;
      throw error;
    });
    return this.loading;
  }

  private async load(): Promise<ReadonlyMap<string, DataKey>> {
    const rows = await this.db.rows<DataKeyRow>(sql`
      SELECT id, purpose, retired_at IS NOT NULL AS "isRetired", wrapped_by AS "wrappedBy", wrapped
      FROM platform.data_keys`);
    return new Map(rows.map((row) => [row.id, this.unwrap(row)]));
  }

  private unwrap({ id, purpose, isRetired, wrappedBy, wrapped }: DataKeyRow): DataKey {
    const master = this.masters.get(wrappedBy);
    if (!master) throw new Error(`DATA_KEYS lacks the key ${wrappedBy}, which wraps the data key ${id}`);
    return { id, purpose, isRetired, secret: unlock(master, wrapped, Buffer.from(id)) };
  }

  /** Of two processes that make a first key, the second finds the first one's. */
  private async make(purpose: Purpose): Promise<void> {
    const [name, master] = [...this.masters][0]!;
    const id = randomUUID();
    await this.db.execute(sql`
      INSERT INTO platform.data_keys (id, purpose, wrapped_by, wrapped)
      VALUES (${id}, ${purpose}, ${name}, ${lock(master, randomBytes(32), Buffer.from(id))}) ON CONFLICT DO NOTHING`);
  }
}

function readMaster(pair: string): [string, Buffer] {
  const [name, key] = pair.split(':') as [string, string];
  return [name, Buffer.from(key, 'base64')];
}

const aadOf = ({ table, column, row }: Place): Buffer => lengthPrefixed([table, column, row]);

/** Parts with their lengths before them: no two lists of parts have the same form. */
const lengthPrefixed = (parts: readonly string[]): Buffer =>
  Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''));

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
