import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import sharp from 'sharp';
import { Documents } from './media.documents.js';
import { pdf, photograph } from './media.fixtures.js';
import type { Rig } from './media.rig.fixtures.js';

/** What holds for private documents wherever they are kept. */
export function documentSuite(opened: () => Rig): void {
  describe('a document', () => {
    let rig: Rig;
    beforeAll(() => void (rig = opened()));

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
}
