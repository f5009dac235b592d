import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, Database, Domain, type DomainRow, mergeParts, newId, sql, type Tx } from '@pakashop/platform';
import { bootApp, forwarded } from '@pakashop/platform/testing';
import { factors } from '../factors/factors.area.js';
import { Authenticators } from '../factors/factors.fixtures.js';
import { messages } from '../messages/messages.area.js';
import { users } from '../users/users.area.js';
import { auth } from './auth.area.js';
import type { CodeSent } from './auth.codes.dto.js';
import { Codes } from './auth.codes.js';
import { SessionsPort } from './auth.contract.js';
import type { FactorPending, SignedIn } from './auth.dto.js';

@Domain({ name: 'backend', ...mergeParts(messages, auth, users, factors) })
class PeopleModule {}

/** The areas of people as one domain. */
export const registry: DomainRow[] = [
  { name: 'backend', service: 'pakashop-backend', port: 3080, faces: ['api'], owns: 'people', module: PeopleModule },
];

export const TEST_SECRET = 'jwt-secret-of-the-tests-0123456789-0123456789';
export const TEST_PASSWORD = 'Lake Kariba at 6 in the morning';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** The areas of people behind the door that the gateway knocks at. */
export class People {
  readonly authenticators = new Authenticators(this);
  private constructor(readonly app: NestFastifyApplication) {}

  static async boot(env: NodeJS.ProcessEnv = {}): Promise<People> {
    return new People(
      await bootApp('api', registry, {
        JWT_SECRET: TEST_SECRET,
        CODE_RESEND_SECONDS: '0',
        RATE_LIMIT_AUTH: '1000000',
        ...env,
      }),
    );
  }

  /** Calls a route as the gateway does: the bearer of a token is who the port says. */
  async call<T = SignedIn>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    options: Call = {},
  ): Promise<Answer<T>> {
    const response = await this.app.inject({
      method,
      url: `/api/v1${path}`,
      payload: options.body,
      headers: {
        ...forwarded(options.actor ?? (await this.actor(options.token))),
        'user-agent': 'tests',
        ...options.headers,
      },
    });
    const body = response.body === '' ? undefined : response.json<T>();
    return { status: response.statusCode, body: body as T, headers: response.headers };
  }

  /** Whom the gateway forwards for this bearer. */
  async actor(token: string | undefined): Promise<Actor> {
    if (token === undefined) return new Actor({ kind: 'anonymous', address: '192.0.2.7' });
    const session = await this.app.get(SessionsPort).verify({ token });
    return new Actor({ ...session, kind: 'person', address: '192.0.2.7' });
  }

  /** A new person with an e-mail address of their own and what else the request names, all of it proven. */
  async register(request: object = {}): Promise<SignedIn & { email: string }> {
    const email = `p-${newId()}@example.com`;
    const { body: sent } = await this.call<CodeSent>('POST', '/auth/register', {
      body: { name: 'Mutinta', email, password: TEST_PASSWORD, ...request },
    });
    const { status, body } = await this.confirm(`/auth/register/${sent.challengeId}/confirm`, sent.challengeId);
    if (status !== 200) throw new Error(`nobody was registered: ${JSON.stringify(sent)}, ${JSON.stringify(body)}`);
    // A phone is proven by the code; the address beside it is proven like this.
    await this.app.get(Database).execute(sql`
      UPDATE backend.users SET email_verified_at = coalesce(email_verified_at, now())
      WHERE id = ${body.user.id} AND email IS NOT NULL`);
    return { ...body, email };
  }

  /** Sends the code that went out for a challenge. */
  confirm<T = SignedIn>(path: string, challengeId: string, options: Call = {}): Promise<Answer<T>> {
    return this.call('POST', path, { ...options, body: { code: this.codeOf(challengeId), ...options.body } });
  }

  /** What the message of a challenge says. */
  codeOf(challengeId: string): string {
    return this.app.get(Codes).codeOf(challengeId);
  }

  /** Signs in with the second factor, too: one is set up where a role demands it, and shown where there is one. */
  async signIn(login: string, request: object = {}): Promise<Answer<SignedIn>> {
    return this.authenticators.finish(await this.tryPassword(login, request));
  }

  /** The first factor alone. */
  tryPassword(login: string, request: object = {}): Promise<Answer<SignedIn | FactorPending>> {
    return this.call('POST', '/auth/sign-in', { body: { login, password: TEST_PASSWORD, ...request } });
  }
}

/**
 * Makes a race certain: starts the work while a transaction holds a lock, and commits that transaction only when so many
 * statements wait.
 */
export async function race<T>(
  db: Database,
  lock: (tx: Tx) => Promise<unknown>,
  waiting: number,
  work: () => T,
): Promise<T> {
  let result: T;
  await db.transaction(async (tx) => {
    await lock(tx);
    result = work();
    const deadline = performance.now() + 4_000;
    while ((await waitingIn(tx)) < waiting) {
      if (performance.now() > deadline) throw new Error(`less than ${waiting} statements wait for the lock`);
    }
  });
  return result!;
}

async function waitingIn(tx: Tx): Promise<number> {
  // PostgreSQL shows a transaction who is connected as of its first look, and a waiting connection may be newer.
  await tx.rows(sql`SELECT pg_stat_clear_snapshot()`);
  const { count } = await tx.one<{ count: number }>(sql`
    SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()`);
  return count;
}

interface Call {
  readonly body?: object;
  readonly token?: string;
  readonly actor?: Actor;
  readonly headers?: Record<string, string>;
}
