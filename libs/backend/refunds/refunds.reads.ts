import { Injectable } from '@nestjs/common';
import {
  type Actor,
  Database,
  maskPhone,
  money,
  none,
  olderThan,
  type Queryable,
  sql,
  toPage,
} from '@pakashop/platform';
import { ownedBy } from '../orders/orders.scope.js';
import type {
  OwnRefund,
  RefundAttemptView,
  RefundDetail,
  RefundLineView,
  RefundPage,
  RefundsQuery,
  RefundView,
} from './refunds.dto.js';
import { refundsProblems as problems } from './refunds.errors.js';
import { REFUND, type Refund } from './refunds.record.js';
import { awaitsWithdrawal } from './refunds.rules.js';

type Row = Refund & { readonly orderNumber: string };

interface LineRow extends Omit<RefundLineView, 'amount'> {
  readonly refundId: string;
  readonly amount: number;
  readonly currency: string;
}

interface AttemptRow extends Omit<RefundAttemptView, 'sentAt' | 'settledAt'> {
  readonly sentAt: Date;
  readonly settledAt: Date | null;
}

const FROM = sql`FROM backend.refunds r JOIN backend.orders o ON o.id = r.order_id`;

/** Refunds as staff and buyers see them. */
@Injectable()
export class RefundReads {
  constructor(private readonly db: Database) {}

  /** All refunds, newest first. */
  async list({ state, orderId, limit, cursor }: RefundsQuery): Promise<RefundPage> {
    const rows = await this.db.rows<Row>(sql`
      SELECT ${REFUND}, o.number AS "orderNumber" ${FROM}
      WHERE true ${state ? sql`AND r.state = ${state}` : none} ${orderId ? sql`AND r.order_id = ${orderId}` : none}
        ${olderThan(cursor, sql`r.id`)}
      ORDER BY r.id DESC LIMIT ${limit + 1}`);
    return toPage(rows, limit, (row) => [row.id], viewOf);
  }

  /** @throws Problem refunds.not_found */
  detail(id: string): Promise<RefundDetail> {
    return this.one(this.db, id);
  }

  /** The same within a transaction. @throws Problem refunds.not_found */
  async one(db: Queryable, id: string): Promise<RefundDetail> {
    const row = await db.maybe<Row>(sql`SELECT ${REFUND}, o.number AS "orderNumber" ${FROM} WHERE r.id = ${id}`);
    if (!row) throw problems.notFound('Look it up with GET /refunds.');
    const [lines, attempts] = await Promise.all([linesOf(db, [id]), attemptsOf(db, id)]);
    return { ...viewOf(row), lines: lines.map(lineView), attempts: attempts.map(attemptView) };
  }

  /** Refunds of the asker's own order. @throws Problem ORDER_001 */
  async ofOrder(actor: Actor, orderId: string): Promise<OwnRefund[]> {
    const order = await this.db.maybe<object>(
      sql`SELECT FROM backend.orders o WHERE o.id = ${orderId} AND ${ownedBy(actor)}`,
    );
    if (!order) throw problems.orderNotFound('Look at your own orders with GET /orders.');
    const rows = await this.db.rows<Row>(sql`
      SELECT ${REFUND}, o.number AS "orderNumber" ${FROM}
      WHERE r.order_id = ${orderId} AND ${ownedBy(actor)} AND r.state <> 'CREATED' ORDER BY r.id DESC`);
    const lines = await linesOf(
      this.db,
      rows.map(({ id }) => id),
    );
    return rows.map((row) =>
      ownView(
        row,
        lines.filter(({ refundId }) => refundId === row.id),
      ),
    );
  }
}

const linesOf = (db: Queryable, refundIds: readonly string[]): Promise<LineRow[]> =>
  db.rows(sql`
    SELECT x.refund_id AS "refundId", x.line_id AS "lineId", l.title, x.quantity, x.amount, r.currency
    FROM backend.refund_lines x JOIN backend.order_lines l ON l.id = x.line_id JOIN backend.refunds r ON r.id = x.refund_id
    WHERE x.refund_id = ANY(${refundIds}::uuid[]) ORDER BY x.refund_id, x.line_id`);

const attemptsOf = (db: Queryable, refundId: string): Promise<AttemptRow[]> =>
  db.rows(sql`
    SELECT number, route, provider, coalesce(provider_refund_id, reference) AS reference, state,
      failure_code AS "failureCode", evidence, sent_at AS "sentAt", settled_at AS "settledAt"
    FROM backend.refund_attempts WHERE refund_id = ${refundId} ORDER BY number`);

function viewOf(row: Row): RefundView {
  const { id, orderId, orderNumber, shopOrderId, shopId, paymentId, reason, why, state, currency } = row;
  return {
    ...{ id, orderId, orderNumber, shopOrderId, shopId, paymentId, reason, why, state },
    amount: money(row.amount, currency),
    goods: money(row.goods, currency),
    deliveryFee: money(row.delivery, currency),
    goodwill: money(row.goodwill, currency),
    funder: row.funder,
    provider: row.provider,
    attention: row.attention,
    openedBy: row.openedBy,
    approvedBy: row.approvedBy,
    wallet: walletOf(row),
    withdrawal: row.withdrawalBy === null ? null : { by: row.withdrawalBy, awaitsApproval: awaitsWithdrawal(row) },
    createdAt: row.createdAt.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}

const walletOf = (row: Row): RefundView['wallet'] =>
  row.walletPhone && row.walletOperator
    ? {
        phone: maskPhone(row.walletPhone),
        operator: row.walletOperator,
        by: row.walletBy ?? '',
        awaitsApproval: row.walletNeedsApproval && row.walletApprovedBy === null,
      }
    : null;

const lineView = ({ lineId, title, quantity, amount, currency }: LineRow): RefundLineView => ({
  ...{ lineId, title, quantity },
  amount: money(amount, currency),
});

const attemptView = ({ sentAt, settledAt, ...attempt }: AttemptRow): RefundAttemptView => ({
  ...attempt,
  sentAt: sentAt.toISOString(),
  settledAt: settledAt?.toISOString() ?? null,
});

const STATUS = { COMPLETED: 'PAID', WITHDRAWN: 'WITHDRAWN' } as const;

const ownView = (row: Row, lines: readonly LineRow[]): OwnRefund => ({
  id: row.id,
  shopOrderId: row.shopOrderId,
  reason: row.reason,
  amount: money(row.amount, row.currency),
  status: row.state === 'COMPLETED' || row.state === 'WITHDRAWN' ? STATUS[row.state] : 'PENDING',
  lines: lines.map(lineView),
  createdAt: row.createdAt.toISOString(),
  completedAt: row.completedAt?.toISOString() ?? null,
});
