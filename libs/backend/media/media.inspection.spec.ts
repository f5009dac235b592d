import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import sharp from 'sharp';
import { bomb, EMPTY_ZIP, pdf, photograph } from './media.fixtures.js';
import { inspect } from './media.inspection.js';
import { encodeDocument, encodeVariants, hasMetadata, measure } from './media.pictures.js';
import { PURPOSES, ruleOf } from './media.purposes.js';
import { structureOf } from './media.structure.rules.js';

const rule = ruleOf('kyc_document');
const FORMATS = ['jpeg', 'png', 'webp'] as const;
const html = Buffer.from('<html><script>alert(1)</script></html>');
const GIF = Buffer.from('GIF89a\x01\x00\x01\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;', 'latin1');

describe('the inspection of a file', () => {
  it.each(FORMATS)('takes a %s', async (format) => {
    expect(await inspect(await photograph({ format }), rule, `image/${format}`)).toBeUndefined();
  });

  it('takes a progressive JPEG, and one with restart markers', async () => {
    const noise = sharp({
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'gray',
        noise: { type: 'gaussian', mean: 120, sigma: 60 },
      },
    });
    const progressive = await noise.clone().jpeg({ progressive: true, optimizeScans: true, quality: 95 }).toBuffer();
    expect(await inspect(progressive, rule, 'image/jpeg')).toBeUndefined();
    expect(await inspect(await noise.clone().jpeg({ mozjpeg: true }).toBuffer(), rule, 'image/jpeg')).toBeUndefined();
  });

  it('takes a PDF for a document and not for a picture', async () => {
    expect(await inspect(pdf(), rule, 'application/pdf')).toBeUndefined();
    expect(await inspect(pdf(), ruleOf('avatar'), 'application/pdf')).toBe('type_not_allowed');
  });

  it('refuses what is not what it was announced as, whatever its name', async () => {
    const png = await photograph({ format: 'png' });
    expect(await inspect(png, rule, 'image/jpeg')).toBe('type_mismatch');
    expect(await inspect(GIF, rule, 'image/jpeg')).toBe('type_not_allowed');
    expect(await inspect(html, rule, 'image/png')).toBe('type_not_allowed');
    expect(await inspect(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), rule, 'image/png')).toBe(
      'type_not_allowed',
    );
    expect(await inspect(EMPTY_ZIP, rule, 'application/pdf')).toBe('type_not_allowed');
    expect(await inspect(Buffer.from('<?php system($_GET[0]);'), rule, 'image/jpeg')).toBe('type_not_allowed');
  });

  it.each(FORMATS)('refuses a %s with something behind its end', async (format) => {
    const file = await photograph({ format });
    for (const tail of [html, EMPTY_ZIP, Buffer.from([0]), file]) {
      expect(await inspect(Buffer.concat([file, tail]), rule, `image/${format}`)).toBe('trailing_data');
    }
  });

  it.each(FORMATS)('refuses a %s that ends too early', async (format) => {
    const file = await photograph({ format });
    expect(await inspect(file.subarray(0, -4), rule, `image/${format}`)).toBe('broken');
  });

  it('refuses a PDF that is an archive as well, carries programs, or goes on behind its end', async () => {
    const ask = (file: Buffer) => inspect(file, rule, 'application/pdf');
    expect(await ask(Buffer.concat([pdf(), html]))).toBe('trailing_data');
    expect(await ask(pdf('card', EMPTY_ZIP.toString('latin1')))).toBe('active_content');
    expect(await ask(pdf('card', '5 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj'))).toBe('active_content');
    expect(await ask(pdf('card', '5 0 obj <</Type /EmbeddedFile>> stream endstream endobj'))).toBe('active_content');
    expect(await ask(pdf().subarray(0, -8))).toBe('broken');
  });

  it('refuses a file that is larger than its purpose allows', async () => {
    expect(await inspect(Buffer.alloc(PURPOSES.avatar.maxBytes + 1), ruleOf('avatar'), 'image/png')).toBe('too_large');
  });

  it('refuses a bomb by its header: 50,000 × 50,000 pixels are never decoded', async () => {
    const before = process.memoryUsage().rss;
    expect(await inspect(await bomb(50_000), rule, 'image/png')).toBe('too_many_pixels');
    expect(await encodeDocument(await bomb(50_000))).toBeUndefined();
    expect(await encodeVariants(await bomb(50_000))).toBeUndefined();
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('draws the line at 40 million pixels', async () => {
    expect(await inspect(await bomb(6_325), rule, 'image/png')).toBe('too_many_pixels');
    expect(await inspect(await bomb(6_324), rule, 'image/png')).toBeUndefined();
  });
});

