import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Header, Injectable, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Domain } from '../contract/domain.js';
import { Database } from '../data/database.js';
import { sql } from '../data/sql.js';
import { bootApp } from '../testing/index.js';
import { Allow, Door, OwnEyesOnly, Requires } from './access.js';
import { Actor, type ActorInit } from './actor.js';

let ran = 0;
let visitor: () => ActorInit = () => ({ kind: 'anonymous' });

/** A door that lets in whom a test says, or fails as it says. */
@Injectable()
class TestDoor extends Door {
  admit(): Promise<Actor> {
    return Promise.resolve().then(() => new Actor(visitor()));
  }
}

@Controller('rooms')
class RoomsController {
  @Get('hall')
  @Allow('public')
  @Header('cache-control', 'public, max-age=30')
  hall() {
    return { ran: ++ran };
  }

  @Post('hall')
  @Allow('public')
  enter() {
    return { token: ++ran };
  }

  @Get('basket')
  @Allow('guest')
  basket() {
    return { ran: ++ran };
  }

  @Get('desk/:id')
  @Allow('person')
  desk() {
    return { ran: ++ran };
  }

  @Get('safe')
  @Allow('person')
  @OwnEyesOnly()
  safe() {
    return { ran: ++ran };
  }

  @Get('office')
  @Requires('office.enter')
  office() {
    return { ran: ++ran };
  }
}

@Domain({ name: 'rooms', overrides: [{ provide: Door, useClass: TestDoor }], api: [RoomsController] })
class RoomsModule {}

const row = { name: 'rooms', service: 'rooms', port: 0, faces: ['api'] as const, owns: '', module: RoomsModule };
let app: NestFastifyApplication;
beforeAll(async () => void (app = await bootApp('api', [row], { DATABASE_ROLE: 'pakashop_app' })));
afterAll(() => app.close());
beforeEach(() => {
  ran = 0;
  visitor = () => ({ kind: 'anonymous' });
});

const get = (url: string, method: 'GET' | 'POST' = 'GET') => app.inject({ method, url: `/api/v1/rooms${url}` });
const fails = (error: Error): void =>
  void (visitor = () => {
    throw error;
  });

describe('when the door itself fails', () => {
  it.each([
    ['the database is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503],
    ['a statement takes too long', Object.assign(new Error('x'), { code: '57014' }), 503],
    ['a value cannot be opened', new Error('unable to authenticate data'), 500],
    ['there is a bug', new TypeError('x is undefined'), 500],
  ])('nobody comes in: %s', async (_, error, status) => {
    fails(error);
    for (const url of ['/hall', '/basket', '/desk/1', '/office']) expect((await get(url)).statusCode).toBe(status);
    expect(ran).toBe(0);
  });

  it('nobody comes in who is of a kind that is not known', async () => {
    visitor = () => ({ kind: 'ghost' as never });
    for (const url of ['/basket', '/desk/1', '/office']) expect((await get(url)).statusCode).toBe(401);
  });
});

describe('what may be kept on the way', () => {
  const cacheControl = async (url: string, method: 'GET' | 'POST' = 'GET') =>
    (await get(url, method)).headers['cache-control'];

  it('is what everybody may read; nothing else, also when a stranger gets it', async () => {
    expect(await cacheControl('/hall')).toBe('public, max-age=30');
    expect(await cacheControl('/hall', 'POST')).toBe('no-store');
    for (const url of ['/basket', '/desk/1', '/office', '/none']) expect(await cacheControl(url)).toBe('no-store');
    visitor = () => ({ kind: 'person', userId: 'u', grants: [{ permission: 'office.enter', scope: 'platform' }] });
    for (const url of ['/basket', '/desk/1', '/office']) expect(await cacheControl(url)).toBe('no-store');
  });
});

describe('who looks through the eyes of another person', () => {
  const looks = () =>
    app.get(Database).rows<{ detail: object; actor: string; behalf: string }>(sql`
      SELECT actor, on_behalf_of AS behalf, detail FROM platform.audit WHERE act = 'impersonation_viewed' ORDER BY id`);
  beforeEach(() => {
    visitor = () => ({
      kind: 'person',
      userId: 'u',
      sessionId: '01990000-0000-7000-8000-00000000000a',
      impersonatorId: 's',
    });
  });

  it('sees what the person sees, and each look at something private is written down first', async () => {
    for (const url of ['/hall', '/basket', '/desk/7']) expect((await get(url)).statusCode).toBe(200);
    const look = { actor: 'person:s', behalf: 'person:u' };
    const impersonationId = '01990000-0000-7000-8000-00000000000a';
    expect(await looks()).toEqual([
      { ...look, detail: { route: '/api/v1/rooms/basket', params: {}, impersonationId } },
      { ...look, detail: { route: '/api/v1/rooms/desk/:id', params: { id: '7' }, impersonationId } },
    ]);
  });

  it('changes nothing, and does not see what is for the person alone', async () => {
    const before = (await looks()).length;
    for (const answer of [await get('/hall', 'POST'), await get('/safe')]) {
      expect(answer.json()).toMatchObject({ status: 403, code: 'auth.impersonation_refused' });
    }
    expect([ran, (await looks()).length]).toEqual([0, before]);
  });
});
