import { Injectable } from '@nestjs/common';
import { Database, platformProblems as problems, sql } from '@pakashop/platform';
import type { SessionsPort, VerifiedSession, VerifySession } from './auth.contract.js';
import { ImpersonationVerifier } from './auth.impersonation.verifier.js';
import { live } from './auth.live.js';
import { existsOn, type HeldRole } from './auth.permissions.js';
import { type Proof, standingOf } from './auth.proofs.js';
import { AccessTokens } from './auth.tokens.js';

interface LiveSession {
  readonly grants: readonly HeldRole[];
  readonly provenAt: number;
  readonly provenBy: Proof;
  readonly isStale: boolean;
}

/** Answers whether the bearer of an access token is signed in, by the token and by the rows behind it. */
@Injectable()
export class SessionVerifier implements SessionsPort {
  constructor(
    private readonly db: Database,
    private readonly tokens: AccessTokens,
    private readonly impersonations: ImpersonationVerifier,
  ) {}

  async verify({ token, permission }: VerifySession): Promise<VerifiedSession> {
    const claims = this.tokens.read(token);
    if (permission !== undefined && !existsOn(permission, claims.audience)) {
      throw problems.forbidden(`A token of the ${claims.audience} surface never has the permission ${permission}.`);
    }
    if (claims.impersonatorId) return this.impersonations.verify(claims);
    const { userId, sessionId, audience, version, expiresAt } = claims;
    const session = await this.db.maybe<LiveSession>(sql`
      SELECT s.last_used_at < now() - interval '1 minute' AS "isStale",
        floor(extract(epoch FROM s.factor_at))::bigint AS "provenAt", s.factor_by AS "provenBy",
        (SELECT coalesce(json_agg(json_build_object('role', g.role, 'scope', g.scope, 'scopeId', g.scope_id)), '[]')
         FROM backend.role_grants g WHERE g.user_id = u.id AND g.revoked_at IS NULL) AS grants
      FROM backend.sessions s JOIN backend.users u ON u.id = s.user_id
      WHERE s.id = ${sessionId} AND s.user_id = ${userId} AND s.audience = ${audience} AND ${live}
        AND u.status = 'ACTIVE' AND u.session_version = ${version}`);
    if (!session) throw problems.notSignedIn('The session has ended. Refresh it or sign in.');
    if (session.isStale) await this.touch(sessionId);
    return { userId, sessionId, audience, expiresAt, ...standingOf({ ...session, audience }) };
  }

  /** Notes the use of the session, at most once a minute: what counts as idle is measured from here. */
  private async touch(sessionId: string): Promise<void> {
    await this.db.execute(sql`
      UPDATE backend.sessions SET last_used_at = now()
      WHERE id = ${sessionId} AND last_used_at < now() - interval '1 minute'`);
  }
}
