import { Injectable } from '@nestjs/common';
import { Database } from '@pakashop/platform';
import type { Device } from '../auth/auth.devices.js';
import type { SignedIn } from '../auth/auth.dto.js';
import { authProblems } from '../auth/auth.errors.js';
import { Sessions } from '../auth/auth.sessions.js';
import { UsersService } from '../users/users.service.js';
import type { ProveFactor } from './factors.dto.js';
import { PendingSignIns } from './factors.pending.js';
import { Proving } from './factors.proving.js';

/** The second half of signing in. */
@Injectable()
export class FactorSignIn {
  constructor(
    private readonly db: Database,
    private readonly pending: PendingSignIns,
    private readonly proving: Proving,
    private readonly users: UsersService,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Signs in with the second factor. Five wrong codes end the sign-in, and ten in an hour slow down all sign-ins of the
   * account.
   *
   * @throws Problem MFA_002, auth.code_ended, auth.sign_in_ended, auth.method_refused, auth.account_changed, RATE_001
   */
  async signIn({ token, method, code }: ProveFactor, device: Device): Promise<SignedIn> {
    const pending = await this.pending.find(token, device, method);
    const { userId, audience, sessionVersion, challengeId } = pending;
    await this.proving.take(userId);
    await this.pending.take(pending);
    const use = await this.proving.check({ userId, method, code, purpose: 'SECOND_FACTOR', challengeId });
    // As it was when the first factor was proven: whatever changed since then refuses the session.
    const account = { ...(await this.users.account(userId)), sessionVersion };
    if (account.status === 'SUSPENDED') throw authProblems.suspended('Write to support if you think this is wrong.');
    return this.db.transaction(async (tx) => {
      await this.pending.finish(tx, pending);
      const signedIn = await this.sessions.open(tx, { account, audience, device, by: method });
      await use(tx);
      return signedIn;
    });
  }
}
