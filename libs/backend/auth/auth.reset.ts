import { Injectable } from '@nestjs/common';
import { Database, platformProblems } from '@pakashop/platform';
import { UsersService } from '../users/users.service.js';
import { type Asked, Challenges, type Possession } from './auth.challenges.js';
import type { CodeTarget, ResetPassword } from './auth.codes.dto.js';
import { kindOf, oneContactOf } from './auth.contacts.js';
import type { Device } from './auth.devices.js';
import type { FactorPending, SignedIn } from './auth.dto.js';
import { Entry } from './auth.entry.js';
import { authProblems as problems } from './auth.errors.js';
import { NewPasswords } from './auth.new-passwords.js';

/** New passwords without the old one: for who can read what is sent to the account's contact. */
@Injectable()
export class PasswordReset {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly challenges: Challenges,
    private readonly newPasswords: NewPasswords,
    private readonly entry: Entry,
  ) {}

  /** Sends a link to an e-mail address or a code to a phone, if it has an account. @throws Problem VAL_001, VAL_002, RATE_001 */
  ask(given: CodeTarget): Promise<Asked> {
    const contact = oneContactOf(given);
    return this.db.transaction((tx) => this.challenges.open(tx, { purpose: 'RESET_PASSWORD', contact }));
  }

  /**
   * Sets the password and ends all sessions. It replaces the first factor and no more: who has a second one is asked for
   * it.
   *
   * @throws Problem auth.wrong_code, auth.code_ended, auth.password_too_common, VAL_001, and what Entry.admit says
   */
  async confirm({ audience, newPassword, ...shown }: ResetPassword, device: Device): Promise<SignedIn | FactorPending> {
    const possession = await this.possessionOf(shown);
    const account = await this.users.byContact(possession.contact);
    if (!account) throw problems.codeEnded('Ask for a new one.');
    await this.newPasswords.replace(account, newPassword, async (tx) => {
      await this.challenges.use(tx, possession);
      return kindOf(possession.contact);
    });
    return this.entry.admit({
      account: await this.users.account(account.id),
      audience,
      device,
      by: possession.contact.email ? 'link' : 'code',
      contact: kindOf(possession.contact),
    });
  }

  private possessionOf({
    token,
    challengeId,
    code,
  }: Omit<ResetPassword, 'audience' | 'newPassword'>): Promise<Possession> {
    if (token && !challengeId && !code) return this.challenges.proveLink(token, 'RESET_PASSWORD');
    if (challengeId && code && !token) return this.challenges.prove(challengeId, code, 'RESET_PASSWORD');
    throw platformProblems.invalid('Correct the fields named in errors and send the request again.', {
      errors: [{ path: 'token', message: 'give the token of the link, or challengeId and code' }],
    });
  }
}