describe('where a file ends', () => {
  it('is found in any bytes without an error', () => {
    const types = fc.constantFrom('image/png', 'image/jpeg', 'image/webp', 'application/pdf');
    const heads = fc.constantFrom(
      '\x89PNG\r\n\x1a\n',
      '\xff\xd8\xff\xe0',
      '\xff\xd8\xff\xda',
      'RIFF\x00\x00\x00\x00WEBP',
      '%PDF-1.7',
    );
    fc.assert(
      fc.property(types, heads, fc.uint8Array({ maxLength: 300 }), (type, head, rest) => {
        expect(['whole', 'trailing_data', 'broken', 'active_content']).toContain(
          structureOf(Buffer.concat([Buffer.from(head, 'latin1'), rest]), type),
        );
      }),
    );
  });

  it('is never found behind what was added to a picture', async () => {
    const files = await Promise.all(
      FORMATS.map(async (format) => [`image/${format}`, await photograph({ format })] as const),
    );
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.uint8Array({ minLength: 1, maxLength: 200 }), ([type, file], tail) => {
        expect(structureOf(Buffer.concat([file, tail]), type)).not.toBe('whole');
      }),
    );
  });
});

describe('encoding anew', () => {
  it('leaves nothing of what the camera wrote, and no text of it anywhere in the bytes', async () => {
    const file = await photograph({ artist: 'MARKER-OF-THE-CAMERA', width: 3_000, height: 500 });
    expect(await hasMetadata(file)).toBe(true);
    expect((await sharp(file).metadata()).exif?.includes('MARKER-OF-THE-CAMERA')).toBe(true);
    const encoded = [...(await encodeVariants(file))!.values(), (await encodeDocument(file))!];
    for (const { bytes } of encoded) {
      expect(await hasMetadata(bytes)).toBe(false);
      expect(bytes.includes('MARKER-OF-THE-CAMERA')).toBe(false);
    }
  });

  it('makes each size fit its side and enlarges nothing', async () => {
    const sizes = async (width: number, height: number) =>
      [...(await encodeVariants(await photograph({ width, height })))!].map(([variant, size]) => [
        variant,
        size.width,
        size.height,
      ]);
    expect(await sizes(3_000, 1_500)).toEqual([
      ['thumb', 160, 80],
      ['card', 480, 240],
      ['page', 960, 480],
      ['full', 2048, 1024],
    ]);
    expect(await sizes(100, 50)).toEqual(['thumb', 'card', 'page', 'full'].map((variant) => [variant, 100, 50]));
  });

  it('turns a picture upright before it forgets how it was held', async () => {
    const held = await sharp(await photograph({ width: 80, height: 40 }))
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(await measure(held)).toEqual({ width: 80, height: 40 });
    expect(await encodeDocument(held)).toMatchObject({ width: 40, height: 80 });
  });

  it('gives up on what cannot be decoded to its end', async () => {
    const file = await photograph({ format: 'png', width: 300, height: 300 });
    file.fill(0, 60, file.length - 20);
    expect(await encodeDocument(file)).toBeUndefined();
    expect(await encodeVariants(file)).toBeUndefined();
  });
});
