import { Injectable } from '@nestjs/common';
import { Vault } from '@pakashop/platform';
import { isUUID } from 'class-validator';
import { timingSafeEqual } from 'node:crypto';

const KIND = 'users.invitation_token';

/** Tokens of invitations follow from their ids and a key outside the database: no copy of it lets anybody accept one. */
@Injectable()
export class InvitationTokens {
  constructor(private readonly vault: Vault) {}

  async of(id: string): Promise<string> {
    return `${id}.${(await this.vault.index(KIND, id)).toString('base64url')}`;
  }

  /** The id of the invitation that the token was made for; undefined for any other text. */
  async read(token: string): Promise<string | undefined> {
    const id = token.slice(0, token.indexOf('.')).toLowerCase();
    if (!isUUID(id)) return undefined;
    const [given, right] = [Buffer.from(token), Buffer.from(await this.of(id))];
    return given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
  }
}
