import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Injectable, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, Max, Min } from 'class-validator';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { op, port } from '../contract/contract.js';
import { Domain } from '../contract/domain.js';
import { Database } from '../data/database.js';
import { sql } from '../data/sql.js';
import { bootApp, forwarded, INTERNAL_TEST_KEY } from '../testing/index.js';
import { Allow, Caller, Requires } from './access.js';
import { Actor, type ActorInit } from './actor.js';
import { Claim, IdempotencyClaim, Idempotent } from './idempotency.js';
import { cursorId, cursorNumber, decodeCursor, encodeCursor, PageQuery } from './pagination.js';
import { PathId } from './path-id.js';
import { problem } from './problem.js';

class Step {
  @IsInt() @Min(1) @Max(100) by: number;
}
class Total {
  @IsInt() total: number;
}
const tooHigh = problem('counter.too_high', 409, 'The counter is high enough');

class CounterPort extends port('counter', { add: op(Step, Total) }) {}

@Injectable()
class CounterService implements CounterPort {
  total = 0;
  add({ by }: Step): Promise<Total> {
    if (this.total + by > 1_000) throw tooHigh('Start again.', { extra: { total: this.total } });
    this.total += by;
    return Promise.resolve({ total: this.total });
  }
}

@Controller('counter')
class CounterController {
  constructor(
    private readonly counter: CounterService,
    private readonly db: Database,
  ) {}

  @Post()
  @Allow('person')
  @Idempotent('required')
  async add(@Body() step: Step, @IdempotencyClaim() claim: Claim): Promise<Total> {
    const result = await this.counter.add(step);
    await this.db.transaction((tx) => claim.answer(tx, 201, result));
    return result;
  }

  @Get('mine/:what')
  @Requires('counter.read')
  mine(@Caller() actor: Actor, @Param('what') what: string) {
    return { who: actor.label, what };
  }

  @Get()
  @Allow('public')
  list(@Query() { limit, cursor }: PageQuery) {
    return { limit, after: cursor ? decodeCursor(cursor, 2) : null };
  }

  @Get('one/:which')
  @Allow('public')
  one(@PathId('which') which: string) {
    return { which };
  }

  @Get('broken')
  @Allow('public')
  broken(): never {
    throw new Error('secret text at libs/platform');
  }

  @Get('database')
  @Allow('public')
  async database(): Promise<void> {
    await this.db.rows(sql`SELECT * FROM no_such_table`);
  }
}

@Domain({ name: 'counter', ports: [{ port: CounterPort, service: CounterService }], api: [CounterController] })
class CounterModule {}

@Controller('open')
class OpenController {
  @Get()
  read() {
    return {};
  }
}
@Domain({ name: 'open', api: [OpenController] })
class OpenModule {}

const row = (name: string, module: object) => ({
  name,
  service: name,
  port: 0,
  faces: ['api'] as const,
  owns: '',
  module: module as never,
});
let app: NestFastifyApplication;
beforeAll(
  async () => void (app = await bootApp('counter', [row('counter', CounterModule)], { DATABASE_ROLE: 'pakashop_app' })),
);
afterAll(() => app.close());

const person = (over: Partial<ActorInit> = {}): ActorInit => ({ kind: 'person', userId: randomUUID(), ...over });
const call = (
  method: 'GET' | 'POST',
  url: string,
  options: { actor?: ActorInit; body?: object; headers?: object } = {},
) =>
  app.inject({
    method,
    url,
    payload: options.body,
    headers: { ...forwarded(options.actor), ...options.headers },
  });
const add = (actor: ActorInit, key: string | undefined, by: unknown) =>
  call('POST', '/api/v1/counter', { actor, body: { by }, headers: key ? { 'idempotency-key': key } : {} });

describe('Idempotency-Key', () => {
  const anna = person();

  it('is required where the route says so', async () => {
    expect((await add(anna, undefined, 1)).json()).toMatchObject({ status: 400, code: 'idempotency.key_missing' });
  });

  it('runs once and gives every repeat the same answer', async () => {
    const key = randomUUID();
    const first = await add(anna, key, 5);
    const again = await add(anna, key, 5);
    expect(again.statusCode).toBe(201);
    expect(again.json()).toEqual(first.json());
    expect(again.headers['idempotency-replayed']).toBe('true');
  });

  it('runs once under twenty parallel requests; the others get the answer or are told to wait', async () => {
    const key = randomUUID();
    const before = app.get(CounterService, { strict: false }).total;
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(anna, key, 7)));
    expect(app.get(CounterService, { strict: false }).total).toBe(before + 7);
    expect(answers.every(({ statusCode }) => [201, 409].includes(statusCode))).toBe(true);
    expect(new Set(answers.filter((a) => a.statusCode === 201).map((a) => a.body)).size).toBe(1);
  });

  it('refuses another body under the same key and changes nothing', async () => {
    const key = randomUUID();
    await add(anna, key, 1);
    expect((await add(anna, key, 2)).json()).toMatchObject({ status: 422, code: 'idempotency.key_reused' });
  });

  it('keeps the keys of two people apart', async () => {
    const key = randomUUID();
    const [mine, theirs] = [await add(anna, key, 3), await add(person(), key, 3)];
    expect(theirs.json()).not.toEqual(mine.json());
  });

  it('repeats a final refusal, and forgets bad input', async () => {
    app.get(CounterService, { strict: false }).total = 1_000;
    const key = randomUUID();
    expect((await add(anna, key, 9)).json()).toMatchObject({ code: 'counter.too_high' });
    app.get(CounterService, { strict: false }).total = 0;
    expect((await add(anna, key, 9)).json()).toMatchObject({ code: 'counter.too_high' });
    const other = randomUUID();
    expect((await add(anna, other, 'x')).statusCode).toBe(400);
    expect((await add(anna, other, 4)).statusCode).toBe(201);
  });
});

