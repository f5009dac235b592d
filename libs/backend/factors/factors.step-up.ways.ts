import { Injectable } from '@nestjs/common';
import { type Actor, Database, sql } from '@pakashop/platform';
import { FactorContacts } from './factors.contacts.js';
import type { AskStepUp, StepUpChoice, StepUpMethod } from './factors.dto.js';
import { factorsProblems as problems } from './factors.errors.js';
import { FactorMethods } from './factors.methods.js';

interface Ways {
  readonly isEnrolled: boolean;
  readonly methods: readonly StepUpMethod[];
}

/** The ways in which somebody who is signed in can prove again that it is them. */
@Injectable()
export class StepUpWays {
  constructor(
    private readonly db: Database,
    private readonly factors: FactorMethods,
    private readonly contacts: FactorContacts,
  ) {}

  /** @throws Problem auth.method_refused, RATE_001, unavailable */
  async ask({ userId, sessionId }: Actor, { method }: AskStepUp): Promise<StepUpChoice> {
    const { methods } = await this.of(userId!, method);
    if (!method) return { methods: [...methods], sent: null };
    const sent = await this.contacts.send(userId!, method, 'STEP_UP', (tx, challengeId) =>
      tx.execute(sql`UPDATE backend.sessions SET challenge_id = ${challengeId} WHERE id = ${sessionId}`),
    );
    return { methods: [...methods], sent };
  }

  /**
   * Who has a second factor uses it. Who has none may use what they sign in with, unless a role demands more of them:
   * then there is nothing here, and they set up a second factor after signing in to that role.
   *
   * @param wanted must be among them
   * @throws Problem auth.method_refused
   */
  async of(userId: string, wanted?: StepUpMethod): Promise<Ways> {
    const { isEnrolled, methods } = await this.factors.of(userId);
    const all: readonly StepUpMethod[] = isEnrolled ? methods : await this.firstOf(userId);
    if (wanted && !all.includes(wanted)) {
      throw problems.methodRefused('POST /auth/step-up answers the methods that are open to you.');
    }
    return { isEnrolled, methods: all };
  }

  private async firstOf(userId: string): Promise<StepUpMethod[]> {
    if (await this.factors.areDemanded(userId)) return [];
    const { methods } = await this.db.one<{ methods: StepUpMethod[] }>(sql`
      SELECT array_remove(ARRAY[
        CASE WHEN password_hash IS NOT NULL THEN 'password' END, CASE WHEN phone_verified_at IS NOT NULL THEN 'sms' END,
        CASE WHEN email_verified_at IS NOT NULL THEN 'email' END], NULL) AS methods
      FROM backend.users WHERE id = ${userId}`);
    return methods;
  }
}
