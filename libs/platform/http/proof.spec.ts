import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { Domain } from '../contract/domain.js';
import { bootApp, forwarded } from '../testing/index.js';
import { Allow, ClosedTo, DuringEnrolment, Requires, ruleOf, StepUp } from './access.js';
import type { ActorInit } from './actor.js';

@Controller('vaults')
class VaultsController {
  @Get()
  @Allow('public')
  all() {
    return {};
  }

  @Get('mine')
  @Allow('person')
  mine() {
    return {};
  }

  @Get('guests')
  @Allow('guest')
  guests() {
    return {};
  }

  @Get('keys')
  @DuringEnrolment()
  @Allow('person')
  keys() {
    return {};
  }

  @Get('open')
  @StepUp()
  @Requires('vaults.open', 'everywhere')
  open() {
    return {};
  }

  @Get('lobby')
  @ClosedTo('staff')
  @Allow('guest')
  lobby() {
    return {};
  }
}

@Domain({ name: 'counter', api: [VaultsController] })
class VaultsModule {}

let app: NestFastifyApplication;
beforeAll(async () => {
  const row = { name: 'counter', service: 'counter', port: 0, faces: ['api'] as const, owns: '', module: VaultsModule };
  app = await bootApp('counter', [row], { DATABASE_ROLE: 'pakashop_app' });
});
afterAll(() => app.close());

const now = () => Math.floor(Date.now() / 1_000);
/** A person as another process forwards them: what the gateway knows about the proof travels along. */
const get = async (path: string, more: Partial<ActorInit> = {}) => {
  const actor: ActorInit = { kind: 'person', userId: randomUUID(), ...more };
  const answer = await app.inject({ url: `/api/v1/vaults${path}`, headers: forwarded(actor) });
  const { code } = answer.json<{ code?: string }>();
  return code ? `${answer.statusCode} ${code}` : String(answer.statusCode);
};
const grants = [{ permission: 'vaults.open', scope: 'platform' as const }];

describe('a route that asks for a fresh proof', () => {
  it.each([
    ['none', undefined, '401 auth.step_up_required'],
    ['one of this moment', 0, '200'],
    ['one of nearly five minutes ago', 298, '200'],
    ['one of five minutes ago', 300, '401 auth.step_up_required'],
  ])('answers %s', async (_, ago, outcome) => {
    expect(await get('/open', { grants, factorAt: ago === undefined ? undefined : now() - ago })).toBe(outcome);
  });

  it('says nothing of it to those who may not call it at all', async () => {
    expect(await get('/open', { factorAt: now() })).toBe('403 AUTH_002');
    expect(await get('/open', { kind: 'anonymous' })).toBe('401 AUTH_001');
  });

  it('says so whatever the order of its decorators', () => {
    expect(ruleOf(VaultsController.prototype.open)).toEqual({
      audience: 'person',
      permission: 'vaults.open',
      everywhere: true,
      stepUp: true,
    });
    expect(ruleOf(VaultsController.prototype.keys)).toEqual({ audience: 'person', duringEnrolment: true });
  });
});

describe('somebody who has to set up a second factor', () => {
  it.each([
    ['', '200'],
    ['/keys', '200'],
    ['/mine', '403 MFA_001'],
    ['/guests', '403 MFA_001'],
    ['/open', '403 MFA_001'],
  ])('at /vaults%s is answered %s', async (path, outcome) => {
    expect(await get(path, { mustEnrol: true, grants, factorAt: now() })).toBe(outcome);
  });
});

describe('a route that is closed to a surface', () => {
  it.each([
    ['a token of that surface', { audience: 'staff', grants }, '403 AUTH_002'],
    ['a token of another one', { audience: 'customer' }, '200'],
    ['a guest', { kind: 'guest', userId: undefined, guestHash: 'a'.repeat(64) }, '200'],
  ] as const)('answers %s', async (_, who, outcome) => {
    expect(await get('/lobby', who)).toBe(outcome);
  });
});
