import { Inject, Injectable } from '@nestjs/common';
import { currentContext } from '../context.js';
import type { Tx } from '../data/database.js';
import { none, sql, type Sql } from '../data/sql.js';
import { newId } from '../ids.js';
import { PlatformConfig } from '../platform.config.js';
import { type EventType, type JobType, LostLeaseError, type Work } from './events.js';
import { Wake } from './wake.js';

/** Which handlers hear which message, in the whole marketplace: `{ 'orders.confirmed': ['settlement.post'] }`. */
export const SUBSCRIPTIONS = Symbol('pakashop:subscriptions');
export type Subscriptions = ReadonlyMap<string, readonly string[]>;

/** What a {@link EventType} tells of one subject. */
interface Fact<P extends object> {
  readonly aggregateId: string;
  readonly payload: P;
  /** Of its cause, where that is not what the process is at. */
  readonly correlationId?: string;
}

export interface EnqueueOptions {
  /** A second enqueue under the same key does nothing. */
  readonly key?: string;
  readonly aggregateId?: string;
  /** Not before so many seconds from now, by the database's clock. */
  readonly inSeconds?: number;
}

/** See {@link Outbox.taken}. */
export interface Taken<P extends object> {
  readonly parts: Sql;
  open(deliveryId: number): Work<P>;
}

/**
 * Saves events and jobs in the transaction of their cause. The worker delivers them after the commit, at least once;
 * a delivery stays open until its effect commits.
 */
@Injectable()
export class Outbox {
  constructor(
    @Inject(SUBSCRIPTIONS) private readonly subscriptions: Subscriptions,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
    private readonly wake: Wake,
  ) {}

  /** Tells every other domain a fact. Must be called with the transaction that made it true. */
  publish<P extends object>(tx: Tx, type: EventType<P>, aggregateId: string, payload: P): Promise<void> {
    return this.publishAll(tx, type, [{ aggregateId, payload }]);
  }

  /** Tells facts of one kind, of several causes, in one statement. */
  async publishAll<P extends object>(tx: Tx, type: EventType<P>, facts: readonly Fact<P>[]): Promise<void> {
    const handlers = this.subscriptions.get(type.name) ?? [];
    const context = currentContext();
    const correlationId = context?.correlationId ?? newId();
    const told = facts.map((fact) => ({ ...fact, id: newId(), correlationId: fact.correlationId ?? correlationId }));
    await tx.execute(sql`
      WITH message AS (
        INSERT INTO platform.outbox (id, kind, name, version, aggregate_id, actor, correlation_id, payload)
        SELECT f.id, 'event', ${type.name}::text, ${type.version}::int, f."aggregateId", ${context?.actor ?? 'system'}::text,
               f."correlationId", f.payload
        FROM json_to_recordset(${JSON.stringify(told)}) AS f(
          id uuid, "aggregateId" text, "correlationId" text, payload jsonb)
        RETURNING id)
      INSERT INTO platform.deliveries (message_id, handler)
      SELECT message.id, handler FROM message, unnest(${handlers}::text[]) AS handler`);
    if (handlers.length > 0) tx.onCommit(() => this.wake.relay());
  }

  /** Orders a job of this domain. */
  async enqueue<P extends object>(tx: Tx, type: JobType<P>, payload: P, options: EnqueueOptions = {}): Promise<void> {
    await tx.execute(sql`
      WITH ${this.ordering(type, payload, options)}
      INSERT INTO platform.deliveries (message_id, handler, next_at, lease_seconds)
      SELECT id, ${this.handlerOf(type)}, now() + make_interval(secs => ${options.inSeconds ?? 0}), ${type.leaseSeconds ?? null}::int
      FROM message`);
    if (!options.inSeconds) tx.onCommit(() => this.wake.relay());
  }

