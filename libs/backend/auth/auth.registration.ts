import { Injectable } from '@nestjs/common';
import { Database, platformProblems, type Problem, type Tx, uniqueViolation } from '@pakashop/platform';
import { type Contact, toPhone } from '../users/users.contacts.js';
import { Grants } from '../users/users.grants.js';
import { UsersService } from '../users/users.service.js';
import type { Audience } from './auth.contract.js';
import type { Device } from './auth.devices.js';
import type { Register, SignedIn } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { Passwords } from './auth.passwords.js';
import type { Role } from './auth.permissions.js';
import { checkPassword } from './auth.rules.js';
import { Sessions } from './auth.sessions.js';

interface Newcomer extends Contact {
  readonly name: string;
  readonly password: string;
}

interface Admission {
  readonly roles: readonly Role[];
  readonly audience: Audience;
  readonly device: Device;
  /** Runs first in the transaction; what it throws refuses the account. */
  readonly unless?: (tx: Tx) => Promise<void>;
}

/** Makes accounts. */
@Injectable()
export class Registration {
  constructor(
    private readonly db: Database,
    private readonly users: UsersService,
    private readonly grants: Grants,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Registers a customer, or a seller who is a customer too, and signs them in. That a contact is taken is said openly:
   * as long as contacts are not verified by a message, there is nothing neutral to answer.
   *
   * @throws Problem auth.contact_taken, auth.password_too_common, VAL_001, VAL_002
   */
  register({ name, email, phone, password, audience }: Register, device: Device): Promise<SignedIn> {
    if (!email && typeof phone !== 'string') throw unreachable();
    const newcomer = { name, email, phone: typeof phone === 'string' ? toPhone(phone) : undefined, password };
    const roles: Role[] = audience === 'vendor' ? ['CUSTOMER', 'SELLER'] : ['CUSTOMER'];
    return this.admit(newcomer, { roles, audience, device });
  }

  /** Makes an account with these roles for the whole platform and opens its first session. */
  async admit({ password, ...newcomer }: Newcomer, { roles, audience, device, unless }: Admission): Promise<SignedIn> {
    checkPassword(password, newcomer);
    const passwordHash = await this.passwords.hash(password);
    try {
      return await this.db.transaction(async (tx) => {
        await unless?.(tx);
        const account = await this.users.create(tx, { ...newcomer, passwordHash });
        for (const role of roles) {
          await this.grants.give(tx, { userId: account.id, role, scope: 'platform', grantedBy: 'system:registration' });
        }
        return this.sessions.open(tx, { account, audience, device });
      });
    } catch (error) {
      if (uniqueViolation(error) === undefined) throw error;
      throw problems.contactTaken('Sign in, or use another e-mail address or phone number.');
    }
  }
}

const unreachable = (): Problem =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path: 'email', message: 'give an e-mail address, a phone number, or both' }],
  });
