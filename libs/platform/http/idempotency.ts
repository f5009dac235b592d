import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { hash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Database, type Queryable, type Tx } from '../data/database.js';
import { sql, UNHURRIED } from '../data/sql.js';
import { failpoint } from '../work/failpoint.js';
import type { ActedRequest } from './access.js';
import { platformProblems as problems, problem, Problem } from './problem.js';

/** A claim that its holder did not finish may be taken by a repeat after so many seconds. */
const LOCK_SECONDS = 30;

export const idempotencyProblems = {
  missing: problem('idempotency.key_missing', 400, 'Idempotency-Key is required'),
  malformed: problem('idempotency.key_invalid', 400, 'Idempotency-Key is not valid'),
  running: problem('idempotency.in_progress', 409, 'The first request with this key is still running'),
  reused: problem('idempotency.key_reused', 422, 'This key was used for another request'),
};

/**
 * The claim of one request on its key. A handler that changes something passes it to the service, which stores the
 * answer in the transaction of the effect: a repeat then finds both or neither.
 */
export class Claim {
  answered?: { status: number; body: unknown };
  constructor(
    readonly scope: string,
    readonly key: string,
    readonly fingerprint: Buffer,
    /** The key is claimed by the transaction of the effect. */
    readonly isLate: boolean,
  ) {}

  /**
   * Stores the answer with the effect.
   *
   * @throws Problem idempotency.in_progress when another request has claimed the key since this one began
   */
  async answer(tx: Tx, status: number, body: unknown): Promise<void> {
    tx.onCommit(() => (this.answered = { status, body }));
    if (!this.key) return;
    if (this.isLate) {
      const stored = await this.store(tx, status, body);
      if (stored === 0) throw isRunning();
    } else {
      await tx.execute(sql`
        UPDATE platform.idempotency SET state = 'DONE', status = ${status}, response = ${JSON.stringify(body)}, locked_until = NULL
        WHERE scope = ${this.scope} AND key = ${this.key}`);
    }
    await failpoint('C3');
  }

  /** Stores an answer unless there is one; the number of rows that were written. */
  store(db: Queryable, status: number, body: unknown): Promise<number> {
    return db.execute(sql`
      INSERT INTO platform.idempotency AS i (scope, key, fingerprint, state, status, response)
      VALUES (${this.scope}, ${this.key}, ${this.fingerprint}, 'DONE', ${status}, ${JSON.stringify(body ?? null)})
      ON CONFLICT (scope, key) DO UPDATE
        SET state = 'DONE', status = excluded.status, response = excluded.response, locked_until = NULL
        WHERE i.state = 'RUNNING' AND i.fingerprint = excluded.fingerprint`);
  }
}

const isRunning = (): Problem => idempotencyProblems.running('Repeat the request in a second.', { retryAfter: 1 });

/** The claim of the running request. */
export const IdempotencyClaim = createParamDecorator(
  (_: unknown, context: ExecutionContext): Claim =>
    context.switchToHttp().getRequest<ActedRequest & { claim: Claim }>().claim,
);

interface Stored {
  readonly fingerprint: Buffer;
  readonly state: 'RUNNING' | 'DONE';
  readonly status: number;
  readonly response: unknown;
}

