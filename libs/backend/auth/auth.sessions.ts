import { Injectable } from '@nestjs/common';
import { Database, newId, noteEvent, platformProblems, sql, type Tx } from '@pakashop/platform';
import { SecurityNotices } from '../messages/messages.notices.js';
import { type Account, viewOf } from '../users/users.service.js';
import { LIFETIMES, SESSION_CAP } from './auth.audiences.js';
import type { Audience } from './auth.contract.js';
import { type Device, DeviceKeys } from './auth.devices.js';
import type { SignedIn, Tokens } from './auth.dto.js';
import { authProblems as problems } from './auth.errors.js';
import { type EndReason, live } from './auth.live.js';
import type { Proof } from './auth.proofs.js';
import { newRefreshToken, tokensOf } from './auth.refresh.js';
import { AccessTokens } from './auth.tokens.js';

interface Opening {
  /** As it was when the person proved that it is theirs. */
  readonly account: Account;
  readonly audience: Audience;
  readonly device: Device;
  /** What they proved it with; of two factors the second. */
  readonly by: Proof;
}

/** A session that goes on in another row. */
interface Renewal {
  readonly userId: string;
  readonly sessionId: string;
  /** What the person proved now who they are with; without it the earlier proof stays what it was. */
  readonly by?: Proof;
}

interface Row {
  readonly familyId: string;
  readonly userId: string;
  readonly audience: Audience;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly country: string | null;
  readonly city: string | null;
  readonly provenBy: Proof;
  /** Null for now, and for as long as the surface allows. */
  readonly provenAt: Date | null;
  readonly createdAt: Date | null;
  readonly expiresAt: Date | null;
}

