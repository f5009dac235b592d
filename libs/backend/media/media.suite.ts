import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { checksSuite } from './media.checks.suite.js';
import { documentSuite } from './media.documents.suite.js';
import { photograph } from './media.fixtures.js';
import { pictureSuite } from './media.pictures.suite.js';
import { type Ground, Rig } from './media.rig.fixtures.js';
import { uploadSuite } from './media.uploads.suite.js';

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

    const opened = () => rig;
    pictureSuite(opened);
    uploadSuite(opened);
    documentSuite(opened);
    checksSuite(opened);

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
