import { Injectable } from '@nestjs/common';
import { type Actor, Database, newId, sql } from '@pakashop/platform';
import { authProblems } from '../auth/auth.errors.js';
import { FactorContacts } from './factors.contacts.js';
import type { FactorAdded, FactorCodeSent, MessageFactor } from './factors.dto.js';
import { Proving } from './factors.proving.js';
import { Factors } from './factors.service.js';

/** Setting up codes by SMS or e-mail, to the verified contact of the account. */
@Injectable()
export class MessageEnrolment {
  constructor(
    private readonly db: Database,
    private readonly contacts: FactorContacts,
    private readonly proving: Proving,
    private readonly factors: Factors,
  ) {}

  /** @throws Problem auth.contact_unverified, RATE_001, unavailable */
  begin(userId: string, kind: MessageFactor): Promise<FactorCodeSent> {
    return this.contacts.send(userId, kind, 'ENROL_FACTOR', (tx, challengeId) =>
      tx.execute(sql`
        INSERT INTO backend.factors (id, user_id, kind, challenge_id)
        VALUES (${newId()}, ${userId}, ${kind}, ${challengeId})
        ON CONFLICT (user_id, kind) WHERE activated_at IS NULL
        DO UPDATE SET challenge_id = excluded.challenge_id, created_at = now()`),
    );
  }

  /** @throws Problem MFA_002, auth.code_ended, RATE_001 */
  async confirm(actor: Actor, kind: MessageFactor, code: string): Promise<FactorAdded> {
    const userId = actor.userId!;
    await this.proving.take(userId);
    const row = await this.db.maybe<{ challengeId: string | null }>(sql`
      SELECT challenge_id AS "challengeId" FROM backend.factors
      WHERE user_id = ${userId} AND kind = ${kind} AND activated_at IS NULL`);
    if (!row) throw authProblems.codeEnded('Begin again with POST /me/factors/contact.');
    const { challengeId } = row;
    const use = await this.proving.check({ userId, method: kind, code, purpose: 'ENROL_FACTOR', challengeId });
    return this.factors.activate(actor, { kind, use });
  }
}
