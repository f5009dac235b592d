import { Injectable } from '@nestjs/common';
import { audit, Database, newId, platformProblems as problems, sql, type Tx } from '@pakashop/platform';
import { createHash, randomBytes } from 'node:crypto';
import type { Audience } from './auth.contract.js';
import type { Tokens } from './auth.dto.js';
import { type EndReason, live } from './auth.live.js';
import { SecurityNotices } from '../messages/messages.notices.js';
import { AccessTokens } from './auth.tokens.js';

/** For so long a spent token may be shown again, because its answer was lost on the way (reliability.md S-024). */
const GRACE_SECONDS = 10;

interface RefreshToken {
  readonly token: string;
  /** SHA-256; all that is stored. 256 random bits need no slower hash. */
  readonly hash: Buffer;
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export function newRefreshToken(): RefreshToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOf(token) };
}

export const tokensOf = (
  access: { token: string; expiresAt: Date },
  { token }: RefreshToken,
  expiresAt: Date,
): Tokens => ({
  accessToken: access.token,
  accessExpiresAt: access.expiresAt.toISOString(),
  refreshToken: token,
  sessionExpiresAt: expiresAt.toISOString(),
});

interface TouchedSession {
  readonly userId: string;
  readonly audience: Audience;
  readonly version: number;
  readonly expiresAt: Date;
}

/**
 * Refresh tokens are good once. Whoever shows a spent one has a copy, or the owner's copy was used by somebody else:
 * the session ends for both. Locks are taken along the chain of tokens, then on the account, and the session last, so
 * that no two wait for each other.
 */
@Injectable()
export class RefreshTokens {
  constructor(
    private readonly db: Database,
    private readonly accessTokens: AccessTokens,
    private readonly notices: SecurityNotices,
  ) {}

  /** @throws Problem AUTH_001 when the token is unknown or spent or its session has ended */
  async refresh(token: string): Promise<Tokens> {
    const tokens = await this.db.transaction((tx) => this.rotate(tx, hashOf(token)));
    // Thrown outside, because the end of a session must be committed.
    if (!tokens) throw refused();
    return tokens;
  }

  private async rotate(tx: Tx, hash: Buffer): Promise<Tokens | undefined> {
    const nextId = newId();
    const sessionId = (await use(tx, hash, nextId)) ?? (await this.useAgain(tx, hash, nextId));
    if (!sessionId) return undefined;
    const session = await tx.maybe<TouchedSession>(sql`
      UPDATE backend.sessions s SET last_used_at = now() FROM backend.users u
      WHERE s.id = ${sessionId} AND u.id = s.user_id AND u.status = 'ACTIVE' AND ${live}
      RETURNING s.user_id AS "userId", s.audience, s.expires_at AS "expiresAt", u.session_version AS version`);
    if (!session) throw refused();
    const next = newRefreshToken();
    await tx.execute(sql`
      INSERT INTO backend.refresh_tokens (id, session_id, hash, expires_at)
      VALUES (${nextId}, ${sessionId}, ${next.hash}, ${session.expiresAt})`);
    return tokensOf(this.accessTokens.issue({ sessionId, ...session }), next, session.expiresAt);
  }

  /**
   * A spent token is shown again: within the grace and while nobody used its successor, the answer was lost, and a new
   * successor replaces that one. Otherwise the session ends. A token that was itself replaced a moment ago is the answer
   * that lost a race between two requests of one client; it is refused and nothing ends.
   */
  private async useAgain(tx: Tx, hash: Buffer, nextId: string): Promise<string | undefined> {
    const spent = await tx.maybe<SpentToken>(sql`
      SELECT id, session_id AS "sessionId", successor_id AS "successorId",
             used_at > now() - make_interval(secs => ${GRACE_SECONDS}) AS "isRecent"
      FROM backend.refresh_tokens WHERE hash = ${hash} FOR UPDATE`);
    if (!spent || (spent.isRecent && !spent.successorId)) return undefined;
    if (spent.isRecent && (await replaceSuccessor(tx, spent, nextId))) return spent.sessionId;
    await this.endForReuse(tx, spent);
    return undefined;
  }

  /** The whole family ends: the session of the token, and what it went on as, also if it does so at this moment. */
  private async endForReuse(tx: Tx, { id, sessionId }: SpentToken): Promise<void> {
    await tx.rows(sql`
      SELECT u.id FROM backend.users u JOIN backend.sessions s ON s.user_id = u.id
      WHERE s.id = ${sessionId} FOR NO KEY UPDATE OF u`);
    const session = await tx.maybe<{ userId: string }>(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${'REUSE' satisfies EndReason}
      WHERE family_id = (SELECT family_id FROM backend.sessions WHERE id = ${sessionId}) AND revoked_at IS NULL
      RETURNING user_id AS "userId"`);
    if (!session) return;
    const detail = { sessionId, refreshTokenId: id };
    await audit(tx, { act: 'refresh_token_reused', subject: 'user', subjectId: session.userId, detail });
    await this.notices.send(tx, 'session_copied', session.userId);
  }
}

/** Spends the token; the session when it was not spent. */
async function use(tx: Tx, hash: Buffer, nextId: string): Promise<string | undefined> {
  const used = await tx.maybe<{ sessionId: string }>(sql`
    UPDATE backend.refresh_tokens SET used_at = now(), successor_id = ${nextId}
    WHERE hash = ${hash} AND used_at IS NULL RETURNING session_id AS "sessionId"`);
  return used?.sessionId;
}

interface SpentToken {
  readonly id: string;
  readonly sessionId: string;
  readonly successorId: string | null;
  readonly isRecent: boolean;
}

async function replaceSuccessor(tx: Tx, { id, successorId }: SpentToken, nextId: string): Promise<boolean> {
  const replaced = await tx.execute(sql`
    UPDATE backend.refresh_tokens SET used_at = now() WHERE id = ${successorId} AND used_at IS NULL`);
  if (replaced === 0) return false;
  await tx.execute(sql`UPDATE backend.refresh_tokens SET successor_id = ${nextId} WHERE id = ${id}`);
  return true;
}

const refused = () => problems.notSignedIn('The refresh token is not valid or its session has ended. Sign in again.');
