import { Injectable } from '@nestjs/common';
import { Database } from '@pakashop/platform';
import { PendingSignIns } from '../factors/factors.pending.js';
import { Grants } from '../users/users.grants.js';
import type { Account } from '../users/users.service.js';
import type { Audience } from './auth.contract.js';
import type { Device } from './auth.devices.js';
import type { FactorPending, SignedIn } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { countsOn } from './auth.permissions.js';
import type { FirstFactor } from './auth.proofs.js';
import { Sessions } from './auth.sessions.js';

export interface Arrival {
  /** As it was when the first factor was proven. */
  readonly account: Account;
  readonly audience: Audience;
  readonly device: Device;
  readonly by: FirstFactor;
  /** Where the code or link went: a second code to there would prove nothing new. */
  readonly contact?: 'phone' | 'email';
}

/** What follows a proven first factor, in whatever way somebody signs in. */
@Injectable()
export class Entry {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
    private readonly pending: PendingSignIns,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Signs in who has no second factor; from all others the second one is waited for. What is wrong with an account is
   * told only here, to those who proved that it is theirs.
   *
   * @throws Problem auth.suspended, auth.audience_refused, auth.account_changed, auth.other_way_needed
   */
  async admit(arrival: Arrival): Promise<SignedIn | FactorPending> {
    const { account, audience } = arrival;
    if (account.status === 'SUSPENDED') throw problems.suspended('Write to support if you think this is wrong.');
    const grants = await this.grants.of(account.id);
    if (!grants.some((grant) => countsOn(grant, audience))) {
      throw problems.noSuchSurface(`The account has no role as ${audience}.`);
    }
    const waiting = await this.pending.open(arrival);
    return waiting ?? this.db.transaction((tx) => this.sessions.open(tx, arrival));
  }
}
