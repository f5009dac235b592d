import { Body, Controller, Get, Header, Headers, Injectable, Post } from '@nestjs/common';
import { type SessionsPort as Port, SessionsPort, type VerifiedSession, type VerifySession } from '@pakashop/backend';
import { Actor, Allow, Caller, Domain, type DomainRow, Metered, platformProblems, Requires } from '@pakashop/platform';
import { createHmac, randomUUID } from 'node:crypto';
import { GatewayModule } from './gateway.module.js';

const JWT_SECRET = 'a-secret-of-the-tests-that-is-long-enough';
export const CLIENT_KEY = 'pk_client_key_of_the_tests';

export const gatewayEnv = { JWT_SECRET, PAKASHOP_CLIENT_KEY: CLIENT_KEY };
export const keyed = { 'x-pakashop-key': CLIENT_KEY };

export const STAFF = '01990000-0000-7000-8000-000000000001';
export const CUSTOMER = '01990000-0000-7000-8000-000000000002';
export const SIGNED_OUT = '01990000-0000-7000-8000-000000000003';

interface TokenOptions {
  readonly alg?: string;
  readonly secret?: string;
  readonly seconds?: number;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

/** An access token like the backend's. */
function tokenOf(userId: string, { alg = 'HS256', secret = JWT_SECRET, seconds = 600 }: TokenOptions = {}): string {
  const exp = Math.floor(Date.now() / 1_000) + seconds;
  const claims = { sub: userId, sid: userId, aud: 'customer', exp, jti: randomUUID() };
  const signed = `${encode({ alg, typ: 'at+jwt' })}.${encode(claims)}`;
  const digest = { HS256: 'sha256', HS512: 'sha512' }[alg];
  return `${signed}.${digest ? createHmac(digest, secret).update(signed).digest('base64url') : ''}`;
}

export const bearer = (userId: string, options?: TokenOptions) => ({
  ...keyed,
  authorization: `Bearer ${tokenOf(userId, options)}`,
});

/** Sessions without a database: two people, one of them staff, and one whose session has ended. */
@Injectable()
export class FakeSessions implements Port {
  static asked = 0;

  verify({ token }: VerifySession): Promise<VerifiedSession> {
    FakeSessions.asked++;
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as {
      sub: string;
      exp: number;
    };
    if (claims.sub === SIGNED_OUT) return Promise.reject(platformProblems.notSignedIn('The session has ended.'));
    const permissions =
      claims.sub === STAFF
        ? ['gateway.clients.read', 'gateway.clients.write', 'pricing.rules.read', 'pricing.rules.write']
        : [];
    return Promise.resolve({
      userId: claims.sub,
      sessionId: claims.sub,
      audience: 'customer',
      expiresAt: claims.exp,
      factorAt: Math.floor(Date.now() / 1_000),
      grants: permissions.map((permission) => ({ permission, scope: 'platform' as const })),
    });
  }
}

/** One route for each kind of caller. */
@Controller()
class ProbeController {
  @Get('anybody')
  @Allow('public')
  anybody(@Caller() actor: Actor) {
    return { ...actor };
  }

  @Get('guests')
  @Allow('guest')
  guests(@Caller() { kind, guestHash }: Actor) {
    return { kind, guestHash };
  }

  @Get('people')
  @Allow('person')
  people(@Caller() { userId }: Actor) {
    return { userId };
  }

  @Get('staff')
  @Requires('gateway.clients.write')
  staff(@Caller() { userId }: Actor) {
    return { userId };
  }

  @Get('cached')
  @Allow('public')
  @Header('cache-control', 'public, max-age=30')
  cached() {
    return {};
  }

  @Get('place')
  @Allow('public')
  place(@Headers() { 'cf-ipcountry': country, 'cf-ipcity': city }: Record<string, string | undefined>) {
    return { country: country ?? null, city: city ?? null };
  }

  @Get('expensive')
  @Allow('public')
  @Metered('general', 5)
  expensive() {
    return {};
  }

  @Get('broken')
  @Allow('public')
  broken() {
    throw new Error('broken on purpose');
  }
}

/** Where the backend's stricter limits stand. */
@Controller('auth')
class SignInController {
  @Post('login')
  @Allow('public')
  @Metered('auth')
  login() {
    return {};
  }
}

@Controller('payments')
class PaymentsController {
  @Post('initiate')
  @Allow('guest')
  @Metered('payments')
  initiate() {
    return {};
  }

  @Post('webhook/test')
  @Allow('provider')
  callback(@Body() body: object, @Caller() { kind }: Actor) {
    return { kind, body };
  }
}

/** Where forms with files lead. */
@Controller('media/local')
class FormsController {
  @Post()
  @Allow('provider')
  take(@Caller() { kind }: Actor) {
    return { kind };
  }
}

@Controller('media')
class MediaController {
  @Get('images/:id/:variant')
  @Allow('public')
  show(@Caller() { kind }: Actor) {
    return { kind };
  }

  @Post('uploads')
  @Allow('person')
  begin() {
    return {};
  }
}

@Domain({
  name: 'backend',
  ports: [{ port: SessionsPort, service: FakeSessions }],
  api: [ProbeController, SignInController, PaymentsController, FormsController, MediaController],
})
class FakeBackendModule {}

const row = (name: string, port: number, module: DomainRow['module']): DomainRow => ({
  name,
  service: `pakashop-${name}`,
  port,
  faces: ['api'],
  owns: '',
  module,
});

export const gatewayRow = row('gateway', 8000, GatewayModule);
export const backendRow = row('backend', 3080, FakeBackendModule);

/** Waits until something is so; fails after five seconds. */
export async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('it did not come true within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
