import { money, type Queryable, sql, type Sql } from '@pakashop/platform';
import type { BatchState, PayeeRef, Payout, Trigger } from './payouts.kinds.js';
import type { PayoutFact } from './settlement.events.js';

/** Columns of the payout `p`. */
export const PAYOUT: Sql = sql`p.id, p.batch_id AS "batchId", p.payee_kind AS "payeeKind", p.payee_id AS "payeeId", p.state,
  p.amount, p.currency, p.rail, p.network, p.destination, p.masked, p.provider, p.reference, p.alone, p.acknowledged,
  p.provider_transaction_id AS "providerTransactionId", p.failure_code AS "failureCode", p.evidence,
  p.replaces_id AS "replacesId", p.created_at AS "createdAt", p.sent_at AS "sentAt", p.settled_at AS "settledAt",
  extract(epoch FROM now() - p.sent_at)::float8 AS "secondsSinceSent", p.doubted_until AS "doubtedUntil",
  coalesce(p.doubted_until > now(), false) AS "isDoubted", now() AS "readAt"`;

/** @param where a condition over the payout `p` */
export const payoutsWhere = (db: Queryable, where: Sql): Promise<Payout[]> =>
  db.rows(sql`SELECT ${PAYOUT} FROM settlement.payouts p WHERE ${where} ORDER BY p.id`);

export const payoutById = async (db: Queryable, id: string): Promise<Payout | undefined> =>
  (await payoutsWhere(db, sql`p.id = ${id}`))[0];

export const payeeOf = ({ payeeKind: kind, payeeId: id }: Payout): PayeeRef => ({ kind, id });

/** What others hear of a payout. */
export const factOf = (payout: Payout, transactionId: string | null = null): PayoutFact => ({
  payoutId: payout.id,
  payeeKind: payout.payeeKind,
  payeeId: payout.payeeId,
  amount: money(payout.amount, payout.currency),
  provider: payout.provider,
  reference: payout.reference,
  ...(transactionId && { providerTransactionId: transactionId }),
  at: payout.readAt.toISOString(),
});

/** Who is to be paid: everybody who is due, those of some schedules, or these. */
export interface Scope {
  readonly every?: string;
  readonly payees?: readonly { readonly kind: string; readonly id: string }[];
  /** The dead payout that the one of this batch replaces. */
  readonly replaces?: string;
}

export interface BatchRow {
  readonly id: string;
  readonly number: number;
  readonly trigger: Trigger;
  readonly cycle: string | null;
  readonly scope: Scope;
  readonly state: BatchState;
  readonly currency: string;
  readonly total: number;
  readonly count: number;
  readonly hash: string | null;
  readonly needsApproval: boolean;
  readonly preparedBy: string;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** Columns of the batch `b`. */
export const BATCH: Sql = sql`b.id, b.number, b.trigger, b.cycle, b.scope, b.state, b.currency, b.total, b.count,
  encode(b.hash, 'hex') AS hash, b.needs_approval AS "needsApproval", b.prepared_by AS "preparedBy",
  b.approved_by AS "approvedBy", b.approved_at AS "approvedAt", b.reason, b.created_at AS "createdAt",
  b.ended_at AS "endedAt"`;

/** @param lock `FOR SHARE` keeps its state as it is until the end of the transaction */
export const batchById = (db: Queryable, id: string, lock: Sql = sql``): Promise<BatchRow | undefined> =>
  db.maybe(sql`SELECT ${BATCH} FROM settlement.payout_batches b WHERE b.id = ${id} ${lock}`);
