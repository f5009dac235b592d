import { Injectable } from '@nestjs/common';
import { Database, newId, platformProblems, sql, type Tx } from '@pakashop/platform';
import { type Account, viewOf } from '../users/users.service.js';
import { LIFETIMES, SESSION_CAP } from './auth.audiences.js';
import type { Audience } from './auth.contract.js';
import { type Device, DeviceKeys } from './auth.devices.js';
import type { SessionView, SignedIn } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { type EndReason, live } from './auth.live.js';
import { newRefreshToken, tokensOf } from './auth.refresh.js';
import { AccessTokens } from './auth.tokens.js';

interface Opening {
  /** As it was when the password was checked against it. */
  readonly account: Account;
  readonly audience: Audience;
  readonly device: Device;
}

/** Sessions: one sign-in on one device each. Their row is the truth about whether somebody is still signed in. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly tokens: AccessTokens,
    private readonly devices: DeviceKeys,
  ) {}

  /**
   * Opens a session and ends the oldest ones beyond the cap. The account is locked, so that neither a change of its
   * password nor another sign-in happens in between.
   *
   * @throws Problem auth.account_changed when the password or status changed since it was checked
   */
  async open(tx: Tx, { account, audience, device }: Opening): Promise<SignedIn> {
    const { id: userId, passwordHash } = account;
    const user = await tx.maybe<{ version: number }>(sql`
      SELECT session_version AS version FROM backend.users
      WHERE id = ${userId} AND password_hash = ${passwordHash} AND status = 'ACTIVE' FOR NO KEY UPDATE`);
    if (!user) throw problems.justChanged('Sign in again.');
    const sessionId = newId();
    const refresh = newRefreshToken();
    const { expiresAt } = await tx.one<{ expiresAt: Date }>(sql`
      WITH session AS (
        INSERT INTO backend.sessions (id, user_id, audience, user_agent, address, expires_at)
        VALUES (${sessionId}, ${userId}, ${audience}, ${device.userAgent ?? null}, ${device.address},
                now() + make_interval(secs => ${LIFETIMES[audience].absolute}))
        RETURNING id, expires_at)
      INSERT INTO backend.refresh_tokens (id, session_id, hash, expires_at)
      SELECT ${newId()}, id, ${refresh.hash}, expires_at FROM session RETURNING expires_at AS "expiresAt"`);
    await tx.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${'CAP' satisfies EndReason} WHERE id IN (
        SELECT id FROM backend.sessions
        WHERE user_id = ${userId} AND audience = ${audience} AND id <> ${sessionId} AND revoked_at IS NULL AND expires_at > now()
        ORDER BY created_at DESC, id DESC OFFSET ${SESSION_CAP - 1})`);
    const access = this.tokens.issue({ userId, sessionId, audience, version: user.version });
    return {
      user: viewOf(account),
      tokens: tokensOf(access, refresh, expiresAt),
      deviceKey: this.devices.issue(userId),
    };
  }

  /** Live sessions of a person, the latest used first. */
  async list(userId: string, currentId: string | undefined): Promise<SessionView[]> {
    const rows = await this.db.rows<SessionRow>(sql`
      SELECT id, audience, user_agent AS "userAgent", address, created_at AS "createdAt", last_used_at AS "lastUsedAt",
             expires_at AS "expiresAt"
      FROM backend.sessions s WHERE user_id = ${userId} AND ${live} ORDER BY last_used_at DESC, id DESC`);
    return rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      current: row.id === currentId,
    }));
  }

  /** @throws Problem NOT_FOUND when the person has no such live session */
  async end(userId: string, sessionId: string, reason: EndReason): Promise<void> {
    const ended = await this.db.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${reason}
      WHERE id = ${sessionId} AND user_id = ${userId} AND revoked_at IS NULL`);
    if (ended === 0) throw platformProblems.notFound('There is no such session.');
  }

  /** Ends the sessions of a person on all devices and surfaces, but for the one to keep. */
  async endAll(tx: Tx, userId: string, reason: EndReason, keepId?: string): Promise<void> {
    await tx.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${reason}
      WHERE user_id = ${userId} AND revoked_at IS NULL AND id IS DISTINCT FROM ${keepId ?? null}::uuid`);
  }
}

interface SessionRow extends Omit<SessionView, 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'current'> {
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly expiresAt: Date;
}
