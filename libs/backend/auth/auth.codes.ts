import { Inject, Injectable } from '@nestjs/common';
import { sameSecret } from '@pakashop/platform';
import { isUUID } from 'class-validator';
import { createHmac } from 'node:crypto';
import { AuthConfig } from './auth.config.js';

const CODES = 1_000_000n;

/** Where a token travels: in a mail's link, or through the browser to another company and back. */
type TokenForm = 'link' | 'state';

/**
 * One-time codes and link tokens. They follow from a challenge's random id and CODE_KEY, so that no copy of the database
 * holds one.
 */
@Injectable()
export class Codes {
  constructor(@Inject(AuthConfig) private readonly config: AuthConfig) {}

  /** Six digits. 64 bits divided by a million favour no code to a degree that matters. */
  codeOf(id: string): string {
    return String(this.mac('code', id).readBigUInt64BE() % CODES).padStart(6, '0');
  }

  isCode(id: string, code: string): boolean {
    return sameSecret(code, this.codeOf(id));
  }

  /** The id with 256 bits that nobody can guess. */
  tokenOf(id: string, form: TokenForm = 'link'): string {
    return `${id}.${this.secretOf(form, id)}`;
  }

  /** The id of a token that {@link tokenOf} made in this form. */
  idOf(token: string, form: TokenForm = 'link'): string | undefined {
    const id = token.slice(0, 36);
    return isUUID(id) && sameSecret(token, this.tokenOf(id, form)) ? id : undefined;
  }

  /** 256 bits that follow from the id; those of one form say nothing about another one. */
  secretOf(form: TokenForm | 'nonce' | 'verifier', id: string): string {
    return this.mac(form, id).toString('base64url');
  }

  private mac(form: string, id: string): Buffer {
    return createHmac('sha256', this.config.CODE_KEY).update(`${form}:${id}`).digest();
  }
}
