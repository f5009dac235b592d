import { Injectable } from '@nestjs/common';
import { Database, platformProblems as problems, sql } from '@pakashop/platform';
import type { SessionsPort, VerifiedSession, VerifySession } from './auth.contract.js';
import { live } from './auth.live.js';
import { type HeldRole, permissionsOf } from './auth.permissions.js';
import { AccessTokens } from './auth.tokens.js';

interface LiveSession {
  readonly grants: readonly HeldRole[];
  readonly isStale: boolean;
}

/** Answers whether the bearer of an access token is signed in, by the token and by the rows behind it. */
@Injectable()
export class SessionVerifier implements SessionsPort {
  constructor(
    private readonly db: Database,
    private readonly tokens: AccessTokens,
  ) {}

  async verify({ token }: VerifySession): Promise<VerifiedSession> {
    const { userId, sessionId, audience, version, expiresAt } = this.tokens.read(token);
    const session = await this.db.maybe<LiveSession>(sql`
      SELECT s.last_used_at < now() - interval '1 minute' AS "isStale",
        (SELECT coalesce(json_agg(json_build_object('role', g.role, 'scope', g.scope, 'scopeId', g.scope_id)), '[]')
         FROM backend.role_grants g WHERE g.user_id = u.id AND g.revoked_at IS NULL) AS grants
      FROM backend.sessions s JOIN backend.users u ON u.id = s.user_id
      WHERE s.id = ${sessionId} AND s.user_id = ${userId} AND s.audience = ${audience} AND ${live}
        AND u.status = 'ACTIVE' AND u.session_version = ${version}`);
    if (!session) throw problems.notSignedIn('The session has ended. Refresh it or sign in.');
    if (session.isStale) await this.touch(sessionId);
    return { userId, sessionId, audience, expiresAt, grants: permissionsOf(session.grants, audience) };
  }

  /** Notes the use of the session, at most once a minute: what counts as idle is measured from here. */
  private async touch(sessionId: string): Promise<void> {
    await this.db.execute(sql`
      UPDATE backend.sessions SET last_used_at = now()
      WHERE id = ${sessionId} AND last_used_at < now() - interval '1 minute'`);
  }
}
