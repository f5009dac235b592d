import { Injectable } from '@nestjs/common';
import { Database, Problem, sql, type Tx } from '@pakashop/platform';
import { Attempts, CODES } from '../auth/auth.attempts.js';
import { Challenges } from '../auth/auth.challenges.js';
import { authProblems } from '../auth/auth.errors.js';
import type { SecondFactor } from '../auth/auth.proofs.js';
import type { ChallengePurpose } from '../auth/auth.purposes.js';
import { factorsProblems as problems } from './factors.errors.js';
import { RecoveryCodes } from './factors.recovery.js';
import { type SealedSecret, TotpSecrets } from './factors.secrets.js';

export interface Evidence {
  readonly userId: string;
  readonly method: SecondFactor;
  readonly code: string;
  /** What the code of a message must have been sent for, and as which challenge. */
  readonly purpose: ChallengePurpose;
  readonly challengeId: string | null;
}

/** Uses a right code up, in the transaction of what it permits; it refuses when another request was faster. */
export type Use = (tx: Tx) => Promise<void>;

interface TotpRow extends SealedSecret {
  readonly id: string;
}

/** Finds out whether a second factor is right. */
@Injectable()
export class Proving {
  constructor(
    private readonly db: Database,
    private readonly attempts: Attempts,
    private readonly challenges: Challenges,
    private readonly recovery: RecoveryCodes,
    private readonly secrets: TotpSecrets,
  ) {}

  /** Counts a try before anything is compared. @throws Problem RATE_001 with the seconds to wait */
  take(userId: string): Promise<void> {
    return this.attempts.take(subjectOf(userId), CODES);
  }

  /** Compares. @throws Problem MFA_002, or auth.code_ended for the code of a message that is too old */
  async check(evidence: Evidence): Promise<Use> {
    const use = await this.checkKind(evidence);
    return async (tx) => {
      await use(tx);
      await this.clear(evidence.userId, tx);
    };
  }

  /** Forgets the wrong codes after a right one. */
  clear(userId: string, tx: Tx): Promise<void> {
    return this.attempts.clear(subjectOf(userId), tx);
  }

  private checkKind(evidence: Evidence): Promise<Use> {
    const { userId, method, code } = evidence;
    if (method === 'totp') return this.checkTotp(userId, code);
    if (method === 'recovery') return Promise.resolve((tx) => this.useRecovery(tx, userId, code));
    return this.checkMessage(evidence);
  }

  /** The codes of the app's present step and of its neighbours count, each step once and none before a used one. */
  private async checkTotp(userId: string, code: string): Promise<Use> {
    const row = await this.db.maybe<TotpRow>(sql`
      SELECT id, secret, key_id AS "keyId" FROM backend.factors
      WHERE user_id = ${userId} AND kind = 'totp' AND activated_at IS NOT NULL`);
    if (!row) throw wrong();
    const step = this.secrets.stepOf(userId, row, code);
    if (step === undefined) throw wrong();
    const { secret, keyId } = this.secrets.renewed(userId, row);
    return async (tx) => {
      const used = await tx.execute(sql`
        UPDATE backend.factors SET last_step = ${step}, last_used_at = now(), secret = ${secret}, key_id = ${keyId}
        WHERE id = ${row.id} AND last_step < ${step}`);
      if (used === 0) throw problems.wrongCode('Each code is good once. Wait for the next one.');
    };
  }

  private async useRecovery(tx: Tx, userId: string, code: string): Promise<void> {
    if (!(await this.recovery.use(tx, userId, code))) throw wrong();
  }

  private async checkMessage({ userId, method, code, purpose, challengeId }: Evidence): Promise<Use> {
    if (!challengeId) throw authProblems.codeEnded('Ask for a code first.');
    const proven = await this.challenges.prove(challengeId, code, purpose).catch((error: unknown) => {
      throw error instanceof Problem && error.code === authProblems.wrongCode.code ? wrong() : error;
    });
    if (proven.userId !== userId || (method === 'sms') !== (proven.contact.phone !== undefined)) throw wrong();
    return async (tx) => {
      await this.challenges.use(tx, proven);
      await tx.execute(sql`
        UPDATE backend.factors SET last_used_at = now()
        WHERE user_id = ${userId} AND kind = ${method} AND activated_at IS NOT NULL`);
    };
  }
}

const subjectOf = (userId: string): string => `factor:${userId}`;
const wrong = () => problems.wrongCode('Check the code and try again.');
