import { newId, type Queryable, sql, type Tx } from '@pakashop/platform';
import type { CarrierName, RefusalFault } from './messages.carrier.js';
import type { AttemptState, Tried } from './messages.rules.js';
import type { Channel } from './messages.service.js';

export type MessageState = 'OPEN' | 'DONE' | 'FAILED' | 'EXPIRED' | 'WITHDRAWN';

/** An ordered message. */
export interface OrderedMessage {
  readonly id: string;
  readonly purpose: string;
  readonly reference: string;
  readonly channels: readonly Channel[];
  readonly state: MessageState;
  /** By the database's clock; negative when it is too late. */
  readonly secondsLeft: number;
}

export interface Attempt {
  readonly id: string;
  readonly messageId: string;
  readonly carrier: CarrierName;
  readonly state: AttemptState;
  readonly carrierId: string | null;
  readonly queuedAt: Date;
  readonly ageSeconds: number;
}

const MESSAGE = sql`
  SELECT id, purpose, reference, channels, state, extract(epoch FROM valid_until - now())::float8 AS "secondsLeft"
  FROM backend.messages`;

const ATTEMPT = sql`
  SELECT id, message_id AS "messageId", carrier, state, carrier_id AS "carrierId", queued_at AS "queuedAt",
         extract(epoch FROM now() - queued_at)::float8 AS "ageSeconds"
  FROM backend.message_attempts`;

export const messageById = (db: Queryable, id: string): Promise<OrderedMessage | undefined> =>
  db.maybe(sql`${MESSAGE} WHERE id = ${id}`);

export const attemptById = (db: Queryable, id: string): Promise<Attempt | undefined> =>
  db.maybe(sql`${ATTEMPT} WHERE id = ${id}`);

export const attemptByCarrierId = (db: Queryable, carrier: CarrierName, id: string): Promise<Attempt | undefined> =>
  db.maybe(sql`${ATTEMPT} WHERE carrier = ${carrier} AND carrier_id = ${id}`);

/** What was tried for a message, oldest first. */
export const triedOf = (db: Queryable, messageId: string): Promise<Tried[]> =>
  db.rows(sql`
    SELECT carrier, channel, state, fault, extract(epoch FROM retry_at - now())::float8 AS "retryIn"
    FROM backend.message_attempts WHERE message_id = ${messageId} ORDER BY position`);

/** Which of these ids at the carrier are known from attempts other than this one. */
export async function carrierIdsOfOthers(
  db: Queryable,
  { id, carrier }: Attempt,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db.rows<{ carrierId: string }>(sql`
    SELECT carrier_id AS "carrierId" FROM backend.message_attempts
    WHERE carrier = ${carrier} AND carrier_id = ANY(${ids}::text[]) AND id <> ${id}`);
  return rows.map(({ carrierId }) => carrierId);
}

/** An attempt that was decided upon. */
export interface Plan {
  readonly messageId: string;
  /** One more than the attempts that the decision was made upon. */
  readonly position: number;
  readonly channel: Channel;
  readonly carrier: CarrierName;
}

/**
 * Begins an attempt, unless something happened meanwhile: the message was closed or ran out, or another process was
 * faster.
 *
 * @returns its id
 */
export async function beginAttempt(
  tx: Tx,
  { messageId, position, channel, carrier }: Plan,
  state: 'QUEUED' | 'SUPPRESSED' = 'QUEUED',
): Promise<string | undefined> {
  const row = await tx.maybe<{ id: string }>(sql`
    INSERT INTO backend.message_attempts (id, message_id, position, channel, carrier, state)
    SELECT ${newId()}, m.id, ${position}, ${channel}, ${carrier}, ${state}
    FROM backend.messages m WHERE m.id = ${messageId} AND m.state = 'OPEN' AND m.valid_until > now()
    ON CONFLICT DO NOTHING RETURNING id`);
  return row?.id;
}

export interface Rise {
  readonly state: AttemptState;
  readonly carrierId?: string | null;
  readonly code?: string | null;
  readonly fault?: RefusalFault;
  /** When the same carrier may be asked again; never when absent. */
  readonly retrySeconds?: number;
}

/** Moves an attempt up; news that is older than what is known changes nothing. Answers whether it moved. */
export async function raise(tx: Tx, attemptId: string, rise: Rise): Promise<boolean> {
  const { state, carrierId = null, code = null, fault = null, retrySeconds = null } = rise;
  const moved = await tx.execute(sql`
    UPDATE backend.message_attempts SET state = ${state}, code = ${code}, fault = ${fault}, changed_at = now(),
      carrier_id = coalesce(carrier_id, ${carrierId}),
      retry_at = now() + make_interval(secs => ${retrySeconds}::float8)
    WHERE id = ${attemptId} AND backend.message_rank(state) < backend.message_rank(${state})`);
  if (moved === 0 && carrierId !== null) {
    await tx.execute(sql`
      UPDATE backend.message_attempts SET carrier_id = ${carrierId} WHERE id = ${attemptId} AND carrier_id IS NULL`);
  }
  return moved === 1;
}

/** Ends a message. One that has ended stays as it is, unless it is found to have reached the person after all. */
export async function closeMessage(tx: Tx, id: string, state: Exclude<MessageState, 'OPEN'>): Promise<void> {
  await tx.execute(sql`
    UPDATE backend.messages SET state = ${state}, closed_at = now()
    WHERE id = ${id} AND (state = 'OPEN' OR (${state} = 'DONE' AND state IN ('FAILED', 'EXPIRED')))`);
}
