import { Injectable } from '@nestjs/common';
import { type Actor, Database, platformProblems, sql, type Tx } from '@pakashop/platform';
import type { GrantRole } from './users.dto.js';
import { usersProblems as problems } from './users.errors.js';
import { Grants, type GrantRow } from './users.grants.js';
import { assertLeadStays, holdPlace, holdWanted } from './users.leads.js';

/** What administrators do to the roles of others. Access tokens of the other person end with the change. */
@Injectable()
export class Roles {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
  ) {}

  /** @throws Problem NOT_FOUND without such a person */
  async of(userId: string): Promise<GrantRow[]> {
    const user = await this.db.maybe(sql`SELECT id FROM backend.users WHERE id = ${userId}`);
    if (!user) throw platformProblems.notFound('There is no such person.');
    return this.grants.of(userId);
  }

  /** @throws Problem NOT_FOUND, VAL_001 without such a shop or fleet, users.own_roles, users.wrong_scope, users.roles_clash */
  give(admin: Actor, userId: string, { role, scope, scopeId, reason }: GrantRole): Promise<GrantRow> {
    return this.change(
      admin,
      userId,
      (tx) => this.grants.give(tx, { userId, role, scope, scopeId, grantedBy: admin.label, why: reason }),
      (tx) => holdWanted(tx, { role, scope, scopeId: scopeId ?? null }),
    );
  }

  /** @throws Problem NOT_FOUND, users.own_roles, users.last_lead */
  revoke(admin: Actor, userId: string, grantId: string, why: string): Promise<void> {
    return this.change(
      admin,
      userId,
      async (tx) => {
        await assertLeadStays(tx, userId, grantId);
        await this.grants.revoke(tx, userId, grantId, why);
      },
      (tx) => holdPlace(tx, userId, grantId),
    );
  }

  /**
   * One change of roles by an administrator who still is one at this moment. Both people are locked, in one order for
   * all, so that two administrators cannot remove each other at once; what else has to be held is held before them.
   */
  private async change<T>(
    admin: Actor,
    userId: string,
    work: (tx: Tx) => Promise<T>,
    hold?: (tx: Tx) => Promise<unknown>,
  ): Promise<T> {
    if (admin.userId === userId) throw problems.ownRoles('Another administrator has to do this.');
    return this.db.transaction(async (tx) => {
      await hold?.(tx);
      await tx.rows(sql`
        SELECT id FROM backend.users WHERE id = ANY(${[admin.userId, userId]}::uuid[]) ORDER BY id FOR NO KEY UPDATE`);
      const still = await tx.maybe(sql`
        SELECT g.id FROM backend.role_grants g JOIN backend.users u ON u.id = g.user_id AND u.status = 'ACTIVE'
        WHERE g.user_id = ${admin.userId} AND g.role = 'PLATFORM_ADMIN' AND g.revoked_at IS NULL`);
      if (!still) throw platformProblems.forbidden('Only administrators change roles.');
      const result = await work(tx);
      await tx.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${userId}`);
      return result;
    });
  }
}
