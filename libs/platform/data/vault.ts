import { Inject, Injectable } from '@nestjs/common';
import { createHmac, randomBytes } from 'node:crypto';
import { DataKeys, lock, unlock } from './data-keys.js';

/** Where a sealed value stands. It is bound into the seal: moved to another row or column, the value does not open. */
export interface Place {
  /** With its schema, `backend.documents`. */
  readonly table: string;
  readonly column: string;
  readonly row: string;
}

/** A column that holds sealed values, for the rotation of keys. A domain names its columns under `sealed`. */
export interface SealedColumn extends Omit<Place, 'row'> {
  /** The column whose text is the place's `row`. */
  readonly id: string;
}

/** The sealed columns of all domains. */
export const SEALED_COLUMNS = Symbol('pakashop:sealed-columns');

/** A file, and the key that opens it: destroy the key and the file is gone, wherever its copies are. */
export interface SealedFile {
  readonly sealedKey: string;
  readonly bytes: Buffer;
}

/** What a sealed value begins with: the form, and the id of its data key. */
export const sealedUnder = (keyId: string): string => `v1.${keyId}.`;

/**
 * Keeps what must not be readable in a copy of the database: AES-256-GCM under data keys, which are themselves wrapped
 * by a key of the environment (envelope encryption). A value that cannot be opened is an error, never an empty value.
 */
@Injectable()
export class Vault {
  private readonly columns: ReadonlySet<string>;

  constructor(
    private readonly keys: DataKeys,
    @Inject(SEALED_COLUMNS) columns: readonly SealedColumn[],
  ) {
    this.columns = new Set(columns.map(({ table, column }) => `${table}.${column}`));
  }

  /**
   * Seals a text for one place; the answer starts with the id of its data key.
   *
   * @throws Error for a column that no domain names: rotation would not find it, and its key would be thrown away
   */
  async seal(text: string, place: Place): Promise<string> {
    if (!this.columns.has(`${place.table}.${place.column}`)) {
      throw new Error(`name ${place.table}.${place.column} under \`sealed\` of its area or domain`);
    }
    const { id, secret } = await this.keys.current('SEAL');
    return `${sealedUnder(id)}${lock(secret, Buffer.from(text), aadOf(place)).toString('base64url')}`;
  }

  /** @throws Error when the value was altered, was sealed for another place, or its key is gone */
  async open(sealed: string, place: Place): Promise<string> {
    const [form, id, body] = sealed.split('.');
    if (form !== 'v1' || !id || !body) throw new Error(`${place.table}.${place.column} holds no sealed value`);
    const { secret } = await this.keys.byId(id);
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
    const { secret } = await this.keys.current('INDEX');
    return createHmac('sha256', secret)
      .update(lengthPrefixed([kind, value]))
      .digest();
  }
}

const aadOf = ({ table, column, row }: Place): Buffer => lengthPrefixed([table, column, row]);

/** Parts with their lengths before them: no two lists of parts have the same form. */
const lengthPrefixed = (parts: readonly string[]): Buffer =>
  Buffer.from(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''));
