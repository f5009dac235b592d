import { Injectable } from '@nestjs/common';
import { type Actor, audit, Database, newId, platformProblems, sql, type Tx } from '@pakashop/platform';
import { SecurityNotices } from '../messages/messages.notices.js';
import { Sessions } from '../auth/auth.sessions.js';
import { factorsProblems as problems } from './factors.errors.js';
import { FactorMethods } from './factors.methods.js';
import { RecoveryCodes } from './factors.recovery.js';

/** A request that nobody approved in a day comes to nothing. */
const VALID_SECONDS = 86_400;

interface Request {
  readonly id: string;
  readonly requestedBy: string;
}

/** Takes all second factors from somebody who lost them, when two members of staff say so. */
@Injectable()
export class FactorResets {
  constructor(
    private readonly db: Database,
    private readonly methods: FactorMethods,
    private readonly recovery: RecoveryCodes,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * The first one's word is written down and refused; the second one's within a day does it. The person then signs in
   * with their first factor alone, and sets up new ones if a role demands them.
   *
   * @throws Problem auth.second_approver_required, AUTH_002 for oneself, auth.no_factor, NOT_FOUND
   */
  async reset({ userId: staffId, label }: Actor, userId: string, reason: string): Promise<void> {
    if (staffId === userId) throw platformProblems.forbidden('Two others have to do this for you.');
    const isDone = await this.db.transaction(async (tx) => {
      const person = await tx.maybe(sql`SELECT id FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
      if (!person) throw platformProblems.notFound('There is no such person.');
      if (!(await this.methods.of(userId, tx)).isEnrolled) throw problems.noFactor('There is nothing to reset.');
      const request = await this.requestOf(tx, userId, staffId!, reason);
      if (request.requestedBy === staffId) return false;
      await this.carryOut(tx, userId, request, { staffId: staffId!, reason });
      return true;
    });
    // Thrown outside, because the first one's word must be committed.
    if (!isDone)
      throw problems.secondApproverNeeded(`${label} asked for it; somebody else has to send the same request.`);
  }

  /** The request that waits, or a new one. */
  private async requestOf(tx: Tx, userId: string, staffId: string, reason: string): Promise<Request> {
    await tx.execute(sql`
      DELETE FROM backend.factor_resets WHERE user_id = ${userId} AND approved_at IS NULL AND expires_at <= now()`);
    const waiting = await tx.maybe<Request>(sql`
      SELECT id, requested_by AS "requestedBy" FROM backend.factor_resets
      WHERE user_id = ${userId} AND approved_at IS NULL`);
    if (waiting) return waiting;
    const request = { id: newId(), requestedBy: staffId };
    await tx.execute(sql`
      INSERT INTO backend.factor_resets (id, user_id, reason, requested_by, expires_at)
      VALUES (${request.id}, ${userId}, ${reason}, ${staffId}, now() + make_interval(secs => ${VALID_SECONDS}))`);
    const detail = { requestId: request.id };
    await audit(tx, { act: 'factors_reset_requested', subject: 'user', subjectId: userId, detail, why: reason });
    return request;
  }

  private async carryOut(
    tx: Tx,
    userId: string,
    { id, requestedBy }: Request,
    { staffId, reason }: { staffId: string; reason: string },
  ): Promise<void> {
    await tx.execute(sql`
      UPDATE backend.factor_resets SET approved_by = ${staffId}, approved_at = now() WHERE id = ${id}`);
    await tx.execute(sql`DELETE FROM backend.factors WHERE user_id = ${userId}`);
    await this.recovery.drop(tx, userId);
    await this.sessions.endAll(tx, userId, 'FACTORS_CHANGED');
    const detail = { requestId: id, requestedBy: `person:${requestedBy}` };
    await audit(tx, { act: 'factors_reset', subject: 'user', subjectId: userId, detail, why: reason });
    await this.notices.send(tx, 'factors_reset', userId);
  }
}
