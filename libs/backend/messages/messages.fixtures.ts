import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionsPort } from '@pakashop/backend';
import { Database, Domain, type DomainRow, newId, sql, type Sql } from '@pakashop/platform';
import { bootApp, drain } from '@pakashop/platform/testing';
import type { FastifyInstance } from 'fastify';
import { randomUUID } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { readConfig } from '../../../apps/sandbox/core/config.js';
import type { FaultOrder } from '../../../apps/sandbox/core/faults.js';
import type { Item } from '../../../apps/sandbox/messages/messages.types.js';
import type { Sandbox } from '../../../apps/sandbox/sandbox.js';
import { createServer } from '../../../apps/sandbox/server.js';
import { FakeSessions, gatewayEnv } from '../../gateway/gateway.fixtures.js';
import { GatewayModule } from '../../gateway/gateway.module.js';
import { messages } from './messages.area.js';
import { mailHtml } from './messages.mail.js';
import { type Channel, type Composed, Composers, Messages } from './messages.service.js';
import { CODE_TEMPLATE } from './messages.templates.js';

/** What the test composer knows of a reference; nothing of it is in a database. */
const letters = new Map<string, Composed | undefined>();

/** Stands in for the area that orders codes. */
@Injectable()
class TestComposer implements OnModuleInit {
  constructor(private readonly composers: Composers) {}

  onModuleInit(): void {
    this.composers.register('test.code', (reference) => Promise.resolve(letters.get(reference)));
  }
}

@Domain({
  name: 'backend',
  ...messages,
  ports: [{ port: SessionsPort, service: FakeSessions }],
  providers: [...messages.providers!, TestComposer],
})
class MessagesModule {}

const rows: DomainRow[] = [
  { name: 'gateway', service: 'pakashop-gateway', port: 8000, faces: ['api'], owns: 'traffic', module: GatewayModule },
  {
    name: 'backend',
    service: 'pakashop-backend',
    port: 3080,
    faces: ['api'],
    owns: 'messages',
    module: MessagesModule,
  },
];

let numbers = 0;

/** Somebody with a number, an address and a code of their own. */
export class Recipient {
  readonly reference = newId();
  readonly phone = `+26097${String(1_000_000 + ++numbers)}`;
  readonly email = `person-${this.reference.slice(-12)}@example.com`;
  readonly code = String(100_000 + Math.floor(Math.random() * 900_000));

  constructor(change: Partial<Composed> = {}) {
    const text = `Pakashop: your code is ${this.code}.`;
    letters.set(this.reference, {
      to: { phone: this.phone, email: this.email },
      subject: 'Your code',
      text,
      html: mailHtml({ heading: 'Your code', lines: ['It is good for ten minutes.'], code: this.code }),
      whatsappTemplate: { name: CODE_TEMPLATE, params: [this.code] },
      ...change,
    });
  }

  /** The message is not wanted any more. */
  forget(): void {
    letters.set(this.reference, undefined);
  }
}

export interface AttemptRow {
  readonly id: string;
  readonly carrier: string;
  readonly state: string;
  readonly code: string | null;
}

/** The api behind its gateway and the worker in this process, and the sandbox's companies, over real HTTP and SMTP. */
export class MessagesStage {
  /** Everything that both processes logged. */
  log = '';

  private constructor(
    readonly api: NestFastifyApplication,
    readonly worker: NestFastifyApplication,
    readonly sandbox: Sandbox,
    private readonly server: FastifyInstance,
    readonly url: string,
  ) {}

