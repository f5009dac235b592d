import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, Database, Domain, type DomainRow, newId, sql } from '@pakashop/platform';
import { Behind, bootApp, drain, forwarded } from '@pakashop/platform/testing';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { media } from './media.area.js';
import type { BeginUpload, SignedUpload, Ticket, UploadView } from './media.dto.js';
import { EICAR } from './media.fixtures.js';
import type { UploadForm } from './media.store.js';
import { MediaSweeper } from './media.sweeper.js';

@Domain({ name: 'backend', ...media })
class MediaModule {}

const registry: DomainRow[] = [
  {
    name: 'backend',
    service: 'pakashop-backend',
    port: 3080,
    faces: ['api', 'worker'],
    owns: 'files',
    module: MediaModule,
  },
];

export type ActorInit = ConstructorParameters<typeof Actor>[0];
type Person = ActorInit & { readonly userId: string };

interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A scanner of the tests: knows the test signature, and can be away. */
export class FakeClamd {
  isAway = false;
  asked = 0;
  private constructor(private readonly server: Server) {}

  get url(): string {
    return `tcp://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  static async open(): Promise<FakeClamd> {
    const server = createServer();
    const scanner = new FakeClamd(server);
    server.on('connection', (socket) => {
      let heard = Buffer.alloc(0);
      socket.on('error', () => undefined);
      if (scanner.isAway) return socket.destroy();
      return socket.on('data', (part: Buffer) => {
        heard = Buffer.concat([heard, part]);
        if (!heard.subarray(-4).equals(Buffer.alloc(4))) return;
        scanner.asked++;
        socket.end(heard.includes(EICAR) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return scanner;
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.server.close(resolve));
  }
}

/** What the suite needs of a store. */
export interface Ground {
  readonly env: NodeJS.ProcessEnv;
  /** Sends a form as a browser does. */
  send(app: NestFastifyApplication, form: FormData, url: string): Promise<{ status: number; body: unknown }>;
  /** Everything that the store has, byte by byte. */
  stored(): Promise<Buffer[]>;
  /** Fetches what everybody can see. */
  fetch(app: NestFastifyApplication, url: string): Promise<{ status: number; bytes: Buffer }>;
  /** Puts the bytes of one object in the place of another's. */
  swap(one: string, other: string): Promise<void>;
  /** How the store refuses a form that was altered, and one that is sent again. */
  readonly answers: { readonly altered: number; readonly again: number };
  ready?(app: NestFastifyApplication): void;
  close(): Promise<void>;
}

/** People, files and calls around one store. */
export class Rig {
  readonly db: Behind;
  private constructor(
    readonly app: NestFastifyApplication,
    readonly ground: Ground,
    readonly clamd: FakeClamd,
  ) {
    this.db = new Behind(app.get(Database), 'media');
  }

  static async open(ground: Ground): Promise<Rig> {
    const clamd = await FakeClamd.open();
    // Without a queue work is done when a test says so.
    const app = await bootApp('backend', registry, {
      REDIS_URL: 'redis://127.0.0.1:1',
      CLAMD_URL: clamd.url,
      ...ground.env,
    });
    ground.ready?.(app);
    return new Rig(app, ground, clamd);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.ground.close();
    await this.clamd.close();
  }

  async person(more: Partial<ActorInit> = {}): Promise<Person> {
    const userId = newId();
    await this.db.execute(sql`
      INSERT INTO backend.users (id, email, email_verified_at, primary_contact, name)
      VALUES (${userId}, ${`${userId}@example.com`}, now(), 'email', 'Chanda')`);
    return { kind: 'person', userId, sessionId: newId(), audience: 'customer', ...more };
  }

  vendor = (): Promise<Person> =>
    this.person({ grants: [{ permission: 'catalog.write', scope: 'shop', scopeId: newId() }], audience: 'vendor' });

  reviewer = (): Promise<Person> =>
    this.person({
      grants: [{ permission: 'documents.read', scope: 'platform' }],
      audience: 'staff',
      factorAt: Date.now() / 1_000,
    });

  async call<T = Record<string, unknown>>(
    actor: ActorInit | undefined,
    [method, path]: readonly ['GET' | 'POST', string],
    body?: object,
  ): Promise<Answer<T>> {
    const answer = await this.app.inject({ method, url: `/api/v1${path}`, payload: body, headers: forwarded(actor) });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      body: (isJson ? answer.json() : {}) as T,
      bytes: answer.rawPayload,
      headers: answer.headers,
    };
  }

  async begin(owner: Person, upload: Partial<BeginUpload> & { bytes: number }): Promise<SignedUpload> {
    const body = { purpose: 'kyc_document', contentType: 'application/pdf', ...upload };
    const { status, body: signed } = await this.call<SignedUpload>(owner, ['POST', '/media/uploads'], body);
    if (status !== 201) throw new Error(`not permitted: ${JSON.stringify(signed)}`);
    return signed;
  }

  send({ url, fields }: UploadForm, file: Buffer, name = 'photo', more: Record<string, string> = {}) {
    const form = new FormData();
    for (const [field, value] of Object.entries({ ...fields, ...more })) form.set(field, value);
    form.set('file', new Blob([new Uint8Array(file)]), name);
    return this.ground.send(this.app, form, url);
  }

  /** Uploads a file and does what follows, as far as it goes now. */
  async upload(owner: Person, file: Buffer, upload: Partial<BeginUpload> = {}): Promise<UploadView> {
    const signed = await this.begin(owner, { bytes: file.length, ...upload });
    const { status, body } = await this.send(signed, file);
    if (status >= 300) throw new Error(`not taken: ${status} ${JSON.stringify(body)}`);
    await this.call(owner, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
    await drain(this.app);
    return this.view(owner, signed.uploadId);
  }

  async view(owner: Person, id: string): Promise<UploadView> {
    return (await this.call<UploadView>(owner, ['GET', `/media/uploads/${id}`])).body;
  }

  async ticket(reader: Person, id: string, reason = 'Checks the number on the card'): Promise<Answer<Ticket>> {
    return this.call<Ticket>(reader, ['POST', `/media/documents/${id}/tickets`], { reason });
  }

  read(reader: Person, id: string, ticket: string) {
    return this.call(reader, ['GET', `/media/documents/${id}/content?ticket=${ticket}`]);
  }

  async isAnywhere(marker: string): Promise<boolean> {
    const stored = await this.ground.stored();
    return stored.some((bytes) => bytes.includes(marker));
  }

  async row(id: string): Promise<Record<string, unknown>> {
    return this.db.one(sql`SELECT * FROM backend.uploads WHERE id = ${id}`);
  }

  async audited(act: string, id: string): Promise<{ actor: string; why: string | null }[]> {
    return this.db.rows(sql`SELECT actor, why FROM platform.audit WHERE act = ${act} AND subject_id = ${id}`);
  }

  /** Time goes by for the rows that a condition names. */
  async age(id: string, column: 'check_at' | 'destroy_at'): Promise<void> {
    const past = column === 'check_at' ? sql`check_at = now()` : sql`destroy_at = now()`;
    await this.db.execute(sql`UPDATE backend.uploads SET ${past} WHERE id = ${id}`);
  }

  async sweep(): Promise<void> {
    await this.app.get(MediaSweeper).sweep();
    await drain(this.app);
  }
}