  /**
   * A job that is taken at once, for the caller that does it inline after its commit. When this process dies the lease ends and
   * the worker takes over. It is ordered by the statement of its cause: `parts` stand behind its WITH, and `job` is the part
   * with the id of the delivery.
   */
  taken<P extends object>(type: JobType<P>, payload: P, options: EnqueueOptions = {}): Taken<P> {
    const lease = type.leaseSeconds ?? this.config.LEASE_SECONDS;
    const token = newId();
    const correlationId = currentContext()?.correlationId ?? newId();
    return {
      parts: sql`${this.ordering(type, payload, options)},
      job AS (
        INSERT INTO platform.deliveries (message_id, handler, lease_seconds, crashes, lease_token, lease_until)
        SELECT id, ${this.handlerOf(type)}, ${type.leaseSeconds ?? null}::int, 1, ${token}::uuid, now() + make_interval(secs => ${lease}::int)
        FROM message RETURNING id)`,
      open: (id) => openWork(id, token, payload, correlationId, 0),
    };
  }

  /**
   * Closes jobs whose purpose is gone, by their keys, so that nobody has to run them to find out. One that is running is
   * left to itself.
   */
  async withdraw(tx: Tx, keys: readonly string[]): Promise<void> {
    await tx.execute(sql`
      UPDATE platform.deliveries d SET done_at = now(), lease_until = NULL FROM platform.outbox m
      WHERE m.key = ANY((SELECT ${keys}::text[])::text[]) AND d.message_id = m.id
        AND coalesce(d.done_at, d.parked_at) IS NULL AND (d.lease_until IS NULL OR d.lease_until <= now())`);
  }

  /**
   * The message of a job, for the one statement of its cause: a part behind its WITH, called `message`, from which the
   * delivery is inserted. With `cause`, a FROM of another part, the job is ordered only when that part has a row.
   */
  ordering<P extends object>(type: JobType<P>, payload: P, { key, aggregateId }: EnqueueOptions, cause = none): Sql {
    const context = currentContext();
    return sql`message AS (
        INSERT INTO platform.outbox (id, kind, name, version, key, aggregate_id, actor, correlation_id, payload)
        SELECT ${newId()}::uuid, 'job', ${type.name}::text, 1, ${key ?? null}::text, ${aggregateId ?? ''}::text,
               ${context?.actor ?? 'system'}::text, ${context?.correlationId ?? newId()}::text, ${JSON.stringify(payload)}::jsonb
        ${cause} ON CONFLICT (key) DO NOTHING RETURNING id)`;
  }

  /** The one processor's method that does a job. */
  handlerOf(type: JobType): string {
    const [handler] = this.subscriptions.get(type.name) ?? [];
    if (!handler) throw new Error(`no processor does the job ${type.name}`);
    return handler;
  }
}

/**
 * Closes jobs that were taken under one token.
 *
 * @throws LostLeaseError when one of them is done or in other hands: the transaction must not commit
 */
export const closeAll = (tx: Tx, ids: readonly number[], token: string): Promise<void> =>
  endLease(tx, ids, token, sql`done_at = now()`);

/** Spelled with coalesce, the condition does not fit the index of all open work, which is long in a rush. */
async function endLease(tx: Tx, ids: readonly number[], token: string, set: Sql): Promise<void> {
  const ended = await tx.execute(sql`
    UPDATE platform.deliveries SET ${set}, lease_until = NULL, crashes = 0
    WHERE id = ANY((SELECT ${ids}::bigint[])::bigint[]) AND lease_token = ${token}
      AND coalesce(done_at, parked_at) IS NULL`);
  if (ended < ids.length) throw new LostLeaseError(ids[0]!);
}

/** The handle of a taken job. */
export function openWork<P extends object>(
  deliveryId: number,
  token: string,
  payload: P,
  correlationId: string,
  round: number,
): Work<P> {
  return {
    deliveryId,
    payload,
    correlationId,
    round,
    close: (tx) => closeAll(tx, [deliveryId], token),
    putOff: (tx, seconds) =>
      endLease(
        tx,
        [deliveryId],
        token,
        sql`next_at = now() + make_interval(secs => ${seconds}), failures = 0, rounds = 0, lease_token = NULL`,
      ),
  };
}
