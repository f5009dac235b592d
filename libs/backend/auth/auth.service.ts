import { Injectable } from '@nestjs/common';
import { Database, sql } from '@pakashop/platform';
import { Credentials } from './auth.credentials.js';
import type { Device } from './auth.devices.js';
import type { FactorPending, SignedIn, SignIn } from './auth.dto.js';
import { Entry } from './auth.entry.js';
import { Passwords } from './auth.passwords.js';
import { Sessions } from './auth.sessions.js';

/** Signing in by password, and signing out everywhere. */
@Injectable()
export class AuthService {
  constructor(
    private readonly db: Database,
    private readonly credentials: Credentials,
    private readonly entry: Entry,
    private readonly sessions: Sessions,
    private readonly passwords: Passwords,
  ) {}

  /** @throws Problem auth.wrong_credentials, RATE_001, and what {@link Entry.admit} says to those who know the password */
  async signIn({ audience, ...request }: SignIn, device: Device): Promise<SignedIn | FactorPending> {
    const account = await this.credentials.accountOf(request, device);
    if (account.passwordHash && this.passwords.isOld(account.passwordHash)) {
      const fresh = await this.passwords.hash(request.password);
      await this.db.execute(sql`
        UPDATE backend.users SET password_hash = ${fresh}
        WHERE id = ${account.id} AND password_hash = ${account.passwordHash}`);
    }
    return this.entry.admit({ account, audience, device, by: 'password' });
  }

  /** Ends every session of the person and, by the account's version, every access token. */
  async signOutEverywhere(userId: string): Promise<void> {
    await this.db.transaction((tx) => this.sessions.endAll(tx, userId, 'SIGNED_OUT_EVERYWHERE'));
  }
}