describe('who may call', () => {
  it('a stranger without the internal key finds nothing, a caller without a person or permission is refused', async () => {
    expect((await app.inject({ url: '/api/v1/counter' })).statusCode).toBe(404);
    expect((await call('GET', '/api/v1/counter/mine/x')).json()).toMatchObject({ status: 401, code: 'AUTH_001' });
    expect((await call('GET', '/api/v1/counter/mine/x', { actor: person() })).json()).toMatchObject({
      status: 403,
      code: 'AUTH_002',
    });
    const grants = [{ permission: 'counter.read', scope: 'platform' as const }];
    expect((await call('GET', '/api/v1/counter/mine/x', { actor: person({ grants }) })).statusCode).toBe(200);
  });

  it('a route without a rule does not boot', async () => {
    await expect(bootApp('open', [row('open', OpenModule)], { DATABASE_ROLE: 'pakashop_app' })).rejects.toThrow(
      'OpenController.read',
    );
  });

  it('health needs no key', async () => {
    expect((await app.inject({ url: '/health/live' })).json()).toEqual({ status: 'live' });
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(200);
  });
});

describe('problems', () => {
  it('name each field of bad input', async () => {
    const answer = await call('POST', '/api/v1/counter', {
      actor: person(),
      body: { by: 0, more: 1 },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'VAL_001',
      errors: expect.arrayContaining([{ path: 'by', message: expect.any(String) }]),
    });
  });

  it('name an id in the path that is none', async () => {
    const id = randomUUID();
    expect((await call('GET', `/api/v1/counter/one/${id}`)).json()).toEqual({ which: id });
    const errors = [{ path: 'which', message: 'which must be a UUID' }];
    expect((await call('GET', '/api/v1/counter/one/x')).json()).toMatchObject({ status: 400, code: 'VAL_001', errors });
  });

  it.each(['/api/v1/counter/broken', '/api/v1/counter/database'])('say nothing about our insides: %s', async (url) => {
    const answer = await call('GET', url);
    expect(answer.json()).toMatchObject({ status: 500, code: 'INTERNAL', correlationId: expect.any(String) });
    expect(answer.body).not.toMatch(/secret|libs|no_such_table|select/i);
  });

  it('answer an unknown address, bad JSON and a wrong type', async () => {
    expect((await call('GET', '/api/v1/none')).json()).toMatchObject({ code: 'NOT_FOUND' });
    const send = (payload: string, type: string) =>
      app.inject({
        method: 'POST',
        url: '/api/v1/counter',
        payload,
        headers: { 'content-type': type, 'x-internal-key': INTERNAL_TEST_KEY },
      });
    expect((await send('{', 'application/json')).statusCode).toBe(400);
    expect((await send('<a/>', 'application/xml')).json()).toMatchObject({
      status: 415,
      code: 'request.unsupported_type',
    });
    expect((await send(`"${'x'.repeat(300_000)}"`, 'application/json')).json()).toMatchObject({ status: 413 });
  });
});

describe('ports over HTTP', () => {
  const operation = (name: string, body: object, key = INTERNAL_TEST_KEY) =>
    app.inject({ method: 'POST', url: `/internal/counter/${name}`, payload: body, headers: { 'x-internal-key': key } });

  it('answer an operation, refuse wrong input and unknown operations, and do not exist without the key', async () => {
    app.get(CounterService, { strict: false }).total = 0;
    expect((await operation('add', { by: 2 })).json()).toEqual({ total: 2 });
    expect((await operation('add', { by: 'x' })).json()).toMatchObject({ code: 'VAL_001' });
    expect((await operation('toString', {})).statusCode).toBe(404);
    expect((await operation('add', { by: 2 }, 'wrong')).statusCode).toBe(404);
  });
});

describe('cursors', () => {
  it('come back as they went', () => {
    const part = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
    fc.assert(fc.property(part, part, (a, b) => expect(decodeCursor(encodeCursor([a, b]), 2)).toEqual([a, b])));
  });

  it('of somebody else are refused', async () => {
    for (const cursor of ['x', encodeCursor(['only one']), Buffer.from('[{},1]').toString('base64url')]) {
      expect((await call('GET', `/api/v1/counter?cursor=${cursor}`)).json()).toMatchObject({ code: 'VAL_001' });
    }
    expect((await call('GET', '/api/v1/counter?limit=1000')).json()).toMatchObject({ code: 'VAL_001' });
  });

  it('of a list by id hold a UUID, of a list by number a whole number', () => {
    const id = randomUUID();
    expect([cursorId(encodeCursor([id])), cursorNumber(encodeCursor([7]))]).toEqual([id, 7]);
    for (const key of ['x', null, 7]) expect(() => cursorId(encodeCursor([key]))).toThrow('nextCursor');
    for (const key of [id, null, 0.5]) expect(() => cursorNumber(encodeCursor([key]))).toThrow('nextCursor');
  });
});
