import { Injectable } from '@nestjs/common';
import { Database, money, none, olderThan, type Queryable, sql, toPage, type Tx } from '@pakashop/platform';
import type { BreakPage, BreaksQuery, PaymentBreakView } from './payments.breaks.dto.js';
import { outcomesOf } from './payments.breaks.rules.js';
import { paymentsProblems as problems } from './payments.errors.js';

/** A break with what it is about. */
export interface BreakRow extends Omit<PaymentBreakView, 'amount' | 'outcomes' | 'decidedAt' | 'createdAt'> {
  readonly attemptId: string | null;
  readonly refundAttemptId: string | null;
  readonly providerTransactionId: string | null;
  readonly inSuspense: boolean;
  /** Ngwee. */
  readonly amount: number | null;
  readonly currency: string | null;
  readonly decidedAt: Date | null;
  readonly createdAt: Date;
}

const SELECT = sql`
  SELECT b.id, b.kind, b.provider, b.reference, b.attempt_id AS "attemptId", b.payment_id AS "paymentId",
    p.order_id AS "orderId", b.refund_attempt_id AS "refundAttemptId", coalesce(a.refund_id, (
      SELECT r.id FROM backend.refunds r WHERE r.break_id = b.id ORDER BY r.id DESC LIMIT 1)) AS "refundId",
    b.provider_transaction_id AS "providerTransactionId", b.amount, b.currency, b.detail, b.state,
    b.in_suspense AS "inSuspense", b.owner, floor(extract(epoch FROM coalesce(
      CASE b.state WHEN 'RESOLVED' THEN b.decided_at END, now()) - b.created_at) / 86400)::int AS "ageDays",
    b.outcome, b.reason, b.proposed_by AS "proposedBy", b.decided_by AS "decidedBy", b.decided_at AS "decidedAt",
    b.created_at AS "createdAt"
  FROM backend.payment_breaks b LEFT JOIN backend.payments p ON p.id = b.payment_id
  LEFT JOIN backend.refund_attempts a ON a.id = b.refund_attempt_id`;

/** Breaks as finance sees them. */
@Injectable()
export class PaymentBreaks {
  constructor(private readonly db: Database) {}

  /** The newest first. */
  async list({ state, kind, owner, limit, cursor }: BreaksQuery): Promise<BreakPage> {
    const rows = await this.db.rows<BreakRow>(sql`
      ${SELECT} WHERE true ${state ? sql`AND b.state = ${state}` : none} ${kind ? sql`AND b.kind = ${kind}` : none}
        ${owner ? sql`AND b.owner = ${owner}` : none} ${olderThan(cursor, sql`b.id`)} ORDER BY b.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], viewOf);
  }

  /** @throws Problem payments.break_not_found */
  async one(db: Queryable, id: string): Promise<BreakRow> {
    const row = await db.maybe<BreakRow>(sql`${SELECT} WHERE b.id = ${id}`);
    if (!row) throw problems.breakNotFound('GET /payments/breaks lists them.');
    return row;
  }

  /** Keeps others from deciding about it until the transaction ends. Payments and refunds are locked before their breaks. */
  async lock(tx: Tx, id: string): Promise<BreakRow> {
    await tx.execute(sql`SELECT FROM backend.payment_breaks WHERE id = ${id} FOR NO KEY UPDATE`);
    return this.one(tx, id);
  }
}

/** A break as it is shown. */
export function viewOf(row: BreakRow): PaymentBreakView {
  const { id, kind, provider, reference, paymentId, orderId, refundId, detail, state, owner, ageDays } = row;
  const { amount, currency, outcome, reason, proposedBy, decidedBy } = row;
  return {
    ...{ id, kind, provider, reference, paymentId, orderId, refundId, detail, state, owner, ageDays },
    ...{ outcome, reason, proposedBy, decidedBy },
    amount: amount === null ? null : money(amount, currency ?? 'ZMW'),
    outcomes: state === 'OPEN' ? [...outcomesOf(row)] : [],
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