  static async open(env: NodeJS.ProcessEnv = {}): Promise<MessagesStage> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const config = { ...readConfig({}), callbackUrl: url, retryMs: [20, 50, 100] };
    const { app: server, sandbox } = createServer(config);
    const sandboxUrl = await server.listen({ host: '127.0.0.1', port: 0 });
    const smtpPort = await sandbox.mail.listen('127.0.0.1', 0);
    const common = {
      ...gatewayEnv,
      ...{ REDIS_PREFIX: `messages-${randomUUID().slice(0, 8)}`, LOG_LEVEL: 'debug', RATE_LIMIT_WEBHOOK: '1000000' },
      ...{ PUBLIC_URL: url, SANDBOX_URL: sandboxUrl, SANDBOX_SMTP_URL: `smtp://127.0.0.1:${smtpPort}` },
      ...{ MESSAGE_CALL_SECONDS: '0.5', DATABASE_ROLE: 'pakashop_app', ...env },
    };
    const lines: string[] = [];
    const boot = (entry: string) => bootApp(entry, rows, common, { write: (line) => void lines.push(line) });
    const [api, worker] = [await boot('api'), await boot('worker')];
    await api.listen(port, '127.0.0.1');
    const stage = new MessagesStage(api, worker, sandbox, server, url);
    Object.defineProperty(stage, 'log', { get: () => lines.join('') });
    return stage;
  }

  get db(): Database {
    return this.worker.get(Database);
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.api.close();
    await this.worker.close();
  }

  /** Orders a code as an area does, and does nothing else yet. */
  order(
    recipient: Recipient,
    channels: readonly Channel[] = ['whatsapp', 'sms', 'email'],
    validSeconds = 600,
  ): Promise<string> {
    const { reference } = recipient;
    return this.db.transaction((tx) =>
      this.api.get(Messages).order(tx, { purpose: 'test.code', reference, channels, validSeconds }),
    );
  }

  /** Orders a code and waits until its first step was taken. */
  async send(recipient: Recipient, channels?: readonly Channel[]): Promise<string> {
    const id = await this.order(recipient, channels);
    await this.until(
      async () =>
        (await this.db.maybe(sql`
      SELECT FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE m.aggregate_id = ${id} AND m.name = 'messages.send' AND d.done_at IS NULL AND d.rounds = 0`)) === undefined,
    );
    return id;
  }

  fault(order: FaultOrder): void {
    this.sandbox.bench.faults.add(order);
  }

  /** What reached the person or is on its way to them. */
  received({ phone, email }: Recipient): Item[] {
    return [...this.sandbox.messages.to(phone), ...this.sandbox.messages.to(email)].filter(
      ({ state }) => state !== 'failed',
    );
  }

  attempts(messageId: string): Promise<AttemptRow[]> {
    return this.db.rows(sql`
      SELECT id, carrier, state, code FROM backend.message_attempts WHERE message_id = ${messageId} ORDER BY position`);
  }

  async states(messageId: string): Promise<string[]> {
    return (await this.attempts(messageId)).map(({ carrier, state }) => `${carrier} ${state}`);
  }

  /** Waits until a message stands like this. */
  async untilMessage(id: string, wanted: string): Promise<void> {
    await this.until(async () => {
      const { state } = await this.db.one<{ state: string }>(sql`SELECT state FROM backend.messages WHERE id = ${id}`);
      return state === wanted;
    });
  }

  /** Does what is due, again and again, until something is so; fails after ten seconds. */
  async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 10_000; Date.now() < end;) {
      await drain(this.worker);
      if (await isSo()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('It did not come to pass within ten seconds');
  }

  /** Waits until the message's attempts stand like this. */
  async untilStates(messageId: string, ...wanted: string[]): Promise<void> {
    let seen: string[] = [];
    await this.until(async () => {
      seen = await this.states(messageId);
      return seen.join() === wanted.join();
    }).catch(() => {
      throw new Error(`${seen.join(', ') || 'nothing'} instead of ${wanted.join(', ')}`);
    });
  }

  /** So many seconds pass for the attempts of a message, and each of its jobs that waits has run once more. */
  async pass(seconds: number, messageId: string): Promise<void> {
    const earlier: Sql = sql`make_interval(secs => ${seconds})`;
    await this.db.execute(sql`
      UPDATE backend.message_attempts SET queued_at = queued_at - ${earlier}, retry_at = retry_at - ${earlier}
      WHERE message_id = ${messageId}`);
    const waiting = await this.jobs(messageId);
    await this.due();
    await this.haveRun(messageId, waiting);
  }

  /** The open jobs of a message, and how often each has run. */
  private async jobs(messageId: string): Promise<Map<number, number>> {
    const rows = await this.db.rows<{ id: number; rounds: number }>(sql`
      SELECT d.id, d.rounds FROM platform.deliveries d JOIN platform.outbox m ON m.id = d.message_id
      WHERE d.done_at IS NULL AND m.aggregate_id = ${messageId}`);
    return new Map(rows.map(({ id, rounds }) => [id, rounds]));
  }

  private async haveRun(messageId: string, before: ReadonlyMap<number, number>): Promise<void> {
    await this.until(async () => [...(await this.jobs(messageId))].every(([id, rounds]) => rounds !== before.get(id)));
  }

  /** Waits until every report that came in has been worked on. */
  async applied(): Promise<void> {
    await this.until(async () => {
      await this.due();
      const open = await this.db.maybe(sql`
        SELECT FROM platform.deliveries WHERE done_at IS NULL AND handler LIKE '%.applyReport' LIMIT 1`);
      return open === undefined;
    });
  }

  /** Work that waits for its time is due now. */
  async due(): Promise<void> {
    await this.db.execute(sql`
      UPDATE platform.deliveries SET next_at = now() WHERE id IN (
        SELECT id FROM platform.deliveries WHERE done_at IS NULL AND next_at > now() FOR UPDATE SKIP LOCKED)`);
  }
}

function freePort(): Promise<number> {
  const server = createTcpServer();
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    }),
  );
}
