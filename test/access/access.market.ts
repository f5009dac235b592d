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
  /** A text is a file in CSV. */
  readonly body?: object | string;
}

/** What every answer says to browsers and proxies, whatever it is. */
const HEADERS: Readonly<Record<string, RegExp>> = {
  'content-security-policy': /^default-src 'none';|^default-src 'none'$|sandbox/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
};

function headerFault({ headers, statusCode }: LightMyRequestResponse, options: InjectOptions): string | undefined {
  const wrong = Object.entries(HEADERS).find(([name, wanted]) => !wanted.test(String(headers[name])));
  if (wrong) return `${wrong[0]}: ${String(headers[wrong[0]])}`;
  if (headers.server ?? headers['x-powered-by']) return 'says what it runs on';
  const isPersonal = options.headers?.authorization !== undefined || options.headers?.['x-guest-token'] !== undefined;
  const kept = String(headers['cache-control']);
  // What is the same for everybody may be kept by everybody, whoever asked for it.
  const isPublic = kept.startsWith('public') && statusCode < 400;
  return !kept.includes('no-store') && !isPublic && (isPersonal || statusCode >= 400)
    ? `cache-control: ${kept}`
    : undefined;
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
  /** Answers without the headers that every answer has: what is wrong, and one request that it was wrong for. */
  readonly unsafe = new Map<string, string>();
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
  async send(
    route: Route,
    caller: Caller,
    { params = {}, query = {}, body }: Request = {},
  ): Promise<LightMyRequestResponse> {
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const audience = route.operation['x-audience'];
    const { 'x-pakashop-key': _, ...unkeyed } = caller.headers;
    const headers: Record<string, string> = { ...(audience === 'provider' ? unkeyed : caller.headers) };
    const key = (route.operation.parameters ?? []).find(({ name }) => name === 'Idempotency-Key');
    if (key?.required) headers['idempotency-key'] = `k-${++lastAddress}`;
    if (typeof body === 'string') headers['content-type'] = 'text/csv';
    const url = `/api/v1${path}`;
    const answer = await this.inject({ method: route.method as 'GET', url, headers, query, payload: body });
    const isKept = !String(answer.headers['cache-control']).includes('no-store');
    if (isKept && audience !== 'public') this.unsafe.set('may be kept, and is not for everybody', route.name);
    return answer;
  }

  async inject(options: InjectOptions): Promise<LightMyRequestResponse> {
    const answer = await this.app.inject({ remoteAddress: address(), ...options });
    const fault = headerFault(answer, options);
    if (fault) this.unsafe.set(`${answer.statusCode} ${fault}`, `${options.method} ${String(options.url)}`);
    return answer;
  }
}
