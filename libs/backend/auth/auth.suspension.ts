import { Injectable } from '@nestjs/common';
import { type Actor, audit, type Claim, Database, platformProblems, sql, type Tx } from '@pakashop/platform';
import { SecurityNotices } from '../messages/messages.notices.js';
import { Grants } from '../users/users.grants.js';
import type { Account } from '../users/users.service.js';
import { authProblems as problems } from './auth.errors.js';
import { surfacesOf } from './auth.permissions.js';
import { Sessions } from './auth.sessions.js';
import type { AccountStanding } from './auth.suspension.dto.js';

type Status = Account['status'];

interface Change {
  readonly act: 'user_suspended' | 'user_reinstated';
  readonly notice: 'account_suspended' | 'account_reinstated';
  readonly from: AccountStanding['status'];
  readonly to: AccountStanding['status'];
}

const SUSPEND: Change = { act: 'user_suspended', notice: 'account_suspended', from: 'ACTIVE', to: 'SUSPENDED' };
const REINSTATE: Change = { act: 'user_reinstated', notice: 'account_reinstated', from: 'SUSPENDED', to: 'ACTIVE' };

/** What a change is made with: who does it, why, and where the answer is kept. */
interface Order {
  readonly staff: Actor;
  readonly why: string;
  readonly claim: Claim;
}

/**
 * Keeps a person out of their account, and lets them in again. Shops, orders and deliveries of theirs go on; these have
 * their own suspensions.
 */
@Injectable()
export class AccountSuspension {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Ends all sessions of the person and lets them begin none.
   *
   * @throws Problem NOT_FOUND, auth.own_account, auth.already_suspended; AUTH_002 unless an administrator does it to staff
   */
  suspend(userId: string, order: Order): Promise<AccountStanding> {
    return this.change(userId, SUSPEND, order);
  }

  /** @throws Problem NOT_FOUND, auth.own_account, auth.not_suspended; AUTH_002 unless an administrator does it to staff */
  reinstate(userId: string, order: Order): Promise<AccountStanding> {
    return this.change(userId, REINSTATE, order);
  }

  private change(userId: string, change: Change, { staff, why, claim }: Order): Promise<AccountStanding> {
    const { act, notice, from, to } = change;
    if (staff.userId === userId) throw problems.ownAccount('Somebody else has to do this.');
    return this.db.transaction(async (tx) => {
      const status = await this.hold(tx, staff, userId);
      if (status !== from) throw refusal(change);
      await tx.execute(sql`UPDATE backend.users SET status = ${to} WHERE id = ${userId}`);
      if (to === 'SUSPENDED') await this.sessions.endAll(tx, userId, 'SUSPENDED');
      const states = { before: { status: from }, after: { status: to } };
      await audit(tx, { act, subject: 'user', subjectId: userId, ...states, why });
      await this.notices.send(tx, notice, userId);
      const standing = { id: userId, status: to };
      await claim.answer(tx, 200, standing);
      return standing;
    });
  }

  /**
   * The status of the person. Both are locked, in one order for all, so that two cannot suspend each other and roles stay
   * what they are.
   */
  private async hold(tx: Tx, { userId: staffId }: Actor, userId: string): Promise<Status> {
    const rows = await tx.rows<{ id: string; status: Status }>(sql`
      SELECT id, status FROM backend.users WHERE id = ANY(${[staffId, userId]}::uuid[])
      ORDER BY id FOR NO KEY UPDATE`);
    const statusOf = (id?: string) => rows.find((row) => row.id === id)?.status;
    const [mine, theirs] = [statusOf(staffId), statusOf(userId)];
    if (mine !== 'ACTIVE') throw platformProblems.notSignedIn('The session has ended.');
    if (theirs === undefined || theirs === 'ERASED') throw platformProblems.notFound('There is no such person.');
    if (surfacesOf(await this.grants.of(userId, tx)).includes('staff')) await this.assertAdmin(tx, staffId!);
    return theirs;
  }

  private async assertAdmin(tx: Tx, staffId: string): Promise<void> {
    const isAdmin = (await this.grants.of(staffId, tx)).some(({ role }) => role === 'PLATFORM_ADMIN');
    if (!isAdmin) throw platformProblems.forbidden('Only administrators do this to members of the staff.');
  }
}

const refusal = ({ to }: Change) =>
  to === 'SUSPENDED'
    ? problems.alreadySuspended('It can be reinstated.')
    : problems.notSuspended('There is nothing to lift.');
