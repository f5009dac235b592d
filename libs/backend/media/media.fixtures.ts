import sharp from 'sharp';

/** Where a camera says that it stood. */
const GPS = { GPSLatitudeRef: 'S', GPSLatitude: '15/1 25/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '28/1 17/1 0/1' };

interface PictureOptions {
  readonly format?: 'jpeg' | 'png' | 'webp';
  readonly width?: number;
  readonly height?: number;
  /** Written into the file by its camera. */
  readonly artist?: string;
}

/** A picture with everything that a phone writes into it. */
export function photograph({ format = 'jpeg', width = 64, height = 48, artist = 'Mutinta' }: PictureOptions = {}) {
  return sharp({ create: { width, height, channels: 3, background: { r: 200, g: 80, b: 20 } } })
    .withExif({ IFD0: { Artist: artist, Model: 'itel A70' }, IFD3: GPS })
    .toFormat(format)
    .toBuffer();
}

/** The smallest PDF that readers open, with a text in it. */
export function pdf(text = 'National registration card', more = ''): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`;
  return Buffer.from(
    [
      '%PDF-1.4',
      '1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj',
      '2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj',
      '3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>> endobj',
      `4 0 obj <</Length ${content.length}>> stream\n${content}\nendstream endobj`,
      more,
      'trailer <</Root 1 0 R>>',
      '%%EOF',
      '',
    ].join('\n'),
  );
}

/** The signature that every scanner knows. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/** An archive with nothing in it: only its end. */
export const EMPTY_ZIP = Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);

/** A PNG whose header announces so many pixels; a decoder would ask for gigabytes. */
export async function bomb(side: number): Promise<Buffer> {
  const file = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  file.writeUInt32BE(side, 16);
  file.writeUInt32BE(side, 20);
  file.writeUInt32BE(crc(file.subarray(12, 29)), 29);
  return file;
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}
