import { type Money, money, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { ProviderName } from '../payments/payments.events.js';
import type { Funder, LateRefundFact, RefundFact, RefundReason } from './refunds.events.js';
import type { RefundAttempt, WalletOperator } from './refunds.provider.js';
import type { RefundState } from './refunds.rules.js';

/** What a buyer is owed back, as it stands in backend.refunds; amounts in ngwee. */
export interface Refund {
  readonly id: string;
  readonly orderId: string;
  readonly paymentId: string;
  readonly shopOrderId: string | null;
  readonly shopId: string | null;
  readonly breakId: string | null;
  readonly reason: RefundReason;
  readonly why: string | null;
  readonly state: RefundState;
  readonly goods: number;
  readonly delivery: number;
  readonly goodwill: number;
  readonly amount: number;
  /** Of the lines that the goods come off; null when none do. */
  readonly commission: number | null;
  readonly commissionVat: number | null;
  readonly currency: string;
  readonly funder: Funder;
  /** Where the money came in. */
  readonly provider: ProviderName;
  /** What the provider calls the payment that is refunded. */
  readonly source: string;
  /** Why a person has to look. */
  readonly attention: string | null;
  readonly attempts: number;
  readonly jobs: number;
  /** How often the money had arrived and had come back. */
  readonly reopened: number;
  /** Seconds until it may be sent again; 0 when now. */
  readonly waitSeconds: number;
  readonly openedBy: string;
  readonly needsApproval: boolean;
  readonly approvedBy: string | null;
  readonly walletPhone: string | null;
  readonly walletOperator: WalletOperator | null;
  readonly walletBy: string | null;
  readonly walletNeedsApproval: boolean;
  readonly walletApprovedBy: string | null;
  /** Who wants to call it off, and whether somebody else has to agree. */
  readonly withdrawalBy: string | null;
  readonly withdrawalNeedsApproval: boolean;
  readonly completedAt: Date | null;
  readonly createdAt: Date;
}

export const REFUND: Sql = sql`
  r.id, r.order_id AS "orderId", r.payment_id AS "paymentId", r.shop_order_id AS "shopOrderId", r.shop_id AS "shopId",
  r.break_id AS "breakId", r.reason, r.why, r.state, r.goods, r.delivery, r.goodwill, r.amount, r.currency, r.funder,
  (SELECT sum(x.commission)::bigint FROM backend.refund_shares x WHERE x.refund_id = r.id) AS commission,
  (SELECT sum(x.commission_vat)::bigint FROM backend.refund_shares x WHERE x.refund_id = r.id) AS "commissionVat",
  r.provider, r.source, r.attention, r.attempts, r.jobs, r.reopened,
  greatest(extract(epoch FROM r.retry_at - now()), 0)::float8 AS "waitSeconds",
  r.opened_by AS "openedBy", r.needs_approval AS "needsApproval", r.approved_by AS "approvedBy",
  r.wallet_phone AS "walletPhone", r.wallet_operator AS "walletOperator", r.wallet_by AS "walletBy",
  r.wallet_needs_approval AS "walletNeedsApproval", r.wallet_approved_by AS "walletApprovedBy",
  r.withdrawal_by AS "withdrawalBy", r.withdrawal_needs_approval AS "withdrawalNeedsApproval",
  r.completed_at AS "completedAt", r.created_at AS "createdAt"`;

const ATTEMPT: Sql = sql`
  a.id, a.refund_id AS "refundId", a.number, a.route, a.provider, a.source, a.reference,
  a.provider_refund_id AS "providerRefundId", a.state, a.amount, a.currency, a.phone, a.operator,
  a.failure_code AS "failureCode", extract(epoch FROM now() - a.sent_at)::float8 AS "secondsSinceSent"`;

export const refundById = (db: Queryable, id: string): Promise<Refund | undefined> =>
  db.maybe(sql`SELECT ${REFUND} FROM backend.refunds r WHERE r.id = ${id}`);

/** Keeps others from moving it until the transaction ends. */
export const lockRefund = (db: Queryable, id: string): Promise<Refund | undefined> =>
  db.maybe(sql`SELECT ${REFUND} FROM backend.refunds r WHERE r.id = ${id} FOR NO KEY UPDATE`);

export const attemptById = (db: Queryable, id: string): Promise<RefundAttempt | undefined> =>
  db.maybe(sql`SELECT ${ATTEMPT} FROM backend.refund_attempts a WHERE a.id = ${id}`);

/** The attempt that can still move money, if there is one; the database allows one per refund. */
export const liveAttempt = (db: Queryable, refundId: string): Promise<RefundAttempt | undefined> =>
  db.maybe(sql`
    SELECT ${ATTEMPT} FROM backend.refund_attempts a
    WHERE a.refund_id = ${refundId} AND a.state IN ('SENT', 'PENDING', 'UNKNOWN')`);

/** By our id or, where a provider tells its own, by that. */
export const attemptByReference = (
  db: Queryable,
  provider: ProviderName,
  reference: string,
): Promise<RefundAttempt | undefined> =>
  db.maybe(sql`
    SELECT ${ATTEMPT} FROM backend.refund_attempts a
    WHERE a.provider = ${provider} AND (a.reference = ${reference} OR a.provider_refund_id = ${reference})`);

/** Ids of the provider's refunds of one payment that belong to other attempts of ours. */
export async function otherRefundsOf(db: Queryable, { id, provider, source }: RefundAttempt): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT provider_refund_id AS id FROM backend.refund_attempts
    WHERE provider = ${provider} AND source = ${source} AND id <> ${id} AND provider_refund_id IS NOT NULL`);
  return rows.map((row) => row.id);
}

/** What a provider calls an attempt. */
export const referenceOf = ({ providerRefundId, reference }: RefundAttempt): string => providerRefundId ?? reference;

/** What events say of a refund. */
export const factOf = (refund: Refund): RefundFact => ({
  refundId: refund.id,
  orderId: refund.orderId,
  paymentId: refund.paymentId,
  ...(refund.shopOrderId && { shopOrderId: refund.shopOrderId }),
  ...(refund.shopId && { shopId: refund.shopId }),
  reason: refund.reason,
  amount: money(refund.amount, refund.currency),
  goods: money(refund.goods, refund.currency),
  delivery: money(refund.delivery, refund.currency),
  goodwill: money(refund.goodwill, refund.currency),
  ...(refund.commission !== null && { commission: money(refund.commission, refund.currency) }),
  ...(refund.commissionVat !== null && { commissionVat: money(refund.commissionVat, refund.currency) }),
  funder: refund.funder,
});

/** What events say of a try that arrived after it had failed. @param amount what the provider says that it paid */
export const lateFactOf = (
  { id: refundId, orderId, paymentId }: Refund,
  attempt: RefundAttempt,
  amount: Money,
): LateRefundFact => ({
  ...{ refundId, attemptId: attempt.id, orderId, paymentId, provider: attempt.provider },
  ...{ reference: referenceOf(attempt), route: attempt.route, amount },
});
