import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Actor, Database, Domain, type DomainRow, newId, sql } from '@pakashop/platform';
import { Behind, bootApp, drain, forwarded } from '@pakashop/platform/testing';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { media } from './media.area.js';
import { Documents } from './media.documents.js';
import type { BeginUpload, SignedUpload, Ticket, UploadView } from './media.dto.js';
import { EICAR, EMPTY_ZIP, pdf, photograph } from './media.fixtures.js';
import { Images } from './media.images.js';
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

type ActorInit = ConstructorParameters<typeof Actor>[0];
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

/** What holds for files wherever they are kept. */
export function mediaSuite(name: string, open: () => Promise<Ground>): void {
  describe(`files kept at ${name}`, () => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await Rig.open(await open());
    });
    afterAll(() => rig.close());
    beforeEach(() => {
      rig.clamd.isAway = false;
    });

    describe('a picture', () => {
      it('goes straight to the store, is checked, and is then seen by everybody without what the camera wrote', async () => {
        const vendor = await rig.vendor();
        const file = await photograph({ width: 1_200, height: 600, artist: 'MARKER-CAMERA' });
        const scans = rig.clamd.asked;
        const view = await rig.upload(vendor, file, { purpose: 'product_image', contentType: 'image/jpeg' });
        expect(view).toMatchObject({ status: 'CLEAN', purpose: 'product_image', reason: null });
        expect(rig.clamd.asked).toBe(scans + 1);
        const { status, bytes } = await rig.ground.fetch(rig.app, view.url!);
        expect(status).toBe(200);
        const { width, height, exif } = await sharp(bytes).metadata();
        expect({ width, height, exif }).toEqual({ width: 960, height: 480, exif: undefined });
        expect(await rig.isAnywhere('MARKER-CAMERA')).toBe(false);
      });

      it('is bound once, by its owner, and answers where it is seen', async () => {
        const [vendor, other] = [await rig.vendor(), await rig.vendor()];
        const picture = { purpose: 'product_image', contentType: 'image/png' } as const;
        const { id: uploadId, url } = await rig.upload(vendor, await photograph({ format: 'png' }), picture);
        const images = rig.app.get(Images);
        const claim = {
          uploadId,
          ownerUserId: vendor.userId,
          purpose: 'product_image',
          subject: 'product',
          subjectId: newId(),
        } as const;
        const claimed = (more: object = {}) => rig.db.transaction((tx) => images.claim(tx, { ...claim, ...more }));
        await expect(claimed({ ownerUserId: other.userId })).rejects.toMatchObject({ code: 'media.not_found' });
        await expect(claimed({ purpose: 'shop_logo' })).rejects.toMatchObject({ code: 'media.not_found' });
        expect(await claimed()).toBe(url);
        expect(await claimed()).toBe(url);
        await expect(claimed({ subjectId: newId() })).rejects.toMatchObject({ code: 'media.in_use' });
      });

      it('loses whatever stands behind its end, or is refused for it', async () => {
        const vendor = await rig.vendor();
        const file = Buffer.concat([
          await photograph({ format: 'png' }),
          Buffer.from('<script>MARKER-TAIL</script>'),
          EMPTY_ZIP,
        ]);
        const signed = await rig.begin(vendor, {
          bytes: file.length,
          purpose: 'product_image',
          contentType: 'image/png',
        });
        await rig.send(signed, file);
        await rig.call(vendor, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
        await drain(rig.app);
        expect(await rig.isAnywhere('MARKER-TAIL')).toBe(false);
      });
    });

    describe('permission to upload', () => {
      const begin = async (actor: ActorInit | undefined, body: object) => {
        const answer = await rig.call<{ code: string }>(actor, ['POST', '/media/uploads'], body);
        return [answer.status, answer.body.code];
      };

      it('asks for a person, and for the right to what the file is for', async () => {
        const customer = await rig.person();
        const body = { purpose: 'product_image', contentType: 'image/png', bytes: 100 };
        expect(await begin(undefined, body)).toEqual([401, 'AUTH_001']);
        expect(await begin(customer, body)).toEqual([403, 'AUTH_002']);
        expect(await begin(customer, { ...body, purpose: 'shop_logo' })).toEqual([403, 'AUTH_002']);
        expect(await begin(customer, { ...body, purpose: 'delivery_signature' })).toEqual([403, 'AUTH_002']);
        expect(
          await begin(await rig.person({ audience: 'agent' }), { ...body, purpose: 'delivery_signature' }),
        ).toEqual([201, undefined]);
        expect(await begin(customer, { ...body, purpose: 'avatar' })).toEqual([201, undefined]);
      });

      it('knows what is taken for each purpose', async () => {
        const person = await rig.person();
        const avatar = { purpose: 'avatar', contentType: 'image/png', bytes: 100 };
        expect(await begin(person, { ...avatar, contentType: 'application/pdf' })).toEqual([
          415,
          'media.type_not_allowed',
        ]);
        expect(await begin(person, { ...avatar, contentType: 'image/svg+xml' })).toEqual([400, 'VAL_001']);
        expect(await begin(person, { ...avatar, bytes: 2 * 1024 * 1024 + 1 })).toEqual([413, 'media.too_large']);
        expect(await begin(person, { ...avatar, bytes: 0 })).toEqual([400, 'VAL_001']);
        expect(await begin(person, { ...avatar, purpose: 'passport' })).toEqual([400, 'VAL_001']);
        expect(await begin(person, { ...avatar, url: 'http://127.0.0.1/' })).toEqual([400, 'VAL_001']);
      });

      it('ends at the quota of a person, also for many requests at once, and for nobody else', async () => {
        const [greedy, other] = [await rig.person(), await rig.person()];
        const avatar = { purpose: 'avatar', contentType: 'image/png', bytes: 2 * 1024 * 1024 };
        const answers = await Promise.all(Array.from({ length: 9 }, () => begin(greedy, avatar)));
        const kinds = answers.map(([, code]) => code).toSorted();
        expect(kinds.filter((code) => code === undefined)).toHaveLength(5);
        expect(new Set(kinds.slice(0, 4))).toEqual(new Set(['media.quota_exceeded']));
        expect(await begin(other, avatar)).toEqual([201, undefined]);
        await rig.db.execute(sql`
          UPDATE backend.uploads SET status = 'REFUSED', reason = 'not_uploaded', check_at = NULL, destroyed_at = now()
          WHERE owner_id = ${greedy.userId}`);
        for (let i = 0; i < 5; i++) expect(await begin(greedy, avatar)).toEqual([201, undefined]);
        await rig.db.execute(sql`
          UPDATE backend.uploads SET status = 'REFUSED', reason = 'not_uploaded', check_at = NULL, destroyed_at = now()
          WHERE owner_id = ${greedy.userId} AND status = 'PENDING'`);
        expect(await begin(greedy, avatar)).toEqual([429, 'media.too_many']);
      });
    });

    describe('a form', () => {
      it('cannot be altered or added to', async () => {
        const person = await rig.person();
        const signed = await rig.begin(person, { bytes: pdf().length });
        const altered = async (more: Record<string, string>) => (await rig.send(signed, pdf(), 'x.pdf', more)).status;
        const [name, value] = Object.entries(signed.fields).find(
          ([field]) => field !== 'signature' && field !== 'api_key',
        )!;
        expect(await altered({ [name]: value.replace(/.$/, (last) => (last === '0' ? '1' : '0')) })).toBe(
          rig.ground.answers.altered,
        );
        expect(
          await altered({ signature: signed.fields.signature!.replace(/^./, (first) => (first === '0' ? '1' : '0')) }),
        ).toBe(rig.ground.answers.altered);
        expect([rig.ground.answers.altered, 413]).toContain(await altered({ tags: 'mine' }));
        await rig.call(person, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
        await drain(rig.app);
        expect((await rig.view(person, signed.uploadId)).status).toBe('PENDING');
      });

      it('is good for one file: the second one changes nothing', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const first = pdf('the first');
        const signed = await rig.begin(person, { bytes: 2_000 });
        expect((await rig.send(signed, first)).status).toBeLessThan(300);
        expect((await rig.send(signed, pdf('the second'))).status).toBe(rig.ground.answers.again);
        await rig.call(person, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
        await drain(rig.app);
        const { body } = await rig.ticket(reviewer, signed.uploadId);
        expect((await rig.read(reviewer, signed.uploadId, body.ticket)).bytes).toEqual(first);
      });

      it('that nobody used ends by itself, and makes room', async () => {
        const person = await rig.person();
        const { uploadId } = await rig.begin(person, { bytes: 500 });
        await rig.db.execute(
          sql`UPDATE backend.uploads SET expires_at = now(), check_at = now() WHERE id = ${uploadId}`,
        );
        await rig.sweep();
        expect(await rig.view(person, uploadId)).toMatchObject({ status: 'REFUSED', reason: 'not_uploaded' });
      });

      it('is followed by its owner only', async () => {
        const [person, other] = [await rig.person(), await rig.person()];
        const { uploadId } = await rig.begin(person, { bytes: 500 });
        expect((await rig.call(other, ['GET', `/media/uploads/${uploadId}`])).status).toBe(404);
        expect((await rig.call(other, ['POST', `/media/uploads/${uploadId}/complete`])).status).toBe(404);
        expect((await rig.call(undefined, ['GET', `/media/uploads/${uploadId}`])).status).toBe(401);
        const { body } = await rig.call(person, ['POST', `/media/uploads/${uploadId}/complete`]);
        expect(body.status).toBe('PENDING');
      });
    });

    describe('a document', () => {
      it('is nowhere in a form that can be read without its key', async () => {
        const person = await rig.person();
        const { id, status, url } = await rig.upload(person, pdf('MARKER-NRC-123456/11/1'));
        expect({ status, url }).toEqual({ status: 'CLEAN', url: null });
        expect(await rig.isAnywhere('MARKER-NRC')).toBe(false);
        expect(JSON.stringify(await rig.row(id))).not.toContain('MARKER-NRC');
        expect((await rig.row(id)).place).toBe(`${id}:${person.userId}:kyc_document`);
      });

      it('that was photographed loses what the camera wrote', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const file = await photograph({ artist: 'MARKER-ARTIST' });
        const { id, contentType } = await rig.upload(person, file, { contentType: 'image/jpeg' });
        expect(contentType).toBe('image/jpeg');
        const { body } = await rig.ticket(reviewer, id);
        const { bytes } = await rig.read(reviewer, id, body.ticket);
        expect((await sharp(bytes).metadata()).exif).toBeUndefined();
        expect(bytes.includes('MARKER-ARTIST')).toBe(false);
      });

      it('is read once per ticket, in the session that asked, as a download that nothing runs or keeps', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const { id } = await rig.upload(person, pdf('once'));
        const { status, body } = await rig.ticket(reviewer, id);
        expect(status).toBe(201);
        expect(Date.parse(body.expiresAt) - Date.now()).toBeLessThanOrEqual(60_000);
        const elsewhere = { ...reviewer, sessionId: newId() };
        expect((await rig.read(elsewhere, id, body.ticket)).status).toBe(404);
        expect((await rig.read(await rig.reviewer(), id, body.ticket)).status).toBe(404);
        const { status: seen, bytes, headers } = await rig.read(reviewer, id, body.ticket);
        expect([seen, bytes.toString()]).toEqual([200, pdf('once').toString()]);
        expect(headers).toMatchObject({
          'content-type': 'application/pdf',
          'content-disposition': `attachment; filename="document-${id}.pdf"; filename*=UTF-8''document-${id}.pdf`,
          'x-content-type-options': 'nosniff',
          'content-security-policy': "sandbox; default-src 'none'",
          'cache-control': 'no-store',
        });
        expect((await rig.read(reviewer, id, body.ticket)).status).toBe(410);
        expect(await rig.audited('document_read', id)).toEqual([
          { actor: `person:${reviewer.userId}`, why: 'Checks the number on the card' },
        ]);
      });

      it('is read by one of many who use the same ticket at once', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const { id } = await rig.upload(person, pdf('race'));
        const { body } = await rig.ticket(reviewer, id);
        const answers = await Promise.all(Array.from({ length: 12 }, () => rig.read(reviewer, id, body.ticket)));
        expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(11).fill(410)]);
        expect(await rig.audited('document_read', id)).toHaveLength(1);
      });

      it('is not read by a ticket that is a minute old', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const { id } = await rig.upload(person, pdf());
        const { body } = await rig.ticket(reviewer, id);
        await rig.db.execute(sql`
          UPDATE backend.document_tickets SET created_at = created_at - interval '61 seconds',
            expires_at = expires_at - interval '61 seconds' WHERE upload_id = ${id}`);
        expect((await rig.read(reviewer, id, body.ticket)).status).toBe(410);
        expect(await rig.audited('document_read', id)).toEqual([]);
      });

      it('is opened to nobody without the permission, a fresh proof and a reason', async () => {
        const [person, reviewer, vendor] = [await rig.person(), await rig.reviewer(), await rig.vendor()];
        const { id } = await rig.upload(person, pdf());
        expect((await rig.ticket(person, id)).status).toBe(403);
        expect((await rig.ticket(vendor, id)).status).toBe(403);
        const inAShop = {
          ...vendor,
          grants: [{ permission: 'documents.read', scope: 'shop', scopeId: newId() }] as const,
        };
        expect((await rig.ticket(inAShop, id)).status).toBe(403);
        const stale = { ...reviewer, factorAt: Date.now() / 1_000 - 301 };
        expect((await rig.ticket(stale, id)).body).toMatchObject({ code: 'auth.step_up_required' });
        expect((await rig.ticket(reviewer, id, 'why')).status).toBe(400);
        expect((await rig.ticket(reviewer, newId())).status).toBe(404);
        const { status, body } = await rig.call(person, ['GET', `/media/uploads/${id}`]);
        expect(status).toBe(200);
        expect(Object.keys(body).toSorted()).toEqual(
          ['advice', 'bytes', 'contentType', 'createdAt', 'id', 'purpose', 'reason', 'status', 'url'].toSorted(),
        );
      });

      it('keeps its ticket nowhere in a form that works', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const { id } = await rig.upload(person, pdf());
        const { body } = await rig.ticket(reviewer, id);
        const rows = await rig.db.rows(sql`
          SELECT t::text AS row FROM backend.document_tickets t UNION ALL SELECT i::text FROM platform.idempotency i
          UNION ALL SELECT a::text FROM platform.audit a`);
        expect(JSON.stringify(rows)).not.toContain(body.ticket);
      });

      it('does not open in the place of another one, though both are of one person', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const [one, two] = [await rig.upload(person, pdf('one')), await rig.upload(person, pdf('two'))];
        const keys = await Promise.all([one, two].map(async ({ id }) => String((await rig.row(id)).object_key)));
        await rig.ground.swap(keys[0]!, keys[1]!);
        const { body } = await rig.ticket(reviewer, one.id);
        const answer = await rig.read(reviewer, one.id, body.ticket);
        expect([answer.status, answer.bytes.includes('two')]).toEqual([500, false]);
        expect(await rig.audited('document_read', one.id)).toEqual([]);
      });

      it('does not open with the key of another row', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const [one, two] = [await rig.upload(person, pdf('one')), await rig.upload(person, pdf('two'))];
        await rig.db.execute(sql`
          UPDATE backend.uploads u SET sealed_key = o.sealed_key FROM backend.uploads o
          WHERE u.id = ${one.id} AND o.id = ${two.id}`);
        const { body } = await rig.ticket(reviewer, one.id);
        expect((await rig.read(reviewer, one.id, body.ticket)).status).toBe(500);
      });

      it('is bound by its owner to one thing, and let go of for the time of retention', async () => {
        const [person, other] = [await rig.person(), await rig.person()];
        const { id } = await rig.upload(person, pdf());
        const documents = rig.app.get(Documents);
        const subject = { subject: 'application', subjectId: newId() };
        const claim = { documentId: id, ownerUserId: person.userId, purpose: 'kyc_document', ...subject } as const;
        const claimed = (more: object = {}) => rig.db.transaction((tx) => documents.claim(tx, { ...claim, ...more }));
        await expect(claimed({ ownerUserId: other.userId })).rejects.toMatchObject({
          code: 'media.not_found',
          status: 404,
        });
        await expect(claimed({ documentId: newId() })).rejects.toMatchObject({ code: 'media.not_found' });
        await claimed();
        await claimed();
        await expect(claimed({ subjectId: newId() })).rejects.toMatchObject({ code: 'media.in_use' });
        expect(await rig.db.transaction((tx) => documents.states(tx, [id, newId()]))).toEqual(new Map([[id, 'CLEAN']]));
        expect((await rig.row(id)).destroy_at).toBeNull();
        await rig.db.transaction((tx) => documents.release(tx, { ...subject, when: 'later' }));
        const days = (Date.parse(String((await rig.row(id)).destroy_at)) - Date.now()) / 86_400_000;
        expect(Math.round(days)).toBe(365);
      });

      it('loses its key when its time is over: no copy of it can be read again', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const { id } = await rig.upload(person, pdf('shred me'));
        const { object_key: objectKey } = await rig.row(id);
        const before = (await rig.ground.stored()).length;
        await rig.age(id, 'destroy_at');
        await rig.sweep();
        expect(await rig.row(id)).toMatchObject({ status: 'SHREDDED', sealed_key: null, object_key: null });
        expect((await rig.view(person, id)).status).toBe('SHREDDED');
        expect((await rig.ground.stored()).length).toBe(before - 1);
        expect(objectKey).not.toBeNull();
        expect((await rig.ticket(reviewer, id)).status).toBe(409);
        expect(await rig.audited('document_shredded', id)).toHaveLength(1);
      });
    });

    describe('the checks', () => {
      it('refuse malware, whatever else the file is, and leave nothing of it', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        const before = (await rig.ground.stored()).length;
        const { id, status, reason, advice } = await rig.upload(person, pdf('card', `% ${EICAR}`));
        expect({ status, reason, advice }).toEqual({
          status: 'REFUSED',
          reason: 'malware',
          advice: 'The file holds malicious code.',
        });
        expect((await rig.ground.stored()).length).toBe(before);
        expect((await rig.ticket(reviewer, id)).status).toBe(409);
        const claim = {
          documentId: id,
          ownerUserId: person.userId,
          purpose: 'kyc_document',
          subject: 'application',
          subjectId: newId(),
        } as const;
        const claimed = rig.db.transaction((tx) => rig.app.get(Documents).claim(tx, claim));
        await expect(claimed).rejects.toMatchObject({ code: 'media.not_usable', status: 422 });
      });

      it('wait for the scanner: until it answers nobody reaches the file, and it is looked at again', async () => {
        const [person, reviewer] = [await rig.person(), await rig.reviewer()];
        rig.clamd.isAway = true;
        const { id, status } = await rig.upload(person, pdf('MARKER-QUARANTINE'));
        expect(status).toBe('SCANNING');
        expect((await rig.ticket(reviewer, id)).status).toBe(409);
        expect(await rig.row(id)).toMatchObject({ checks: 1 });
        await rig.age(id, 'check_at');
        await rig.sweep();
        expect(await rig.row(id)).toMatchObject({ checks: 2, status: 'SCANNING' });
        const { later } = await rig.db.one<{ later: boolean }>(
          sql`SELECT check_at > now() + interval '50 seconds' AS later FROM backend.uploads WHERE id = ${id}`,
        );
        expect(later).toBe(true);
        rig.clamd.isAway = false;
        await rig.age(id, 'check_at');
        await rig.sweep();
        expect((await rig.view(person, id)).status).toBe('CLEAN');
      });

      it('refuse what is broken inside, though it begins and ends as it should', async () => {
        const vendor = await rig.vendor();
        const file = await photograph({ format: 'png', width: 300, height: 300 });
        file.fill(0, 60, file.length - 20);
        const signed = await rig.begin(vendor, {
          bytes: file.length,
          purpose: 'product_image',
          contentType: 'image/png',
        });
        await rig.send(signed, file);
        await rig.call(vendor, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
        await drain(rig.app);
        expect((await rig.view(vendor, signed.uploadId)).status).not.toBe('CLEAN');
      });

      it('come to one result when two workers make them at once', async () => {
        const person = await rig.person();
        const signed = await rig.begin(person, { bytes: pdf().length });
        await rig.send(signed, pdf());
        await rig.call(person, ['POST', `/media/uploads/${signed.uploadId}/complete`]);
        await rig.age(signed.uploadId, 'check_at');
        const before = (await rig.ground.stored()).length;
        await rig.app.get(MediaSweeper).sweep();
        await Promise.all([drain(rig.app), drain(rig.app)]);
        await drain(rig.app);
        expect((await rig.view(person, signed.uploadId)).status).toBe('CLEAN');
        expect((await rig.ground.stored()).length).toBe(before);
      });
    });

    it('destroys what nobody claimed', async () => {
      const vendor = await rig.vendor();
      const picture = { purpose: 'product_image', contentType: 'image/png' } as const;
      const { id, url } = await rig.upload(vendor, await photograph({ format: 'png' }), picture);
      expect((await rig.ground.fetch(rig.app, url!)).status).toBe(200);
      await rig.age(id, 'destroy_at');
      await rig.sweep();
      expect((await rig.view(vendor, id)).status).toBe('SHREDDED');
      expect((await rig.ground.fetch(rig.app, url!)).status).toBe(404);
    });
  });
}
