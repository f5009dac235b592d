import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Injectable, Logger, Module, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsString } from 'class-validator';
import fc from 'fast-check';
import { readFileSync, globSync } from 'node:fs';
import { noteEvent, runInContext } from './context.js';
import { Domain } from './contract/domain.js';
import { Allow, Requires } from './http/access.js';
import { platformProblems } from './http/problem.js';
import { createLogger, LOGGED_FIELDS } from './logging.js';
import { clean } from './logging.rules.js';
import { maskEmail, maskId, maskPhone } from './masks.rules.js';
import { bootApp, forwarded } from './testing/index.js';

const lines: string[] = [];
const log = { write: (line: string) => void lines.push(line) };
const parsed = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
const logger = createLogger({ LOG_LEVEL: 'info' }, 'test', log);
beforeEach(() => void (lines.length = 0));

const VISA = '4111111111111111';
const CARDS = [
  VISA,
  '4111 1111 1111 1111',
  '4111-1111-1111-1111',
  '5555.5555.5555.4444',
  '378282246310005',
  '6011000990139424',
];

describe('a log line', () => {
  it('holds nothing but fields that were thought of, and of them plain values only', () => {
    logger.info({ route: '/x', status: 200, password: 'hunter2', nrc: '123456/11/1', actor: { phone: '1' } }, 'done');
    expect(parsed()[0]).toMatchObject({
      route: '/x',
      status: 200,
      password: '[not logged]',
      actor: '[not logged]',
      msg: 'done',
    });
    expect(lines[0]).not.toMatch(/hunter2|123456/);
  });

  it.each(CARDS)('holds no card number: %s', (card) => {
    logger.info(
      { route: `/pay/${card}`, err: new Error(`refused ${card}`, { cause: new Error(card) }) },
      `card ${card}.`,
    );
    expect(lines[0]!.replaceAll(/[^\d]/g, '')).not.toContain(card.replaceAll(/\D/g, ''));
    expect(lines[0]).toContain(`[card ${card.slice(-4)}]`);
  });

  it('keeps numbers that are no cards: times, ids, amounts, phone numbers', () => {
    const kept = [
      '1764000000000',
      '01939f5e-7b12-7c3d-8e4f-123456789012',
      '4111111111111112',
      '1234567890123',
      'ZMW 4111.11',
      '20261122210006',
    ];
    for (const text of kept) expect(clean(text)).toBe(text);
    fc.assert(
      fc.property(fc.integer({ min: 1_500_000_000_000, max: 1_999_999_999_999 }), (ms) =>
        expect(clean(`${ms}`)).toBe(`${ms}`),
      ),
    );
    fc.assert(fc.property(fc.uuid(), (id) => expect(clean(id)).toBe(id)));
  });

  it('masks phone numbers and e-mail addresses wherever they stand', () => {
    const text = clean('for +260971234556 and 260 97 123 4556, or mutinta.b@example.co.zm');
    expect(text).toBe(`for +26097*****56 and ${maskPhone('260 97 123 4556')}, or m*****@example.co.zm`);
    expect(text).not.toMatch(/1234/);
  });

  it('of a database error does not say what was sent', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "my secret"'), {
      code: '22P02',
      severity: 'ERROR',
    });
    logger.error({ err: error }, 'failed');
    expect(lines[0]).not.toContain('my secret');
    expect(parsed()[0]!.err).toMatchObject({ code: '22P02', message: 'invalid input syntax for type uuid: …' });
  });

  it('is one line of JSON, whatever is put into it', () => {
    const hostile = [
      'a\r\nb',
      '"}\n{"level":60',
      '\u001b[31mred',
      '\u009b2J',
      'x\u2028y',
      'rev\u202eesrever',
      '\u0000',
    ];
    for (const text of hostile) logger.info({ route: text, client: text }, text);
    expect(lines).toHaveLength(hostile.length);
    for (const line of lines) {
      expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u);
      expect(Object.keys(JSON.parse(line) as object)).toEqual([
        'level',
        'time',
        'service',
        'pid',
        'route',
        'client',
        'msg',
      ]);
    }
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        lines.length = 0;
        logger.info({ actor: text }, text);
        expect(lines).toHaveLength(1);
        expect(lines[0]!.indexOf('\n')).toBe(lines[0]!.length - 1);
        JSON.parse(lines[0]!);
      }),
    );
  });

  it('is not made slow by long texts of digits', () => {
    const long = '4 '.repeat(100_000) + '@'.repeat(100_000);
    const begin = performance.now();
    expect(clean(long).length).toBeLessThan(10_000);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });

  it('carries the correlation id of what runs', () => {
    runInContext({ correlationId: 'c-12345678', actor: 'x' }, () => logger.info('hello'));
    expect(parsed()[0]).toMatchObject({ correlationId: 'c-12345678', msg: 'hello' });
  });

  it('has every field that the code logs', () => {
    const calls = globSync('{libs,apps}/**/*.ts', { exclude: (name) => /\.spec\.ts$|sandbox|prisma/.test(name) })
      .flatMap((file) => [
        ...readFileSync(file, 'utf8').matchAll(/logger\.(?:log|warn|error|debug|fatal|info)\(\s*\{([^}]*)\}/g),
      ])
      .flatMap(([, fields]) => fields!.split(','))
      .map((field) => field.split(':')[0]!.trim())
      .filter((field) => /^\w+$/.test(field));
    expect(calls.length).toBeGreaterThan(20);
    expect(calls.filter((field) => !LOGGED_FIELDS.has(field) && field !== 'phone')).toEqual([]);
  });
});

