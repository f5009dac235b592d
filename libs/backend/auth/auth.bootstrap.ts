import { Inject, Injectable } from '@nestjs/common';
import { platformProblems, sameSecret, sql, type Tx } from '@pakashop/platform';
import { AuthConfig } from './auth.config.js';
import type { Device } from './auth.devices.js';
import type { BootstrapAdmin, SignedIn } from './auth.dto.js';
import { Registration } from './auth.registration.js';

/** Makes the first administrator of a new marketplace; there are no default accounts. */
@Injectable()
export class Bootstrap {
  constructor(
    @Inject(AuthConfig) private readonly config: AuthConfig,
    private readonly registration: Registration,
  ) {}

  /** @throws Problem NOT_FOUND without the right secret, and for good once there has been an administrator */
  async admit({ token, name, email, password }: BootstrapAdmin, device: Device): Promise<SignedIn> {
    const wanted = this.config.BOOTSTRAP_ADMIN_TOKEN;
    if (wanted === undefined || !sameSecret(token, wanted)) throw nothingHere();
    return this.registration.admit(
      { name, email, password },
      { roles: ['PLATFORM_ADMIN'], audience: 'staff', device, unless: refuseSecond },
    );
  }
}

/** Two first administrators at once: the second waits for the lock and then sees the first. */
async function refuseSecond(tx: Tx): Promise<void> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('backend.bootstrap-admin'))`);
  const earlier = await tx.maybe(sql`SELECT id FROM backend.role_grants WHERE role = 'PLATFORM_ADMIN' LIMIT 1`);
  if (earlier) throw nothingHere();
}

const nothingHere = () => platformProblems.notFound('There is nothing at this address.');
