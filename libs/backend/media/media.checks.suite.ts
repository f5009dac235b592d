import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sql } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import { Documents } from './media.documents.js';
import { EICAR, pdf, photograph } from './media.fixtures.js';
import type { Rig } from './media.rig.fixtures.js';
import { MediaSweeper } from './media.sweeper.js';

/** What holds for the checks of files wherever they are kept. */
export function checksSuite(opened: () => Rig): void {
  describe('the checks', () => {
    let rig: Rig;
    beforeAll(() => void (rig = opened()));

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
}
