import { Injectable } from '@nestjs/common';
import { Database, platformProblems as problems, sql } from '@pakashop/platform';
import type { VerifiedSession } from './auth.contract.js';
import { live } from './auth.live.js';
import { type HeldRole, permissionsOf } from './auth.permissions.js';
import type { AccessTokens } from './auth.tokens.js';

type Claims = ReturnType<AccessTokens['read']>;

/** Whether a member of staff may still look through a person's eyes. */
@Injectable()
export class ImpersonationVerifier {
  constructor(private readonly db: Database) {}

  /**
   * The permissions are the person's, and the guard lets nothing but reading through. It ends with the sign-in of the
   * member of staff, and with whatever ends the sessions of either.
   *
   * @throws Problem AUTH_001
   */
  async verify({ userId, sessionId, audience, version, expiresAt, impersonatorId }: Claims): Promise<VerifiedSession> {
    const found = await this.db.maybe<{ grants: readonly HeldRole[] }>(sql`
      SELECT (SELECT coalesce(json_agg(json_build_object('role', g.role, 'scope', g.scope, 'scopeId', g.scope_id)), '[]')
              FROM backend.role_grants g WHERE g.user_id = u.id AND g.revoked_at IS NULL) AS grants
      FROM backend.impersonations i
      JOIN backend.users u ON u.id = i.user_id
      JOIN backend.users staff ON staff.id = i.impersonator_id
      WHERE i.id = ${sessionId} AND i.user_id = ${userId} AND i.impersonator_id = ${impersonatorId}
        AND i.audience = ${audience} AND i.ended_at IS NULL AND i.expires_at > now()
        AND u.status = 'ACTIVE' AND u.session_version = ${version}
        AND staff.status = 'ACTIVE' AND staff.session_version = i.impersonator_version
        AND EXISTS (SELECT FROM backend.sessions s WHERE s.family_id = i.family_id AND ${live})`);
    if (!found) throw problems.notSignedIn('The impersonation has ended.');
    return { userId, sessionId, audience, expiresAt, impersonatorId, grants: permissionsOf(found.grants, audience) };
  }
}
