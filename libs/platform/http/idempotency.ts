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
import { createHash } from 'node:crypto';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Database, type Tx } from '../data/database.js';
import { sql } from '../data/sql.js';
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
  ) {}

  /** Stores the answer with the effect. */
  async answer(tx: Tx, status: number, body: unknown): Promise<void> {
    this.answered = { status, body };
    if (!this.key) return;
    await tx.execute(sql`
      UPDATE platform.idempotency SET state = 'DONE', status = ${status}, response = ${JSON.stringify(body)}, locked_until = NULL
      WHERE scope = ${this.scope} AND key = ${this.key}`);
    await failpoint('C3');
  }
}

/** The claim of the running request. */
export const IdempotencyClaim = createParamDecorator(
  (_: unknown, context: ExecutionContext): Claim =>
    context.switchToHttp().getRequest<ActedRequest & { claim: Claim }>().claim,
);

type Stored = { fingerprint: Buffer; state: 'RUNNING' | 'DONE'; status: number; response: unknown; mine: boolean };

/**
 * Idempotency-Key by the IETF draft: the first request runs, a repeat gets its answer, another body under the same key
 * is refused, a repeat while the first runs is told to wait. Stored are 2xx answers and final refusals; after anything
 * else the key stays claimed until the lock ends and a repeat runs again.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly db: Database) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<ActedRequest & { claim: Claim }>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const key = readKey(request.headers['idempotency-key'], REQUIRED.has(context.getHandler()));
    const claim = new Claim(scopeOf(request), key ?? '');
    request.claim = claim;
    await failpoint('C1');
    if (!key) return next.handle();

    const earlier = await this.claim(claim, fingerprint(request));
    if (earlier) return from([replay(reply, earlier)]);
    await failpoint('C2');
    try {
      const body = await lastValueFrom(next.handle(), { defaultValue: undefined });
      if (!claim.answered) await this.store(claim, reply.statusCode, body);
      await failpoint('C4');
      return from([body]);
    } catch (error) {
      await this.release(claim, error);
      throw error;
    }
  }

  /** Claims the key; the earlier row when it is not ours to run. */
  private async claim(claim: Claim, print: Buffer): Promise<Stored | undefined> {
    const row = await this.db
      .one<Stored>(
        sql`
      WITH claimed AS (
        INSERT INTO platform.idempotency AS i (scope, key, fingerprint, locked_until)
        VALUES (${claim.scope}, ${claim.key}, ${print}, now() + make_interval(secs => ${LOCK_SECONDS}))
        ON CONFLICT (scope, key) DO UPDATE SET locked_until = excluded.locked_until
          WHERE i.state = 'RUNNING' AND i.locked_until < now() AND i.fingerprint = excluded.fingerprint
        RETURNING i.fingerprint, i.state, i.status, i.response)
      SELECT *, true AS mine FROM claimed
      UNION ALL
      SELECT fingerprint, state, status, response, false FROM platform.idempotency
      WHERE scope = ${claim.scope} AND key = ${claim.key} AND NOT EXISTS (SELECT FROM claimed)`,
      )
      .catch(absent);
    if (row?.mine) return undefined;
    // Claimed by a request that was not yet visible to this statement: it is running now.
    if (!row) throw idempotencyProblems.running('Repeat the request in a second.', { retryAfter: 1 });
    if (!row.fingerprint.equals(print)) throw idempotencyProblems.reused('Use a new key for a new request.');
    if (row.state === 'RUNNING')
      throw idempotencyProblems.running('Repeat the request in a second.', { retryAfter: 1 });
    return row;
  }

  private async store({ scope, key }: Claim, status: number, body: unknown): Promise<void> {
    await this.db.execute(sql`
      UPDATE platform.idempotency SET state = 'DONE', status = ${status}, response = ${JSON.stringify(body ?? null)},
        locked_until = NULL WHERE scope = ${scope} AND key = ${key}`);
  }

  /** A final refusal is an answer; bad input and waiting give the key back; an unknown outcome keeps it claimed. */
  private async release(claim: Claim, error: unknown): Promise<void> {
    if (!(error instanceof Problem) || error.status >= 500) return;
    if ([400, 401, 403, 429].includes(error.status) || error.code === idempotencyProblems.running.code) {
      await this.db.execute(
        sql`DELETE FROM platform.idempotency WHERE scope = ${claim.scope} AND key = ${claim.key} AND state = 'RUNNING'`,
      );
    } else {
      await this.store(claim, error.status, error.body());
    }
  }
}

const absent = (error: unknown): undefined => {
  if (error instanceof Error && error.message.startsWith('expected one row, got 0')) return undefined;
  throw error;
};

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
  createHash('sha256')
    .update(`${method} ${url} ${JSON.stringify(body ?? null)}`)
    .digest();

const REQUIRED = new WeakSet<object>();

/** Honours Idempotency-Key on the route; `required` where a repeat would cost somebody money. */
export function Idempotent(need: 'required' | 'optional' = 'optional'): MethodDecorator {
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
    },
  );
}
