import { Injectable } from '@nestjs/common';
import type { Tx } from '@pakashop/platform';
import type { Contact, ContactKind } from '../users/users.contacts.js';
import { Grants } from '../users/users.grants.js';
import { type Account, UsersService } from '../users/users.service.js';
import type { Audience } from './auth.contract.js';
import { authProblems as problems } from './auth.errors.js';
import type { Role } from './auth.permissions.js';

interface Newcomer extends Contact {
  readonly name?: string | null;
  readonly passwordHash?: string;
  /** The contact that is proven. */
  readonly verified: ContactKind;
}

/** What a new account is, by the surface where it is made. Agents apply, and staff are invited. */
const ROLES_OF: Partial<Record<Audience, readonly Role[]>> = {
  customer: ['CUSTOMER'],
  vendor: ['CUSTOMER', 'SELLER'],
};

/** What people are called until they say it. */
const NAMELESS = 'Customer';

/** Finds the accounts of proven contacts, and makes new ones. */
@Injectable()
export class Accounts {
  constructor(
    private readonly users: UsersService,
    private readonly grants: Grants,
  ) {}

  /**
   * The account of somebody who has proven a contact; a new one when there is none.
   *
   * @throws Problem auth.audience_refused for a new account on a surface where nobody can make one
   */
  async ofOwner(tx: Tx, newcomer: Newcomer, audience: Audience): Promise<Account> {
    const { verified } = newcomer;
    const contact = { [verified]: newcomer[verified] };
    const known = await this.users.byContact(contact, tx);
    if (known) return known;
    const roles = ROLES_OF[audience];
    if (!roles) throw problems.noSuchSurface(`Nobody here has a role as ${audience}.`);
    // Made at this very moment by another request, it is there now.
    return (await this.make(tx, newcomer, roles)) ?? (await this.users.byContact(contact, tx))!;
  }

  /** Makes an account with these roles for the whole platform; undefined when the contact has one already. */
  async make(tx: Tx, newcomer: Newcomer, roles: readonly Role[]): Promise<Account | undefined> {
    const account = await this.users.create(tx, { ...newcomer, name: newcomer.name ?? NAMELESS });
    if (!account) return undefined;
    for (const role of roles) {
      await this.grants.give(tx, { userId: account.id, role, scope: 'platform', grantedBy: 'system:registration' });
    }
    return account;
  }
}
