import { Inject, Injectable } from '@nestjs/common';
import { Database, platformProblems, sameSecret, sql, type Tx } from '@pakashop/platform';
import { Accounts } from './auth.accounts.js';
import { AuthConfig } from './auth.config.js';
import type { Device } from './auth.devices.js';
import type { BootstrapAdmin, SignedIn } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { Passwords } from './auth.passwords.js';
import { Sessions } from './auth.sessions.js';

/** Makes the first administrator of a new marketplace; there are no default accounts. */
@Injectable()
export class Bootstrap {
  constructor(
    @Inject(AuthConfig) private readonly config: AuthConfig,
    private readonly db: Database,
    private readonly passwords: Passwords,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Whoever holds the secret of the installation vouches for the address: nothing is sent to it.
   *
   * @throws Problem NOT_FOUND without the right secret, and for good once there has been an administrator
   */
  async admit({ token, name, email, password }: BootstrapAdmin, device: Device): Promise<SignedIn> {
    const wanted = this.config.BOOTSTRAP_ADMIN_TOKEN;
    if (wanted === undefined || !sameSecret(token, wanted)) throw nothingHere();
    const passwordHash = await this.passwords.hashNew(password, { name, email, audiences: ['staff'] });
    return this.db.transaction(async (tx) => {
      await refuseSecond(tx);
      const newcomer = { name, email, passwordHash, verified: 'email' as const };
      const account = await this.accounts.make(tx, newcomer, ['PLATFORM_ADMIN']);
      if (!account) throw problems.contactTaken('Use another e-mail address.');
      return this.sessions.open(tx, { account, audience: 'staff', device, by: 'password' });
    });
  }
}

/** Two first administrators at once: the second waits for the lock and then sees the first. */
async function refuseSecond(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('backend.bootstrap-admin'))`);
  const earlier = await tx.maybe(sql`SELECT id FROM backend.role_grants WHERE role = 'PLATFORM_ADMIN' LIMIT 1`);
  if (earlier) throw nothingHere();
}

const nothingHere = () => platformProblems.notFound('There is nothing at this address.');
