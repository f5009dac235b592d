import { newId, type Queryable, sql, type Sql, type Tx } from '@pakashop/platform';
import { beginning, move } from '../transitions.js';
import type { Attempt, Method, PaymentProvider } from './payments.provider.js';

const COLUMNS: Sql = sql`
  a.id, a.payment_id AS "paymentId", a.order_id AS "orderId", a.provider, a.method, a.reference, a.state, a.amount,
  a.currency, a.phone, a.redirect_url AS "redirectUrl", a.provider_transaction_id AS "providerTransactionId",
  a.failure_code AS "failureCode", extract(epoch FROM now() - a.sent_at)::float8 AS "secondsSinceSent"`;

export function attemptById(db: Queryable, id: string): Promise<Attempt | undefined> {
  return db.maybe(sql`SELECT ${COLUMNS} FROM backend.payment_attempts a WHERE a.id = ${id}`);
}

export function attemptByReference(db: Queryable, provider: string, reference: string): Promise<Attempt | undefined> {
  return db.maybe(
    sql`SELECT ${COLUMNS} FROM backend.payment_attempts a WHERE a.reference = ${reference} AND a.provider = ${provider}`,
  );
}

/** The attempt that can still take money, if there is one; the database allows one per payment. */
export function liveAttempt(db: Queryable, paymentId: string): Promise<Attempt | undefined> {
  return db.maybe(sql`
    SELECT ${COLUMNS} FROM backend.payment_attempts a
    WHERE a.payment_id = ${paymentId} AND a.state IN ('CREATED', 'SENT', 'PENDING', 'UNKNOWN')`);
}

export function latestAttempt(db: Queryable, paymentId: string): Promise<Attempt | undefined> {
  return db.maybe(sql`
    SELECT ${COLUMNS} FROM backend.payment_attempts a WHERE a.payment_id = ${paymentId} ORDER BY a.id DESC LIMIT 1`);
}

export interface NewAttempt {
  readonly paymentId: string;
  readonly orderId: string;
  readonly provider: PaymentProvider;
  readonly method: Method;
  readonly phone: string | null;
  readonly amount: number;
  readonly currency: string;
  /** The dead attempt that this one replaces. */
  readonly replacesId?: string;
}

/** Stores a new attempt with its reference; nothing has left yet. The sender's job belongs into the same transaction. */
export async function createAttempt(tx: Tx, input: NewAttempt): Promise<string> {
  const id = newId();
  await tx.execute(sql`
    WITH history AS (${beginning([['attempt', id]], 'CREATED', 'initiate')})
    INSERT INTO backend.payment_attempts
      (id, payment_id, order_id, provider, method, reference, amount, currency, phone, replaces_id)
    VALUES (${id}, ${input.paymentId}, ${input.orderId}, ${input.provider.name}, ${input.method},
            ${input.provider.newReference(id)}, ${input.amount}, ${input.currency}, ${input.phone}, ${input.replacesId ?? null})`);
  return id;
}

/** From here on the reference may have left; false when it was fenced or is on its way already. */
export function markSent(db: Queryable, id: string): Promise<boolean> {
  return move(db, {
    machine: 'attempt',
    id,
    from: ['CREATED'],
    to: 'SENT',
    cause: 'sender',
    set: sql`sent_at = now()`,
  });
}
