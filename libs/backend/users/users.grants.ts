import { Injectable } from '@nestjs/common';
import { audit, Database, newId, platformProblems, sql, type Queryable, type Tx } from '@pakashop/platform';
import type { Scope } from '../auth/auth.contract.js';
import { fitsScope, type HeldRole, type Role } from '../auth/auth.permissions.js';
import type { GrantView } from './users.dto.js';
import { usersProblems as problems } from './users.errors.js';
import { clash } from './users.rules.js';

export interface NewGrant {
  readonly userId: string;
  readonly role: Role;
  readonly scope: Scope;
  /** The shop or fleet; absent for the platform. */
  readonly scopeId?: string;
  /** Who gave it, as in {@link Actor.label}, or `system:<cause>`. */
  readonly grantedBy: string;
  /** For the audit, where somebody decided about it. */
  readonly why?: string;
}

export interface GrantRow extends HeldRole {
  readonly id: string;
  readonly createdAt: Date;
}

/** Who holds which role. Sessions read it on every verification, so that a change counts at once. */
@Injectable()
export class Grants {
  constructor(private readonly db: Database) {}

  /** The live grants of a person, oldest first. */
  of(userId: string, queryable: Queryable = this.db): Promise<GrantRow[]> {
    return queryable.rows(sql`
      SELECT id, role, scope, scope_id AS "scopeId", created_at AS "createdAt"
      FROM backend.role_grants WHERE user_id = ${userId} AND revoked_at IS NULL ORDER BY created_at, id`);
  }

  /**
   * Gives a role; giving it again changes nothing and answers the grant that is there. Changes of one person's roles
   * wait for each other, so that two of them cannot put roles together that exclude each other.
   *
   * @throws Problem NOT_FOUND without such a person, users.wrong_scope, users.roles_clash
   */
  async give(tx: Tx, { userId, role, scope, scopeId, grantedBy, why }: NewGrant): Promise<GrantRow> {
    const wanted = { role, scope, scopeId: scopeId ?? null };
    if (!fitsScope(role, scope) || (scope === 'platform') !== (wanted.scopeId === null)) {
      throw problems.wrongScope(`${role} is not granted for this scope, or scopeId is missing or too many.`);
    }
    const user = await tx.maybe(sql`SELECT id FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
    if (!user) throw platformProblems.notFound('There is no such person.');

    const held = await this.of(userId, tx);
    const there = held.find(
      (grant) => grant.role === role && grant.scope === scope && grant.scopeId === wanted.scopeId,
    );
    if (there) return there;
    const reason = clash(held, wanted);
    if (reason) throw problems.rolesClash(`${role} cannot be added: ${reason}.`);

    const grant = await tx.one<GrantRow>(sql`
      INSERT INTO backend.role_grants (id, user_id, role, scope, scope_id, granted_by)
      VALUES (${newId()}, ${userId}, ${role}, ${scope}, ${wanted.scopeId}, ${grantedBy})
      RETURNING id, role, scope, scope_id AS "scopeId", created_at AS "createdAt"`);
    await audit(tx, {
      act: 'role_granted',
      subject: 'user',
      subjectId: userId,
      detail: { grantId: grant.id },
      after: wanted,
      why,
    });
    return grant;
  }

  /** @throws Problem NOT_FOUND when the person holds no such grant */
  async revoke(tx: Tx, userId: string, grantId: string, why?: string): Promise<void> {
    const revoked = await tx.maybe<HeldRole>(sql`
      UPDATE backend.role_grants SET revoked_at = now()
      WHERE id = ${grantId} AND user_id = ${userId} AND revoked_at IS NULL
      RETURNING role, scope, scope_id AS "scopeId"`);
    if (!revoked) throw platformProblems.notFound('The person holds no such grant.');
    const detail = { grantId };
    await audit(tx, { act: 'role_revoked', subject: 'user', subjectId: userId, detail, before: revoked, why });
  }
}

/** A grant as the API shows it. */
export const grantView = ({ id, role, scope, scopeId, createdAt }: GrantRow): GrantView => ({
  id,
  role,
  scope,
  scopeId,
  createdAt: createdAt.toISOString(),
});
