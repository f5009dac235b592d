import { Injectable } from '@nestjs/common';
import { audit, Database, sql } from '@pakashop/platform';
import { Credentials } from './auth.credentials.js';
import type { ChangePassword, Tokens } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { SecurityNotices } from '../messages/messages.notices.js';
import { Passwords } from './auth.passwords.js';
import { Sessions } from './auth.sessions.js';

/** A new password for who knows the old one. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly db: Database,
    private readonly credentials: Credentials,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Changes the password, ends all other sessions, and gives this one new tokens.
   *
   * @throws Problem auth.wrong_password, RATE_001, auth.password_too_common, VAL_001, auth.account_changed
   */
  async change(userId: string, sessionId: string, wish: ChangePassword): Promise<Tokens> {
    const account = await this.credentials.confirm(userId, wish.currentPassword);
    const fresh = await this.passwords.hashFor(account, wish.newPassword, 'newPassword');
    return this.db.transaction(async (tx) => {
      const changed = await tx.execute(sql`
        UPDATE backend.users SET password_hash = ${fresh}
        WHERE id = ${userId} AND password_hash = ${account.passwordHash}`);
      if (changed === 0) throw problems.justChanged('The password has just been changed elsewhere.');
      await this.sessions.endAll(tx, userId, 'PASSWORD_CHANGED', sessionId);
      await audit(tx, { act: 'password_changed', subject: 'user', subjectId: userId });
      await this.notices.send(tx, 'password_changed', userId);
      return this.sessions.renew(tx, { userId, sessionId });
    });
  }
}
