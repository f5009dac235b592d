import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@pakashop/platform';
import { drain } from '@pakashop/platform/testing';
import sharp from 'sharp';
import { EMPTY_ZIP, photograph } from './media.fixtures.js';
import { Images } from './media.images.js';
import type { Rig } from './media.rig.fixtures.js';

/** What holds for pictures wherever they are kept. */
export function pictureSuite(opened: () => Rig): void {
  describe('a picture', () => {
    let rig: Rig;
    beforeAll(() => void (rig = opened()));

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
}
