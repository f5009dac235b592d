import { Injectable } from '@nestjs/common';
import { audit, Database, sql, type Tx } from '@pakashop/platform';
import type { ContactKind } from '../users/users.contacts.js';
import { type Account, UsersService } from '../users/users.service.js';
import { authProblems as problems } from './auth.errors.js';
import { SecurityNotices } from '../messages/messages.notices.js';
import { Passwords } from './auth.passwords.js';
import { Sessions } from './auth.sessions.js';

/** Sets passwords of people who cannot show an old one. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Replaces a password and ends all sessions.
   *
   * @param permit uses up, in the same transaction, what permits it; answers which contact that went to
   * @throws Problem auth.password_too_common, VAL_001, auth.account_changed
   */
  async replace(account: Account, password: string, permit: (tx: Tx) => Promise<ContactKind>): Promise<void> {
    const { id, sessionVersion } = account;
    const passwordHash = await this.passwords.hashFor(account, password, 'newPassword');
    await this.db.transaction(async (tx) => {
      const by = await permit(tx);
      const set = await tx.execute(sql`
        UPDATE backend.users SET password_hash = ${passwordHash} WHERE id = ${id} AND session_version = ${sessionVersion}`);
      if (set === 0) throw problems.justChanged('Ask for a new link or code.');
      await this.sessions.endAll(tx, id, 'PASSWORD_CHANGED');
      await this.notices.send(tx, 'password_changed', id);
      await audit(tx, { act: 'password_reset', subject: 'user', subjectId: id, detail: { by } });
    });
  }

  /**
   * Sets the first password of an account that people enter without one.
   *
   * @throws Problem auth.has_password, auth.password_too_common, VAL_001
   */
  async setFirst(userId: string, password: string): Promise<void> {
    const passwordHash = await this.passwords.hashFor(await this.users.account(userId), password, 'newPassword');
    await this.db.transaction(async (tx) => {
      const set = await tx.execute(sql`
        UPDATE backend.users SET password_hash = ${passwordHash} WHERE id = ${userId} AND password_hash IS NULL`);
      if (set === 0) throw problems.hasPassword('Change it with POST /me/password.');
      await this.notices.send(tx, 'password_changed', userId);
      await audit(tx, { act: 'password_set', subject: 'user', subjectId: userId });
    });
  }
}
