import { Injectable } from '@nestjs/common';
import { audit, Database, sql } from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { Credentials } from './auth.credentials.js';
import type { Device } from './auth.devices.js';
import type { ChangePassword, SignedIn, SignIn } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { Passwords } from './auth.passwords.js';
import { countsOn } from './auth.permissions.js';
import { checkPassword } from './auth.rules.js';
import { Sessions } from './auth.sessions.js';

/** Signing in, signing out everywhere, and changing the password. */
@Injectable()
export class AuthService {
  constructor(
    private readonly db: Database,
    private readonly credentials: Credentials,
    private readonly grants: Grants,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
  ) {}

  /** @throws Problem auth.wrong_credentials, RATE_001, and to those who know the password what else is wrong */
  async signIn(request: SignIn, device: Device): Promise<SignedIn> {
    const account = await this.credentials.accountOf(request);
    if (account.status === 'SUSPENDED') throw problems.suspended('Write to support if you think this is wrong.');
    const { audience } = request;
    const grants = await this.grants.of(account.id);
    if (!grants.some((grant) => countsOn(grant, audience))) {
      throw problems.noSuchSurface(`The account has no role as ${audience}.`);
    }
    const fresh = this.passwords.isOld(account.passwordHash) ? await this.passwords.hash(request.password) : undefined;
    return this.db.transaction(async (tx) => {
      const signedIn = await this.sessions.open(tx, { account, audience, device });
      if (fresh) await tx.execute(sql`UPDATE backend.users SET password_hash = ${fresh} WHERE id = ${account.id}`);
      return signedIn;
    });
  }

  /** Ends every session of the person and, by the account's version, every access token. */
  async signOutEverywhere(userId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${userId}`);
      await this.sessions.endAll(tx, userId, 'SIGNED_OUT_EVERYWHERE');
    });
  }

  /**
   * Changes the password and ends all other sessions.
   *
   * @throws Problem auth.wrong_password, RATE_001, auth.password_too_common, VAL_001, auth.account_changed
   */
  async changePassword(userId: string, sessionId: string | undefined, change: ChangePassword): Promise<void> {
    const { id, passwordHash, ...known } = await this.credentials.confirm(userId, change.currentPassword);
    checkPassword(change.newPassword, known, 'newPassword');
    const fresh = await this.passwords.hash(change.newPassword);
    await this.db.transaction(async (tx) => {
      const changed = await tx.execute(sql`
        UPDATE backend.users SET password_hash = ${fresh} WHERE id = ${id} AND password_hash = ${passwordHash}`);
      if (changed === 0) throw problems.justChanged('The password has just been changed elsewhere.');
      await this.sessions.endAll(tx, id, 'PASSWORD_CHANGED', sessionId);
      await audit(tx, { act: 'password_changed', subject: 'user', subjectId: id, detail: {} });
    });
  }
}
