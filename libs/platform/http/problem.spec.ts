import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BadRequestException,
  Body,
  Controller,
  Get,
  HttpException,
  InternalServerErrorException,
  Post,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, IsObject, IsString, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import pg from 'pg';
import { Domain } from '../contract/domain.js';
import { CommitUnknownError } from '../data/errors.js';
import { Database } from '../data/database.js';
import { Prisma } from '../data/prisma.js';
import { sql } from '../data/sql.js';
import { bootApp, forwarded } from '../testing/index.js';
import { Allow } from './access.js';
import { PathId } from './path-id.js';

const SECRET = 'SELECT nrc FROM backend.people at /srv/node_modules/secret.js:1';

class Inner {
  @IsInt() n: number;
}
class Input {
  @IsString() text: string;
  @IsObject() @ValidateNested() @Type(() => Inner) inner: Inner;
}

const circular: Record<string, unknown> = { name: SECRET };
circular.self = circular;
const withFields = (fields: object, message = SECRET) => Object.assign(new Error(message), fields);

/** What our code, drivers and companies may throw. */
const THROWN: Record<string, () => unknown> = {
  'an error': () => new Error(SECRET),
  'an error with a cause': () => new Error('outer', { cause: new Error(SECRET) }),
  'several errors': () => new AggregateError([new Error(SECRET)], SECRET),
  'a text': () => SECRET,
  nothing: () => undefined,
  null: () => null,
  'an object': () => ({ message: SECRET, stack: SECRET }),
  'a circle': () => circular,
  'a type error': () => (undefined as unknown as { x: string }).x,
  'an error with the status of a client’s': () => withFields({ statusCode: 418 }),
  'an error with a strange status': () => withFields({ statusCode: 'many' }),
  'an exception of the framework': () => new InternalServerErrorException(SECRET),
  'a refusal of the framework': () => new BadRequestException({ message: SECRET, sql: SECRET }),
  'an odd status': () => new HttpException({ error: SECRET }, 409),
  'a lost connection': () => withFields({ code: 'ECONNRESET' }),
  'a name that does not resolve': () => withFields({ code: 'ENOTFOUND', hostname: 'db.internal' }),
  'a time-out of a statement': () => withFields({ code: '57014', severity: 'ERROR' }),
  'a deadlock': () => withFields({ code: '40P01', severity: 'ERROR', detail: SECRET }),
  'a unique violation': () => withFields({ code: '23505', constraint: 'users_email_key', detail: SECRET }),
  'a full disk': () => withFields({ code: '53100' }),
  'a COMMIT without an answer': () => new CommitUnknownError(new Error(SECRET)),
  'a closed cache': () => withFields({ name: 'MaxRetriesPerRequestError' }),
  'a value that cannot be opened': () => new Error('Unsupported state or unable to authenticate data'),
};

@Controller('faults')
class FaultsController {
  constructor(
    private readonly db: Database,
    private readonly prisma: Prisma,
  ) {}

  @Get('thrown/:what')
  @Allow('public')
  thrown(): never {
    throw next();
  }

  @Get('sql')
  @Allow('public')
  async sql() {
    await this.db.rows(sql`SELECT secret_column FROM backend.no_such_table`);
  }

  @Get('value')
  @Allow('public')
  async value() {
    await this.db.rows(sql`SELECT ${SECRET}::uuid`);
  }

  @Get('prisma')
  @Allow('public')
  async prismaFault() {
    await this.prisma.user.create({ data: { id: SECRET } as never });
  }

  @Get('row')
  @Allow('public')
  async row() {
    await this.db.one(sql`SELECT 1 WHERE false`);
  }

  @Get('id/:id')
  @Allow('public')
  id(@PathId() id: string) {
    return { id };
  }

  @Post()
  @Allow('public')
  input(@Body() body: Input) {
    return body;
  }
}
let next: () => unknown = () => undefined;

@Domain({ name: 'faults', api: [FaultsController] })
class FaultsModule {}

const row = { name: 'faults', service: 'faults', port: 0, faces: ['api'] as const, owns: '', module: FaultsModule };
let app: NestFastifyApplication;
beforeAll(async () => {
  app = await bootApp('api', [row], { DATABASE_ROLE: 'pakashop_app' });
});
afterAll(() => app.close());

const LEAK =
  /node_modules|SELECT|INSERT| at \/|\.[jt]s:|libs\/|stack|no_such|secret|nrc|prisma|constraint|users_email|db\.internal|authenticate data|ECONN|\brelation/i;

function expectSafe(answer: { statusCode: number; body: string; headers: Record<string, unknown> }, url: string): void {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.headers['cache-control']).toBe('no-store');
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  expect({ url, ...body }).toMatchObject({
    url,
    type: `https://docs.pakashop.store/problems/${String(body.code)}`,
    title: expect.any(String),
    status: answer.statusCode,
    code: expect.stringMatching(/^[\w.]+$/),
    correlationId: answer.headers['x-request-id'],
  });
  expect(answer.body).not.toMatch(LEAK);
}

const call = (url: string, more: object = {}) =>
  app.inject({ url: `/api/v1/faults${url}`, headers: forwarded(), ...more });

describe('an answer to a fault', () => {
  it.each(Object.keys(THROWN))('says nothing about our insides: %s', async (what) => {
    next = THROWN[what]!;
    const answer = await call('/thrown/x');
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    expectSafe(answer, what);
  });

  it.each(['/sql', '/value', '/prisma', '/row', '/id/1', '/none', `/id/${encodeURIComponent(SECRET)}`])(
    'also of %s',
    async (url) => {
      expectSafe(await call(url), url);
    },
  );

  it.each([
    ['JSON that is none', '{"text":', 'application/json', 400],
    ['an empty body', '', 'application/json', 400],
    ['a list', '[]', 'application/json', 400],
    ['unknown fields', '{"text":"x","inner":{"n":1,"secret_role":2},"admin":true}', 'application/json', 400],
    ['a deep body', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, 'application/json', 400],
    ['a prototype', '{"__proto__":{"admin":true},"text":"x"}', 'application/json', 400],
    ['NUL', '{"text":"\\u0000"}', 'application/json', 400],
    ['half a character', '{"text":"\\uD800"}', 'application/json', 400],
    ['another type', '<a/>', 'application/xml', 415],
    ['a huge body', `"${'x'.repeat(300_000)}"`, 'application/json', 413],
  ])('also to %s', async (what, payload, type, status) => {
    const answer = await call('', { method: 'POST', payload, headers: { ...forwarded(), 'content-type': type } });
    expect(answer.statusCode).toBe(status);
    expect(answer.body.replaceAll('secret_role', '')).not.toMatch(LEAK);
    expectSafe({ ...answer, body: answer.body.replaceAll('secret_role', '') } as never, what);
  });

  it('also when PostgreSQL takes no statements of ours', async () => {
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    await owner.query(`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pakashop'`);
    await owner.query('REVOKE USAGE ON SCHEMA platform FROM pakashop_app');
    expectSafe(await call('/sql'), 'refused');
    await owner.query('GRANT USAGE ON SCHEMA platform TO pakashop_app');
    await owner.end();
  });

  it('is the same for methods that no route takes', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH'] as const) expectSafe(await call('', { method }), method);
  });
});
