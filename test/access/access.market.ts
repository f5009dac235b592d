import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database } from '@pakashop/platform';
import { bootApp } from '@pakashop/platform/testing';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { describeApi } from '../../apps/api/openapi.document.js';
import type { Document, Operation } from '../../apps/api/openapi.types.js';
import { registry } from '../../apps/domains.js';
import { CLIENT_KEY, type Caller, People } from './access.people.js';

const PLENTY = '1000000000';
/** Nobody listens there: what goes to other companies fails at once. */
const NOWHERE = 'http://127.0.0.1:9';

const ENVIRONMENT: NodeJS.ProcessEnv = {
  JWT_SECRET: 'jwt-secret-of-the-access-tests-0123456789',
  PAKASHOP_CLIENT_KEY: CLIENT_KEY,
  BOOTSTRAP_ADMIN_TOKEN: 'bootstrap-token-of-the-access-tests-0123456789',
  RATE_LIMIT_ACCOUNT: PLENTY,
  RATE_LIMIT_ADDRESS: PLENTY,
  RATE_LIMIT_CLIENT: PLENTY,
  RATE_LIMIT_AUTH: PLENTY,
  RATE_LIMIT_PAYMENTS: PLENTY,
  RATE_LIMIT_PAYMENTS_ADDRESS: PLENTY,
  RATE_LIMIT_WEBHOOK: PLENTY,
  CODE_RESEND_SECONDS: '0',
  SANDBOX_URL: NOWHERE,
  PAWAPAY_BASE_URL: NOWHERE,
  FLUTTERWAVE_BASE_URL: NOWHERE,
  PAYMENT_REPLY_SECONDS: '1',
  // A busy test machine must not pass for a slow Redis.
  REDIS_TIMEOUT_MS: '5000',
};

/** One operation of the API. */
export interface Route {
  /** As `GET /orders/{id}`. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** What is sent besides who sends it. */
export interface Request {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

let lastAddress = 0;
/** An address of its own for each request, so that no limit of addresses is met. */
export const address = (): string => {
  lastAddress++;
  return `10.${(lastAddress >> 16) & 255}.${(lastAddress >> 8) & 255}.${lastAddress & 255}`;
};

/** All of the marketplace in this process, as clients reach it. */
export class Market {
  readonly people: People;
  readonly routes: readonly Route[];
  private constructor(
    readonly app: NestFastifyApplication,
    readonly document: Document,
  ) {
    this.people = new People(app);
    this.routes = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, operation]) => ({
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        operation,
      })),
    );
  }

  static async open(env: NodeJS.ProcessEnv = {}): Promise<Market> {
    const app = await bootApp('api', registry, { ...ENVIRONMENT, ...env });
    return new Market(app, await describeApi(registry));
  }

  get db(): Database {
    return this.app.get(Database);
  }

  route(name: string): Route {
    const found = this.routes.find((route) => route.name === name);
    if (!found) throw new Error(`there is no route ${name}`);
    return found;
  }

  /** Calls a route as somebody. */
  send(route: Route, caller: Caller, { params = {}, query = {}, body }: Request = {}): Promise<LightMyRequestResponse> {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const isProvider = route.operation['x-audience'] === 'provider';
    const { 'x-pakashop-key': _, ...unkeyed } = caller.headers;
    const headers: Record<string, string> = { ...(isProvider ? unkeyed : caller.headers) };
    const key = (route.operation.parameters ?? []).find(({ name }) => name === 'Idempotency-Key');
    if (key?.required) headers['idempotency-key'] = `k-${++lastAddress}`;
    return this.inject({ method: route.method as 'GET', url: `/api/v1${path}`, headers, query, payload: body });
  }

  inject(options: InjectOptions): Promise<LightMyRequestResponse> {
    return this.app.inject({ remoteAddress: address(), ...options });
  }
}