/**
 * Idempotency-Key by the IETF draft: the first request runs, a repeat gets its answer, another body under the same key
 * is refused, a repeat while the first runs is told to wait. Stored are 2xx answers and final refusals; after anything
 * else the key stays claimed until the lock ends and a repeat runs again.
 *
 * Where one transaction makes the whole effect, it claims the key as well: nothing stays claimed when it does not commit,
 * and a second, at once or later, finds the key taken, undoes its own and gets the answer of the first.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly db: Database) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ActedRequest & { claim: Claim }>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = readKey(request.headers['idempotency-key'], REQUIRED.has(context.getHandler()));
    const isLate = LATE.has(context.getHandler());
    const claim = new Claim(scopeOf(request), key ?? '', key ? fingerprint(request) : NO_PRINT, isLate);
    request.claim = claim;
    await failpoint('C1');
    if (!key) return next.handle();

    // Whether a late claim comes too late turns out when it is made, at no cost for the others.
    const earlier = isLate ? undefined : await this.claim(claim);
    if (earlier) return from([replay(reply, earlier)]);
    await failpoint('C2');
    try {
      const body = await lastValueFrom(next.handle(), { defaultValue: undefined });
      if (!claim.answered) await claim.store(this.db, reply.statusCode, body);
      await failpoint('C4');
      return from([body]);
    } catch (error) {
      const other = await this.release(claim, error);
      if (other) return from([replay(reply, other)]);
      throw error;
    }
  }

  /** The answer that an earlier request with this key got. */
  private async find(claim: Claim): Promise<Stored | undefined> {
    const row = await this.db.maybe<Stored>(sql`
      SELECT fingerprint, state, status, response FROM platform.idempotency
      WHERE scope = ${claim.scope} AND key = ${claim.key}`);
    return row && checked(claim, row);
  }

  /**
   * Claims the key; the earlier row when it is not ours to run. A crash of the server that forgets the claim forgets all that
   * came after it: the repeat runs as the first.
   */
  private async claim(claim: Claim): Promise<Stored | undefined> {
    const row = await this.db.maybe<Stored & { mine: boolean }>(sql`
      WITH ${UNHURRIED}, claimed AS (
        INSERT INTO platform.idempotency AS i (scope, key, fingerprint, locked_until)
        SELECT ${claim.scope}::text, ${claim.key}::text, ${claim.fingerprint}::bytea,
               now() + make_interval(secs => ${LOCK_SECONDS}::int)
        FROM unhurried
        ON CONFLICT (scope, key) DO UPDATE SET locked_until = excluded.locked_until
          WHERE i.state = 'RUNNING' AND i.locked_until < now() AND i.fingerprint = excluded.fingerprint
        RETURNING i.fingerprint, i.state, i.status, i.response)
      SELECT *, true AS mine FROM claimed
      UNION ALL
      SELECT fingerprint, state, status, response, false FROM platform.idempotency
      WHERE scope = ${claim.scope} AND key = ${claim.key} AND NOT EXISTS (SELECT FROM claimed)`);
    if (row?.mine) return undefined;
    // Claimed by a request that was not yet visible to this statement: it is running now.
    if (!row) throw isRunning();
    return checked(claim, row);
  }

  /**
   * A final refusal is an answer; bad input and waiting give the key back; an unknown outcome keeps it claimed.
   *
   * @returns the answer of another request that claimed the key late and was faster: this one failed because of it
   */
  private async release(claim: Claim, error: unknown): Promise<Stored | undefined> {
    if (!(error instanceof Problem) || error.status >= 500) return undefined;
    const isFinal = ![400, 401, 403, 429].includes(error.status) && error.code !== idempotencyProblems.running.code;
    if (isFinal && (await claim.store(this.db, error.status, error.body())) > 0) return undefined;
    if (claim.isLate) return this.find(claim);
    if (!isFinal) {
      await this.db.execute(
        sql`DELETE FROM platform.idempotency WHERE scope = ${claim.scope} AND key = ${claim.key} AND state = 'RUNNING'`,
      );
    }
    return undefined;
  }
}

function checked(claim: Claim, row: Stored): Stored {
  if (!row.fingerprint.equals(claim.fingerprint)) throw idempotencyProblems.reused('Use a new key for a new request.');
  if (row.state === 'RUNNING') throw isRunning();
  return row;
}

function replay(reply: FastifyReply, { status, response }: Stored): unknown {
  void reply.header('idempotency-replayed', 'true').status(status);
  if (status < 400) return response;
  throw Problem.from(response) ?? problems.internal();
}

function readKey(header: unknown, required: boolean): string | undefined {
  if (header === undefined) {
    if (required)
      throw idempotencyProblems.missing('Send a new UUID as Idempotency-Key, and the same one when you repeat.');
    return undefined;
  }
  if (typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw idempotencyProblems.malformed('Use 1 to 255 visible ASCII characters.');
}

/** Keys of different callers and routes never meet. */
function scopeOf({ actor, method, routeOptions }: ActedRequest): string {
  const who = actor.userId ?? actor.guestHash ?? `${actor.client ?? ''}@${actor.address ?? ''}`;
  return `${method} ${routeOptions.url} ${who}`;
}

const fingerprint = ({ method, url, body }: ActedRequest): Buffer =>
  hash('sha256', `${method} ${url} ${JSON.stringify(body ?? null)}`, 'buffer');

const NO_PRINT = Buffer.alloc(0);

const REQUIRED = new WeakSet<object>();
const LATE = new WeakSet<object>();

/**
 * Honours Idempotency-Key on the route; `required` where a repeat would cost somebody money.
 *
 * @param claimed `first` commits the claim before anything else; `with the effect` is cheaper, for a handler that does
 * everything it does in the one transaction in which it calls {@link Claim.answer}
 */
export function Idempotent(
  need: 'required' | 'optional' = 'optional',
  claimed: 'first' | 'with the effect' = 'first',
): MethodDecorator {
  return applyDecorators(
    UseInterceptors(IdempotencyInterceptor),
    ApiHeader({
      name: 'Idempotency-Key',
      required: need === 'required',
      description: 'A UUID per intended action; repeat it to get the first answer again. Kept for 30 days.',
      schema: { type: 'string', maxLength: 255 },
    }),
    (_target: object, _name: string | symbol, descriptor: PropertyDescriptor) => {
      if (need === 'required') REQUIRED.add(descriptor.value as object);
      if (claimed === 'with the effect') LATE.add(descriptor.value as object);
    },
  );
}
