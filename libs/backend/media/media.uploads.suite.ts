import { beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import { pdf } from './media.fixtures.js';
import { type ActorInit, type Rig } from './media.rig.fixtures.js';

/** What holds for the way of a file to wherever it is kept: who may send it, and with which form. */
export function uploadSuite(opened: () => Rig): void {
  describe('permission to upload', () => {
    let rig: Rig;
    beforeAll(() => void (rig = opened()));

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
      expect(await begin(await rig.person({ audience: 'agent' }), { ...body, purpose: 'delivery_signature' })).toEqual([
        201,
        undefined,
      ]);
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
    let rig: Rig;
    beforeAll(() => void (rig = opened()));

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
      await rig.db.execute(sql`UPDATE backend.uploads SET expires_at = now(), check_at = now() WHERE id = ${uploadId}`);
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
}
