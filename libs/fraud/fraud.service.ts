import { Inject, Injectable } from '@nestjs/common';
import { Database, newId, sql, UNHURRIED } from '@pakashop/platform';
import { FraudConfig } from './fraud.config.js';
import type { Assessment, AssessPayment, FraudPort } from './fraud.contract.js';
import { rulesetOf, scorePayment, type FiredRule, type Ruleset } from './fraud.rules.js';

/** What an assessment keeps for the person who reviews it. */
export interface AssessedPayment {
  readonly fired: readonly FiredRule[];
  readonly threshold: number;
  readonly buyerId?: string;
  readonly sellerIds: readonly string[];
  readonly amount: number;
  readonly currency: string;
  readonly method: string;
}

/** Scores payments. The answer does not say which rule fired: whoever cheats must not learn from it. */
@Injectable()
export class FraudService implements FraudPort {
  private readonly ruleset: Ruleset;

  constructor(
    @Inject(FraudConfig) config: FraudConfig,
    private readonly db: Database,
  ) {
    this.ruleset = rulesetOf(config);
  }

  /**
   * Scores a payment and opens its review when it is suspicious. A payment with a review follows the review: it passes
   * once a person has approved it and waits otherwise, whatever the rules say now.
   */
  async assess({ paymentId, orderId, method, ...facts }: AssessPayment): Promise<Assessment> {
    const { score, fired, isSuspicious } = scorePayment(facts, this.ruleset);
    const { buyerId, sellerIds, amount } = facts;
    const { threshold, version } = this.ruleset;
    const kept: AssessedPayment = { fired, threshold, buyerId, sellerIds, ...amount, method };
    const assessmentId = newId();
    // A crash that forgets the assessment forgets the payment that follows it, too.
    // The update that changes nothing locks a review that is there, so that its state is the one of this moment.
    const { decision } = await this.db.one<Pick<Assessment, 'decision'>>(sql`
      WITH ${UNHURRIED}, opened AS (
        INSERT INTO fraud.reviews AS r (id, assessment_id, payment_id, order_id)
        SELECT ${newId()}::uuid, ${assessmentId}::uuid, ${paymentId}::uuid, ${orderId}::uuid WHERE ${isSuspicious}::boolean
        ON CONFLICT (payment_id) DO UPDATE SET payment_id = r.payment_id RETURNING r.state),
      review AS (
        SELECT state FROM opened
        UNION ALL SELECT state FROM fraud.reviews WHERE payment_id = ${paymentId} AND NOT ${isSuspicious}::boolean)
      INSERT INTO fraud.assessments (id, payment_id, order_id, score, decision, rules, ruleset)
      SELECT ${assessmentId}, ${paymentId}, ${orderId}, ${score},
        CASE WHEN EXISTS (SELECT FROM review WHERE state <> 'APPROVED') THEN 'REVIEW' ELSE 'PASS' END,
        ${JSON.stringify(kept)}, ${version}
      FROM unhurried RETURNING decision`);
    return { assessmentId, decision, score };
  }
}
