import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';

/** Crockford's base 32: digits and capitals that nobody confuses on the phone, so without I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Makes the numbers by which people name their orders. */
@Injectable()
export class OrderNumbers {
  /** 40 random bits like PK-7F3K-92QD. Nearly never taken; the database's constraint says when it is. */
  next(): string {
    const text = Array.from(randomBytes(8), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
    return `PK-${text.slice(0, 4)}-${text.slice(4)}`;
  }
}