/** Sessions: one sign-in on one device each. Their row is the truth about whether somebody is still signed in. */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly tokens: AccessTokens,
    private readonly devices: DeviceKeys,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Opens a session and ends the oldest ones beyond the cap. The account is locked, so that neither a change of its
   * password, factors or roles nor another sign-in happens in between.
   *
   * @throws Problem auth.account_changed when any of these changed since the person proved that the account is theirs
   */
  async open(tx: Tx, { account, audience, device, by }: Opening): Promise<SignedIn> {
    const { id: userId, sessionVersion: version } = account;
    const user = await tx.maybe(sql`
      SELECT id FROM backend.users
      WHERE id = ${userId} AND session_version = ${version} AND status = 'ACTIVE' FOR NO KEY UPDATE`);
    if (!user) throw problems.justChanged('Sign in again.');
    const id = newId();
    const { userAgent = null, address, country = null, city = null } = device;
    const place = { userAgent, address, country, city };
    const times = { provenAt: null, createdAt: null, expiresAt: null };
    const row = { familyId: id, userId, audience, provenBy: by, ...place, ...times };
    if (await isStrange(tx, row)) await this.notices.send(tx, 'new_sign_in', userId);
    const tokens = await this.start(tx, id, row, version);
    await tx.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${'CAP' satisfies EndReason} WHERE id IN (
        SELECT id FROM backend.sessions
        WHERE user_id = ${userId} AND audience = ${audience} AND id <> ${id} AND revoked_at IS NULL AND expires_at > now()
        ORDER BY created_at DESC, id DESC OFFSET ${SESSION_CAP - 1})`);
    tx.onCommit(() => noteEvent('signed_in', `person:${userId}`));
    return { user: viewOf(account), tokens, deviceKey: this.devices.issue(userId) };
  }

  /**
   * Goes on with the session under another id: all its tokens from before are dead. It ends when it would have ended.
   *
   * @throws Problem AUTH_001 when the session has ended meanwhile
   */
  async renew(tx: Tx, { userId, sessionId, by }: Renewal): Promise<Tokens> {
    const user = await tx.maybe<{ version: number }>(sql`
      SELECT session_version AS version FROM backend.users
      WHERE id = ${userId} AND status = 'ACTIVE' FOR NO KEY UPDATE`);
    const row = await tx.maybe<Row>(sql`
      UPDATE backend.sessions s SET revoked_at = now(), revoke_reason = ${'RENEWED' satisfies EndReason}
      WHERE s.id = ${sessionId} AND s.user_id = ${userId} AND ${live}
      RETURNING s.family_id AS "familyId", s.user_id AS "userId", s.audience, s.user_agent AS "userAgent", s.address,
                s.country, s.city, s.factor_by AS "provenBy", s.factor_at AS "provenAt", s.created_at AS "createdAt",
                s.expires_at AS "expiresAt"`);
    if (!user || !row) throw platformProblems.notSignedIn('The session has ended. Sign in again.');
    return this.start(tx, newId(), { ...row, ...(by && { provenBy: by, provenAt: null }) }, user.version);
  }

  private async start(tx: Tx, id: string, row: Row, version: number): Promise<Tokens> {
    const refresh = newRefreshToken();
    const { expiresAt } = await tx.one<{ expiresAt: Date }>(sql`
      WITH session AS (
        INSERT INTO backend.sessions
          (id, family_id, user_id, audience, user_agent, address, country, city, factor_by, factor_at, created_at,
           expires_at)
        VALUES (${id}, ${row.familyId}, ${row.userId}, ${row.audience}, ${row.userAgent}, ${row.address}, ${row.country},
                ${row.city}, ${row.provenBy}, coalesce(${row.provenAt}::timestamptz, now()),
                coalesce(${row.createdAt}::timestamptz, now()),
                coalesce(${row.expiresAt}::timestamptz, now() + make_interval(secs => ${LIFETIMES[row.audience].absolute})))
        RETURNING id, expires_at)
      INSERT INTO backend.refresh_tokens (id, session_id, hash, expires_at)
      SELECT ${newId()}, id, ${refresh.hash}, expires_at FROM session RETURNING expires_at AS "expiresAt"`);
    const { userId, audience } = row;
    return tokensOf(this.tokens.issue({ userId, sessionId: id, audience, version }), refresh, expiresAt);
  }

  /** @throws Problem NOT_FOUND when the person has no such live session */
  async end(userId: string, sessionId: string, reason: EndReason): Promise<void> {
    const ended = await this.db.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${reason}
      WHERE id = ${sessionId} AND user_id = ${userId} AND revoked_at IS NULL`);
    if (ended === 0) throw platformProblems.notFound('There is no such session.');
    noteEvent('signed_out');
  }

  /** Ends all sessions of the person but this one, whose tokens stay good. */
  async endOthers(userId: string, keepId: string): Promise<void> {
    await this.db.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${'ENDED' satisfies EndReason}
      WHERE user_id = ${userId} AND id <> ${keepId} AND revoked_at IS NULL`);
  }

  /**
   * Ends the sessions of a person on all devices and surfaces, but for the one to keep. Sign-ins that are under way come
   * to nothing, and all access tokens end, that of the kept session too.
   */
  async endAll(tx: Tx, userId: string, reason: EndReason, keepId?: string): Promise<void> {
    await tx.execute(sql`UPDATE backend.users SET session_version = session_version + 1 WHERE id = ${userId}`);
    await tx.execute(sql`
      UPDATE backend.sessions SET revoked_at = now(), revoke_reason = ${reason}
      WHERE user_id = ${userId} AND revoked_at IS NULL AND id IS DISTINCT FROM ${keepId ?? null}::uuid`);
  }
}

/** Whether the person has signed in before, but never in the same way: with this program, from this country. */
async function isStrange(tx: Tx, { userId, userAgent, country }: Row): Promise<boolean> {
  const { known, before } = await tx.one<{ known: boolean; before: boolean }>(sql`
    SELECT count(*) > 0 AS before,
      coalesce(bool_or(user_agent IS NOT DISTINCT FROM ${userAgent} AND country IS NOT DISTINCT FROM ${country}), false) AS known
    FROM backend.sessions WHERE user_id = ${userId}`);
  return before && !known;
}
