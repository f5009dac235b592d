import { Injectable } from '@nestjs/common';
import { type Actor, Database, platformProblems, sql } from '@pakashop/platform';
import { Credentials } from '../auth/auth.credentials.js';
import type { Tokens } from '../auth/auth.dto.js';
import type { Proof } from '../auth/auth.proofs.js';
import { Sessions } from '../auth/auth.sessions.js';
import type { ConfirmStepUp } from './factors.dto.js';
import { Proving, type Use } from './factors.proving.js';
import { StepUpWays } from './factors.step-up.ways.js';

interface Who {
  readonly userId: string;
  readonly sessionId: string;
}

/** Proving again, in the middle of a session, that it is oneself. */
@Injectable()
export class StepUps {
  constructor(
    private readonly db: Database,
    private readonly ways: StepUpWays,
    private readonly credentials: Credentials,
    private readonly proving: Proving,
    private readonly sessions: Sessions,
  ) {}

  /**
   * Goes on under a new session id, with a proof of this moment.
   *
   * @throws Problem MFA_002, auth.wrong_password, auth.code_ended, auth.method_refused, RATE_001
   */
  async confirm(actor: Actor, { method, code }: ConfirmStepUp): Promise<Tokens> {
    const who = { userId: actor.userId!, sessionId: actor.sessionId! };
    const { isEnrolled } = await this.ways.of(who.userId, method);
    const use = await this.check(who, method, code);
    // A message to who has set up no second factor proves what signing in by code does, and no more.
    const by: Proof = isEnrolled || method === 'password' ? method : 'code';
    return this.db.transaction(async (tx) => {
      const tokens = await this.sessions.renew(tx, { ...who, by });
      await use(tx);
      return tokens;
    });
  }

  private async check({ userId, sessionId }: Who, method: ConfirmStepUp['method'], code: string): Promise<Use> {
    if (method === 'password') {
      await this.credentials.confirm(userId, code);
      return () => Promise.resolve();
    }
    await this.proving.take(userId);
    const session = await this.db.maybe<{ challengeId: string | null }>(sql`
      SELECT challenge_id AS "challengeId" FROM backend.sessions WHERE id = ${sessionId}`);
    if (!session) throw platformProblems.notSignedIn('The session has ended. Sign in again.');
    return this.proving.check({ userId, method, code, purpose: 'STEP_UP', challengeId: session.challengeId });
  }
}
