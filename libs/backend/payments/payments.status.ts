import { Injectable } from '@nestjs/common';
import { type Actor, Database, money, sql } from '@pakashop/platform';
import { OrderFlow } from '../orders/orders.flow.js';
import { latestAttempt } from './payments.attempts.js';
import type { AttemptView, PaymentStatusView } from './payments.dto.js';
import type { Attempt } from './payments.provider.js';
import { adviceFor, isLive, type PaymentState } from './payments.rules.js';

/** What a waiting page sees. */
@Injectable()
export class PaymentStatus {
  constructor(
    private readonly db: Database,
    private readonly orders: OrderFlow,
  ) {}

  /** @throws Problem ORDER_001 */
  async read(actor: Actor, orderId: string): Promise<PaymentStatusView> {
    const order = await this.orders.owned(actor, orderId);
    const [payment, attempt] = await Promise.all([
      this.db.one<{ status: PaymentState }>(sql`SELECT status FROM backend.payments WHERE id = ${order.paymentId}`),
      latestAttempt(this.db, order.paymentId),
    ]);
    return {
      orderId,
      orderNumber: order.number,
      orderStatus: order.status,
      paymentStatus: order.paymentStatus,
      payment: payment.status,
      total: money(order.total, order.currency),
      expiresAt: order.expiresAt.toISOString(),
      attempt: attempt ? attemptView(attempt) : null,
      pollAfterSeconds: 5,
    };
  }
}

const attemptView = (attempt: Attempt): AttemptView => ({
  transactionId: attempt.id,
  method: attempt.method,
  state: attempt.state,
  url: isLive(attempt.state) ? attempt.redirectUrl : null,
  failureCode: attempt.failureCode,
  message: attempt.state === 'FAILED' ? adviceFor(attempt.failureCode ?? '') : null,
});
