import { Inject, Injectable } from '@nestjs/common';
import { Database, type Tx } from '../data/database.js';
import { sql } from '../data/sql.js';
import { newId } from '../ids.js';
import { PlatformConfig } from '../platform.config.js';

/** A message as it comes to a handler. */
export interface Delivery {
  readonly id: number;
  readonly token: string;
  readonly handler: string;
  readonly crashes: number;
  readonly failures: number;
  readonly rounds: number;
  readonly message: {
    readonly id: string;
    readonly kind: 'event' | 'job';
    readonly name: string;
    readonly version: number;
    readonly sequence: number;
    readonly aggregateId: string;
    readonly actor: string;
    readonly correlationId: string;
    readonly occurredAt: string;
    readonly payload: object;
  };
}

/** A delivery that was closed before its effect, in one transaction with it. */
type Concluded = Pick<Delivery, 'id' | 'handler' | 'message'>;

/** A delivery that killed its process so often is poison (R13). */
const MAX_CRASHES = 5;
/** After so long without success a person has to look. */
const MAX_AGE_HOURS = 24;

/** The state of each piece of work; every change is one guarded statement. */
@Injectable()
export class Deliveries {
  constructor(
    private readonly db: Database,
    @Inject(PlatformConfig) private readonly config: PlatformConfig,
  ) {}

  /**
   * Takes an open delivery for so many seconds and counts the start. Undefined when it is done, parked, not due or in
   * other hands. The start is not flushed to disk at once: losing it costs one count.
   */
  async take(id: number): Promise<Delivery | undefined> {
    return (await this.takeAll([id]))[0];
  }

  /** As {@link take} does, for several at once and under one token; those that cannot be taken are left out. */
  takeAll(ids: readonly number[]): Promise<Delivery[]> {
    return this.db.rows<Delivery>(
      sql`SELECT id, lease_token AS token, handler, crashes, failures, rounds, message
          FROM platform.take_deliveries(${ids}::bigint[], ${newId()}, ${this.config.LEASE_SECONDS})`,
    );
  }

  /**
   * Closes deliveries in the transaction of their effects: until it commits nobody else can take them. Such a start is
   * not counted, so this is for first starts only. What is done, parked or in other hands is left out.
   */
  conclude(tx: Tx, ids: readonly number[]): Promise<Concluded[]> {
    return tx.rows(sql`
      UPDATE platform.deliveries d SET done_at = now()
      FROM (
        SELECT o.id FROM platform.deliveries o
        WHERE o.id = ANY((SELECT ${ids}::bigint[])::bigint[]) AND coalesce(o.done_at, o.parked_at) IS NULL
          AND (o.lease_until IS NULL OR o.lease_until <= now())
        FOR UPDATE SKIP LOCKED) free, platform.outbox m
      WHERE d.id = free.id AND m.id = d.message_id
      RETURNING d.id, d.handler, jsonb_build_object('id', m.id, 'kind', m.kind, 'name', m.name, 'version', m.version,
        'sequence', m.sequence, 'aggregateId', m.aggregate_id, 'actor', m.actor, 'correlationId', m.correlation_id,
        'occurredAt', m.occurred_at, 'payload', m.payload) AS message`);
  }

  /** The work failed and may be tried again after 1, 2, 4 … 300 seconds; a day of failures parks it. */
  async failed({ id, token, failures }: Delivery, error: unknown): Promise<void> {
    const wait = Math.min(2 ** failures, 300) * (0.8 + (id % 5) / 10);
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await this.db.execute(sql`
      UPDATE platform.deliveries SET
        failures = failures + 1, crashes = 0, lease_until = NULL, last_error = left(${reason}, 1000),
        next_at = now() + make_interval(secs => ${wait}),
        parked_at = CASE WHEN created_at < now() - make_interval(hours => ${MAX_AGE_HOURS}) THEN now() END,
        parked_reason = CASE WHEN created_at < now() - make_interval(hours => ${MAX_AGE_HOURS})
                             THEN left('no success in a day: ' || ${reason}::text, 1000) END
      WHERE id = ${id} AND lease_token = ${token} AND done_at IS NULL`);
  }

  /** There was nothing to do yet. */
  async again({ id, token }: Delivery, seconds: number): Promise<void> {
    await this.db.execute(sql`
      UPDATE platform.deliveries SET rounds = rounds + 1, crashes = 0, failures = 0, lease_until = NULL,
        next_at = now() + make_interval(secs => ${seconds})
      WHERE id = ${id} AND lease_token = ${token} AND done_at IS NULL`);
  }

  /** Gives back what this process could not finish before it stops. */
  async giveBack({ id, token }: Delivery): Promise<void> {
    await this.db.execute(sql`
      UPDATE platform.deliveries SET lease_until = NULL, crashes = 0, next_at = now()
      WHERE id = ${id} AND lease_token = ${token} AND done_at IS NULL`);
  }

  /** Sets aside work that ended its process again and again, with the reason; a person decides. */
  async parkPoison(): Promise<number> {
    return this.db.execute(sql`
      UPDATE platform.deliveries SET parked_at = now(),
        parked_reason = 'the process ended ' || crashes || ' times while doing this: ' || coalesce(last_error, '')
      WHERE done_at IS NULL AND parked_at IS NULL AND crashes >= ${MAX_CRASHES} AND coalesce(lease_until, now()) <= now()`);
  }
}
