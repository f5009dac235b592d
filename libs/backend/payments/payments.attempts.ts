import { currentContext, type Queryable, sql, type Sql, type Taken, type Tx, type Work } from '@pakashop/platform';
import type { Attempt, Method, PaymentProvider } from './payments.provider.js';

const COLUMNS: Sql = sql`
  a.id, a.payment_id AS "paymentId", a.order_id AS "orderId", a.provider, a.method, a.reference, a.state, a.amount,
  a.currency, a.phone, a.redirect_url AS "redirectUrl", a.provider_transaction_id AS "providerTransactionId",
  a.failure_code AS "failureCode", extract(epoch FROM now() - a.sent_at)::float8 AS "secondsSinceSent"`;

export function attemptsById(db: Queryable, ids: readonly string[]): Promise<Attempt[]> {
  return db.rows(sql`
    SELECT ${COLUMNS} FROM backend.payment_attempts a WHERE a.id = ANY((SELECT ${ids}::uuid[])::uuid[])`);
}

export const attemptById = async (db: Queryable, id: string): Promise<Attempt | undefined> =>
  (await attemptsById(db, [id]))[0];

/** Attempts by the ids that providers know them by. */
export function attemptsByReference(db: Queryable, references: readonly string[]): Promise<Attempt[]> {
  return db.rows(sql`
    SELECT ${COLUMNS} FROM backend.payment_attempts a WHERE a.reference = ANY((SELECT ${references}::text[])::text[])`);
}

export const attemptByReference = async (
  db: Queryable,
  provider: string,
  reference: string,
): Promise<Attempt | undefined> =>
  (await attemptsByReference(db, [reference])).find((attempt) => attempt.provider === provider);

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

/** The status that buyers see on the order follows the payment: the statement that makes it so. */
export const showOnOrder = (paymentId: string, status: 'PENDING' | 'FAILED'): Sql => sql`
  UPDATE backend.orders o SET payment_status = ${status} FROM backend.payments p
  WHERE p.id = ${paymentId} AND o.id = p.order_id AND o.payment_status = ${status === 'FAILED' ? 'PENDING' : 'FAILED'}`;

/**
 * Stores a new attempt with its reference and the sender's job; nothing has left yet. Once that commits nobody can tell any
 * more whether the reference has left, so the attempt is SENT from then on, and CREATED only the beginning of its history.
 */
export async function createAttempt<P extends object>(
  tx: Tx,
  id: string,
  input: NewAttempt,
  job: Taken<P>,
): Promise<{ attempt: Attempt; work: Work<P> }> {
  const { paymentId, orderId, method, amount, currency, phone } = input;
  const provider = input.provider.name;
  const reference = input.provider.newReference(id);
  const actor = currentContext()?.actor ?? 'system';
  const { deliveryId } = await tx.one<{ deliveryId: number }>(sql`
    WITH history AS (
      INSERT INTO backend.transitions (machine, subject_id, seq, from_state, to_state, cause, actor)
      VALUES ('attempt', ${id}, 1, NULL, 'CREATED', 'initiate', ${actor}), ('attempt', ${id}, 2, 'CREATED', 'SENT', 'sender', ${actor})),
    attempt AS (
      INSERT INTO backend.payment_attempts
        (id, payment_id, order_id, provider, method, reference, state, moves, sent_at, amount, currency, phone, replaces_id)
      VALUES (${id}, ${paymentId}, ${orderId}, ${provider}, ${method}, ${reference}, 'SENT', 2, now(),
              ${amount}, ${currency}, ${phone}, ${input.replacesId ?? null})),
    shown AS (${showOnOrder(paymentId, 'PENDING')}),
    ${job.parts}
    SELECT id AS "deliveryId" FROM job`);
  const attempt: Attempt = {
    id,
    paymentId,
    orderId,
    provider,
    method,
    reference,
    state: 'SENT',
    amount,
    currency,
    phone,
    redirectUrl: null,
    providerTransactionId: null,
    failureCode: null,
    secondsSinceSent: 0,
  };
  return { attempt, work: job.open(deliveryId) };
}
