import { Injectable } from '@nestjs/common';
import {
  type Actor,
  audit,
  Database,
  newId,
  olderThan,
  Outbox,
  type PageQuery,
  platformProblems,
  sql,
  toPage,
  type Tx,
} from '@pakashop/platform';
import { Grants } from '../users/users.grants.js';
import { ACCESS_SECONDS } from './auth.audiences.js';
import { authProblems as problems } from './auth.errors.js';
import type {
  ImpersonationList,
  ImpersonationStarted,
  ImpersonationView,
  StartImpersonation,
} from './auth.impersonation.dto.js';
import { CloseImpersonation } from './auth.impersonation.jobs.js';
import { SecurityNotices } from '../messages/messages.notices.js';
import { countsOn } from './auth.permissions.js';
import { AccessTokens } from './auth.tokens.js';

interface Row extends Omit<ImpersonationView, 'startedAt' | 'expiresAt' | 'endedAt'> {
  readonly startedAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
}

const COLUMNS = sql`id, reason, audience, started_at AS "startedAt", expires_at AS "expiresAt", ended_at AS "endedAt"`;

/**
 * Support looks at the marketplace through a person's eyes: for minutes, reading only, with a reason, and not behind the
 * person's back. It is as long as one access token and cannot be refreshed.
 */
@Injectable()
export class Impersonations {
  constructor(
    private readonly db: Database,
    private readonly grants: Grants,
    private readonly tokens: AccessTokens,
    private readonly notices: SecurityNotices,
    private readonly outbox: Outbox,
  ) {}

  /** @throws Problem auth.not_impersonated for staff, oneself and people without that surface; NOT_FOUND */
  async start(staff: Actor, userId: string, { reason, audience }: StartImpersonation): Promise<ImpersonationStarted> {
    return this.db.transaction(async (tx) => {
      const version = await this.admit(tx, staff, { userId, audience });
      await this.endEarlier(tx, staff);
      const row = await tx.maybe<Row>(sql`
        INSERT INTO backend.impersonations
          (id, user_id, audience, impersonator_id, impersonator_version, family_id, reason, expires_at)
        SELECT ${newId()}, ${userId}, ${audience}, u.id, u.session_version, s.family_id, ${reason},
          now() + make_interval(secs => ${ACCESS_SECONDS})
        FROM backend.users u JOIN backend.sessions s ON s.user_id = u.id
        WHERE u.id = ${staff.userId} AND s.id = ${staff.sessionId} AND s.revoked_at IS NULL
        RETURNING ${COLUMNS}`);
      if (!row) throw platformProblems.notSignedIn('The session has ended. Sign in again.');
      const detail = { impersonationId: row.id, audience, expiresAt: row.expiresAt };
      await audit(tx, { act: 'impersonation_started', subject: 'user', subjectId: userId, detail, why: reason });
      await this.notices.send(tx, 'impersonation_started', userId);
      const payload = { impersonationId: row.id };
      await this.outbox.enqueue(tx, CloseImpersonation, payload, { aggregateId: row.id, inSeconds: ACCESS_SECONDS });
      const { token } = this.tokens.issue({
        userId,
        sessionId: row.id,
        audience,
        version,
        impersonatorId: staff.userId,
      });
      return { ...view(row), accessToken: token };
    });
  }

  /** Ends what the caller began. @throws Problem NOT_FOUND */
  end(staff: Actor, userId: string, id: string): Promise<void> {
    return this.endOne(sql`impersonator_id = ${staff.userId} AND user_id = ${userId}`, id, 'IMPERSONATOR');
  }

  /** Ends what concerns the caller. @throws Problem NOT_FOUND */
  refuse({ userId }: Actor, id: string): Promise<void> {
    return this.endOne(sql`user_id = ${userId}`, id, 'USER');
  }

  /** Who looked through this person's eyes, the latest first. */
  async of(userId: string, { limit, cursor }: PageQuery): Promise<ImpersonationList> {
    const rows = await this.db.rows<Row>(sql`
      SELECT ${COLUMNS} FROM backend.impersonations
      WHERE user_id = ${userId} ${olderThan(cursor, sql`id`)} ORDER BY id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, ({ id }) => [id], view);
  }

  /** Notes the end of one whose time is over. */
  async close(tx: Tx, id: string): Promise<void> {
    await writeEnds(tx, sql`id = ${id} AND expires_at <= now()`, 'TIME');
  }

  /** The version of the person's account, for the token. */
  private async admit(
    tx: Tx,
    { userId: staffId }: Actor,
    wanted: { userId: string; audience: StartImpersonation['audience'] },
  ) {
    const { userId, audience } = wanted;
    const user = await tx.maybe<{ version: number }>(sql`
      SELECT session_version AS version FROM backend.users WHERE id = ${userId} AND status = 'ACTIVE'`);
    if (!user) throw platformProblems.notFound('There is no such person.');
    const held = await this.grants.of(userId, tx);
    if (userId === staffId || held.some((grant) => countsOn(grant, 'staff'))) {
      throw problems.notImpersonated('Nobody looks through the eyes of staff.');
    }
    if (!held.some((grant) => countsOn(grant, audience))) {
      throw problems.notImpersonated(`The person has no role as ${audience}.`);
    }
    return user.version;
  }

  private async endEarlier(tx: Tx, { userId }: Actor): Promise<void> {
    // Two that the same member of staff begins at once: the second waits and ends the first.
    await tx.execute(sql`SELECT id FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
    await writeEnds(tx, sql`impersonator_id = ${userId}`, 'IMPERSONATOR');
  }

  private async endOne(whose: ReturnType<typeof sql>, id: string, by: 'IMPERSONATOR' | 'USER'): Promise<void> {
    await this.db.transaction(async (tx) => {
      const ended = await writeEnds(tx, sql`id = ${id} AND expires_at > now() AND ${whose}`, by);
      if (ended === 0) throw platformProblems.notFound('There is no such impersonation that goes on.');
    });
  }
}

async function writeEnds(tx: Tx, which: ReturnType<typeof sql>, by: 'IMPERSONATOR' | 'USER' | 'TIME'): Promise<number> {
  const ended = await tx.rows<{ id: string; userId: string; endedBy: string }>(sql`
    UPDATE backend.impersonations SET ended_at = least(now(), expires_at),
      ended_by = CASE WHEN expires_at <= now() THEN 'TIME' ELSE ${by} END
    WHERE ended_at IS NULL AND ${which} RETURNING id, user_id AS "userId", ended_by AS "endedBy"`);
  for (const { id, userId, endedBy } of ended) {
    const detail = { impersonationId: id, endedBy };
    await audit(tx, { act: 'impersonation_ended', subject: 'user', subjectId: userId, detail });
  }
  return ended.length;
}

const view = ({ startedAt, expiresAt, endedAt, ...row }: Row): ImpersonationView => ({
  ...row,
  startedAt: startedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  endedAt: endedAt?.toISOString() ?? null,
});
