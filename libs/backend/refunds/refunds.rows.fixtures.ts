import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, newId, sql } from '@pakashop/platform';
import { randomUUID } from 'node:crypto';
import { Refunds } from './refunds.service.js';

/** Gives an order that is there as rows the payment that it lacks, taken by mobile money. */
export async function captureRows(app: NestFastifyApplication, orderId: string): Promise<void> {
  const db = app.get(Database);
  const [paymentId, attemptId, reference] = [newId(), newId(), randomUUID()];
  await db.execute(sql`
    INSERT INTO backend.payments (id, order_id, status, amount, captured_amount, currency, captured_at)
    SELECT ${paymentId}, id, 'CAPTURED', total, total, currency, now() FROM backend.orders WHERE id = ${orderId}`);
  await db.execute(sql`
    INSERT INTO backend.payment_attempts (id, payment_id, order_id, provider, method, reference, state, amount, currency, phone)
    SELECT ${attemptId}, ${paymentId}, id, 'pawapay', 'MTN_MONEY', ${reference}, 'SUCCEEDED', total, currency, '+260966123456'
    FROM backend.orders WHERE id = ${orderId}`);
}

/** A refund of a part of the goods that stands in a state, opened by somebody else. */
export async function refundRow(
  app: NestFastifyApplication,
  { orderId, shopOrderId }: { orderId: string; shopOrderId: string },
  state: 'CREATED' | 'NEEDS_ATTENTION',
): Promise<string> {
  const db = app.get(Database);
  const needsApproval = state === 'CREATED';
  const refund = { orderId, shopOrderId, key: `test:${newId()}`, reason: 'STAFF', actor: 'person:other' } as const;
  const opened = await db.transaction((tx) =>
    app.get(Refunds, { strict: false }).open(tx, { ...refund, goods: 100, delivery: 0, goodwill: 0, needsApproval }),
  );
  if (!needsApproval) {
    await db.execute(sql`
      UPDATE backend.refunds SET state = 'NEEDS_ATTENTION', attention = 'RECIPIENT_NOT_FOUND' WHERE id = ${opened!.refundId}`);
  }
  return opened!.refundId;
}
