import { Injectable } from '@nestjs/common';
import {
  audit,
  cursorId,
  Database,
  money,
  none,
  Outbox,
  sql,
  toPage,
  type Actor,
  type Claim,
  type Problem,
  type Tx,
} from '@pakashop/platform';
import type { DecideReview, ReviewList, ReviewQuery, ReviewState, ReviewView } from './fraud.dto.js';
import { fraudProblems } from './fraud.errors.js';
import { ReviewDecided } from './fraud.events.js';
import type { AssessedPayment } from './fraud.service.js';

interface ReviewRow {
  readonly id: string;
  readonly paymentId: string;
  readonly orderId: string;
  readonly state: ReviewState;
  readonly score: number;
  readonly assessed: AssessedPayment;
  readonly ruleset: string;
  readonly createdAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly reason: string | null;
}

const COLUMNS = sql`
  r.id, r.payment_id AS "paymentId", r.order_id AS "orderId", r.state, a.score, a.rules AS assessed, a.ruleset,
  r.created_at AS "createdAt", r.decided_by AS "decidedBy", r.decided_at AS "decidedAt", r.reason`;

/** Nobody sees or decides the review of a payment in which they are the buyer or a seller. */
const uninvolved = ({ userId }: Actor) => sql`
  coalesce(a.rules->>'buyerId', '') <> ${userId} AND NOT jsonb_exists(a.rules->'sellerIds', ${userId})`;

/** The payments that wait for a person. */
@Injectable()
export class Reviews {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** Reviews, the longest waiting first. */
  async list(caller: Actor, { state, limit, cursor }: ReviewQuery): Promise<ReviewList> {
    const rows = await this.db.rows<ReviewRow>(sql`
      SELECT ${COLUMNS} FROM fraud.reviews r JOIN fraud.assessments a ON a.id = r.assessment_id
      WHERE ${uninvolved(caller)} ${state ? sql`AND r.state = ${state}` : none}
        ${cursor ? sql`AND r.id > ${cursorId(cursor)}::uuid` : none}
      ORDER BY r.id LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], viewReview);
  }

  /**
   * Decides an open review, once, and tells the others.
   *
   * @throws Problem fraud.unknown_review, also when the caller is involved in the payment; fraud.review_decided
   */
  async decide(caller: Actor, id: string, { decision, reason }: DecideReview, claim: Claim): Promise<ReviewView> {
    return this.db.transaction(async (tx) => {
      const row = await tx.maybe<ReviewRow>(sql`
        UPDATE fraud.reviews r SET state = ${decision}, decided_by = ${caller.userId}, decided_at = now(), reason = ${reason}
        FROM fraud.assessments a
        WHERE r.id = ${id} AND r.state = 'OPEN' AND a.id = r.assessment_id AND ${uninvolved(caller)}
        RETURNING ${COLUMNS}`);
      if (!row) throw await refusal(tx, caller, id);
      const { paymentId, orderId } = row;
      await this.outbox.publish(tx, ReviewDecided, paymentId, { reviewId: id, paymentId, orderId, decision });
      await audit(tx, {
        act: 'fraud_review_decided',
        subject: 'fraud.review',
        subjectId: id,
        detail: { paymentId, orderId },
        before: { state: 'OPEN' },
        after: { state: decision },
        why: reason,
      });
      const view = viewReview(row);
      await claim.answer(tx, 200, view);
      return view;
    });
  }
}

async function refusal(tx: Tx, caller: Actor, id: string): Promise<Problem> {
  const known = await tx.maybe<{ state: ReviewState }>(sql`
    SELECT r.state FROM fraud.reviews r JOIN fraud.assessments a ON a.id = r.assessment_id
    WHERE r.id = ${id} AND ${uninvolved(caller)}`);
  if (!known) return fraudProblems.unknownReview('GET /fraud/reviews lists those that you may decide.');
  return fraudProblems.decided(`It was ${known.state.toLowerCase()}; a decision is final.`);
}

function viewReview({ assessed, createdAt, decidedAt, ...row }: ReviewRow): ReviewView {
  const { fired, threshold, buyerId, sellerIds, amount, currency, method } = assessed;
  return {
    ...row,
    threshold,
    rules: fired.map(({ rule, weight }) => ({ rule, weight })),
    amount: money(amount, currency),
    method,
    buyerId: buyerId ?? null,
    sellerIds: [...sellerIds],
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}
