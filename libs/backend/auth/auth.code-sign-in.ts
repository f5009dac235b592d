import { Injectable } from '@nestjs/common';
import { Database } from '@pakashop/platform';
import { Accounts } from './auth.accounts.js';
import { type Asked, Challenges, type Possession } from './auth.challenges.js';
import type { AskForCode, AskForLink, ConfirmCode, ConfirmLink } from './auth.codes.dto.js';
import { kindOf, oneContactOf } from './auth.contacts.js';
import type { Audience } from './auth.contract.js';
import type { Device } from './auth.devices.js';
import type { FactorPending, SignedIn } from './auth.dto.js';
import { Entry } from './auth.entry.js';

interface Wish {
  readonly audience: Audience;
}

/** Signing in without a password, by a code or a link; who has no account yet gets one. */
@Injectable()
export class CodeSignIn {
  constructor(
    private readonly db: Database,
    private readonly challenges: Challenges,
    private readonly accounts: Accounts,
    private readonly entry: Entry,
  ) {}

  /** @throws Problem VAL_001, VAL_002, RATE_001 */
  ask({ audience, ...given }: AskForCode): Promise<Asked> {
    const contact = oneContactOf(given);
    const memo: Wish = { audience };
    return this.db.transaction((tx) => this.challenges.open(tx, { purpose: 'SIGN_IN', contact, memo }));
  }

  /** @throws Problem RATE_001 */
  askForLink({ audience, email }: AskForLink): Promise<Asked> {
    const memo: Wish = { audience };
    return this.db.transaction((tx) => this.challenges.open(tx, { purpose: 'SIGN_IN_LINK', contact: { email }, memo }));
  }

  /** @throws Problem auth.wrong_code, auth.code_ended, and what {@link Entry.admit} says */
  async confirm(id: string, { code, name }: ConfirmCode, device: Device): Promise<SignedIn | FactorPending> {
    return this.admit(await this.challenges.prove(id, code, 'SIGN_IN'), name, device);
  }

  /** @throws Problem auth.code_ended, and what {@link Entry.admit} says */
  async confirmLink({ token, name }: ConfirmLink, device: Device): Promise<SignedIn | FactorPending> {
    return this.admit(await this.challenges.proveLink(token, 'SIGN_IN_LINK'), name, device);
  }

  private async admit(
    possession: Possession<Wish>,
    name: string | undefined,
    device: Device,
  ): Promise<SignedIn | FactorPending> {
    const { audience } = possession.memo!;
    const { purpose, contact } = possession;
    const verified = kindOf(contact);
    const account = await this.db.transaction(async (tx) => {
      await this.challenges.use(tx, possession);
      return this.accounts.ofOwner(tx, { ...contact, name, verified }, audience);
    });
    return this.entry.admit({
      account,
      audience,
      device,
      by: purpose === 'SIGN_IN' ? 'code' : 'link',
      contact: verified,
    });
  }
}
