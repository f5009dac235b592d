import { Injectable } from '@nestjs/common';
import { type Actor, audit, Database, platformProblems, sql, type Tx } from '@pakashop/platform';
import type { Tokens } from '../auth/auth.dto.js';
import { authProblems } from '../auth/auth.errors.js';
import { SecurityNotices } from '../messages/messages.notices.js';
import { Sessions } from '../auth/auth.sessions.js';
import type { FactorAdded, FactorKind, RecoveryCodeList } from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';
import { FactorMethods } from './factors.methods.js';
import { RecoveryCodes } from './factors.recovery.js';
import { viewOf, type FactorRow } from './factors.views.js';

interface Confirmed {
  readonly kind: FactorKind;
  /** Of totp: the step of the first code, which is used up by it. */
  readonly step?: number;
  /** Runs in the transaction: uses the first code up. */
  readonly use?: (tx: Tx) => Promise<unknown>;
}

/** The second factors of a person: which ones count, from when and until when. */
@Injectable()
export class Factors {
  constructor(
    private readonly db: Database,
    private readonly methods: FactorMethods,
    private readonly recovery: RecoveryCodes,
    private readonly sessions: Sessions,
    private readonly notices: SecurityNotices,
  ) {}

  /**
   * Makes a factor count whose first code was right, in the place of an older one of its kind. With the first factor all
   * sessions end that were opened without one, and recovery codes are made.
   *
   * @throws Problem auth.code_ended when it was confirmed or replaced meanwhile
   */
  activate({ userId, sessionId }: Actor, { kind, step = 0, use }: Confirmed): Promise<FactorAdded> {
    const id = userId!;
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, id);
      await use?.(tx);
      const isFirst = !(await this.methods.of(id, tx)).isEnrolled;
      await tx.execute(sql`
        DELETE FROM backend.factors WHERE user_id = ${id} AND kind = ${kind} AND activated_at IS NOT NULL`);
      const row = await tx.maybe<FactorRow>(sql`
        UPDATE backend.factors f SET activated_at = now(), last_step = ${step}, challenge_id = NULL
        FROM backend.users u WHERE u.id = f.user_id AND f.user_id = ${id} AND kind = ${kind} AND activated_at IS NULL
        RETURNING f.id, kind, f.created_at AS "createdAt", last_used_at AS "lastUsedAt", u.phone, u.email`);
      if (!row) throw authProblems.codeEnded('Begin again.');
      const recoveryCodes = isFirst ? await this.recovery.make(tx, id) : null;
      if (isFirst) await this.sessions.endAll(tx, id, 'FACTORS_CHANGED', sessionId);
      await this.tell(tx, 'factor_added', id, kind);
      const tokens = await this.sessions.renew(tx, { userId: id, sessionId: sessionId!, by: kind });
      return { factor: viewOf(row), recoveryCodes, tokens };
    });
  }

  /** Ends a factor and all other sessions. @throws Problem NOT_FOUND, auth.last_factor */
  remove({ userId, sessionId }: Actor, factorId: string): Promise<Tokens> {
    const id = userId!;
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, id);
      const removed = await tx.maybe<{ kind: FactorKind }>(sql`
        DELETE FROM backend.factors WHERE id = ${factorId} AND user_id = ${id} AND activated_at IS NOT NULL
        RETURNING kind`);
      if (!removed) throw platformProblems.notFound('There is no such second factor.');
      if (!(await this.methods.of(id, tx)).isEnrolled) {
        if (await this.methods.areDemanded(id, tx)) throw problems.lastFactor('Add another one first.');
        await this.recovery.drop(tx, id);
      }
      await this.sessions.endAll(tx, id, 'FACTORS_CHANGED', sessionId);
      await this.tell(tx, 'factor_removed', id, removed.kind);
      return this.sessions.renew(tx, { userId: id, sessionId: sessionId! });
    });
  }

  /** New recovery codes in the place of the old ones. @throws Problem auth.no_factor */
  renewCodes(userId: string): Promise<RecoveryCodeList> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, userId);
      if (!(await this.methods.of(userId, tx)).isEnrolled) throw problems.noFactor('Set up a second factor first.');
      return { codes: await this.recovery.make(tx, userId) };
    });
  }

  private async tell(tx: Tx, what: 'factor_added' | 'factor_removed', userId: string, kind: FactorKind): Promise<void> {
    await audit(tx, { act: what, subject: 'user', subjectId: userId, detail: { kind } });
    await this.notices.send(tx, what, userId);
  }
}

/** Changes of one person's factors wait for each other, and sign-ins for them. */
async function lockPerson(tx: Tx, userId: string): Promise<void> {
  await tx.rows(sql`SELECT id FROM backend.users WHERE id = ${userId} FOR NO KEY UPDATE`);
}