describe('masks', () => {
  it('leave what helps to recognise and hide the rest', () => {
    expect(maskPhone('+260971234556')).toBe('+26097*****56');
    expect(maskPhone('0971')).toBe('**71');
    expect([maskEmail('mutinta@example.com'), maskEmail('@x'), maskEmail('x')]).toEqual([
      'm*****@example.com',
      '*****',
      '*****',
    ]);
    expect([maskId('123456/11/1'), maskId('1234567')]).toEqual(['********1/1'.slice(0, 8) + '1/1', '*******']);
  });
});

class Note {
  @IsString() text: string;
}

@Injectable()
class Speaker {
  private readonly logger = new Logger('Speaker');
  say(text: string) {
    this.logger.log({ code: text, body: text }, text);
  }
}

@Controller('notes')
class NotesController {
  constructor(private readonly speaker: Speaker) {}

  @Post()
  @Allow('public')
  write(@Body() { text }: Note) {
    this.speaker.say(text);
    return {};
  }

  @Post('in')
  @Allow('public')
  signIn() {
    noteEvent('signed_in', 'person:new');
    return {};
  }

  @Get('mine')
  @Allow('person')
  mine() {
    return {};
  }

  @Get('theirs')
  @Requires('notes.read')
  theirs() {
    return {};
  }

  @Post('callback')
  @Allow('provider')
  callback() {
    throw platformProblems.notSignedIn('The signature is wrong.');
  }

  @Get('many')
  @Allow('public')
  many() {
    throw platformProblems.tooMany('Later.');
  }
}

@Domain({ name: 'notes', providers: [Speaker], api: [NotesController] })
@Module({})
class NotesModule {}

describe('a request', () => {
  let app: NestFastifyApplication;
  const row = { name: 'notes', service: 'notes', port: 0, faces: ['api'] as const, owns: '', module: NotesModule };
  beforeAll(async () => {
    app = await bootApp('api', [row], { LOG_LEVEL: 'info' }, log);
  });
  afterAll(() => app.close());

  const person = {
    kind: 'person' as const,
    userId: '01990000-0000-7000-8000-000000000001',
    address: '192.0.2.7',
    client: 'shop',
  };
  const call = (method: 'GET' | 'POST', url: string, actor?: object, payload?: object) =>
    app.inject({
      method,
      url: `/api/v1/notes${url}`,
      payload,
      headers: { ...forwarded(actor as never), 'user-agent': 'x\r\ny' },
    });
  const requests = () => parsed().filter(({ msg }) => msg === 'request');

  const denied = {
    status: 403,
    code: 'AUTH_002',
    actor: `person:${person.userId}`,
    client: 'shop',
    address: '192.0.2.7',
  };
  it.each([
    ['unauthenticated', 'GET', '/mine', undefined, { status: 401, code: 'AUTH_001', actor: 'anonymous' }],
    ['denied', 'GET', '/theirs', person, denied],
    ['limited', 'GET', '/many', person, { status: 429, code: 'RATE_001' }],
    ['unexpected_input', 'POST', '', person, { body: { text: 'x', role: 'ADMIN' }, status: 400, code: 'VAL_001' }],
    ['callback_refused', 'POST', '/callback', undefined, { status: 401 }],
    ['signed_in', 'POST', '/in', undefined, { status: 201, actor: 'person:new' }],
  ] as [string, 'GET' | 'POST', string, object | undefined, { body?: object; status: number }][])(
    'writes one line that names what those who watch want to know: %s',
    async (event, method, url, actor, { body, ...wanted }) => {
      await call(method, url, actor, body);
      const line = { event, method, route: `/api/v1/notes${url}`, address: expect.any(String), ...wanted };
      expect(requests()).toEqual([expect.objectContaining(line)]);
    },
  );

  it('names no address when nothing was tried', async () => {
    await call('GET', '/mine', person);
    expect(requests()[0]).toMatchObject({ status: 200, actor: `person:${person.userId}`, ms: expect.any(Number) });
    expect(requests()[0]).not.toHaveProperty('address');
  });

  it('leaves nothing of its body, headers and query in the log, also of what the code logs', async () => {
    await call('POST', '?secret=marker-query', person, { text: `marker-body ${VISA}` });
    const text = lines.join('');
    expect(text).not.toMatch(/marker-query|411111111/);
    expect(text).toContain('[card 1111]');
    expect(parsed().find(({ context }) => context === 'Speaker')).toMatchObject({ body: '[not logged]' });
  });
});
