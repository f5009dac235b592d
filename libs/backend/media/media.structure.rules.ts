/**
 * Where files end. A file that is two things at once (a picture to us, a page or an archive to somebody else) has to hide
 * the other thing behind the end of the first, or in a part that readers skip; pictures lose those parts when they are
 * encoded anew, so what is left to refuse is anything behind the end.
 */
export type Structure = 'whole' | 'trailing_data' | 'broken' | 'active_content';

type Reader = (file: Buffer) => Structure;

const ending = (end: number | undefined, file: Buffer): Structure => {
  if (end === undefined || end > file.length) return 'broken';
  return end === file.length ? 'whole' : 'trailing_data';
};

/** Chunks from the signature to IEND (PNG §5.3: length, type, data, CRC). */
const png: Reader = (file) => {
  let at = 8;
  while (at + 12 <= file.length) {
    const isLast = file.toString('latin1', at + 4, at + 8) === 'IEND';
    at += 12 + file.readUInt32BE(at);
    if (isLast) return ending(at, file);
  }
  return 'broken';
};

/** A RIFF container says how long it is; an odd length is padded. */
const webp: Reader = (file) => {
  const length = file.length < 12 ? undefined : 8 + file.readUInt32LE(4);
  return ending(length === undefined ? undefined : length + (length % 2), file);
};

const isStandalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Behind a start of scan follow coded bytes, in which 0xFF is followed by 0 or a restart marker only. */
function scanEnd(file: Buffer, from: number): number | undefined {
  let at = from;
  for (;;) {
    at = file.indexOf(0xff, at);
    if (at < 0 || at + 1 >= file.length) return undefined;
    const next = file[at + 1]!;
    if (next !== 0 && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at;
    at += next === 0xff ? 1 : 2;
  }
}

/** Segments from SOI to EOI (ITU T.81 annex B). */
const jpeg: Reader = (file) => {
  let at: number | undefined = 2;
  while (at !== undefined && at + 1 < file.length) {
    if (file[at] !== 0xff) return 'broken';
    const marker: number = file[at + 1]!;
    if (marker === 0xff) at += 1;
    else if (marker === 0xd9) return ending(at + 2, file);
    else if (isStandalone(marker)) at += 2;
    else if (at + 4 > file.length) return 'broken';
    else {
      const next: number = at + 2 + file.readUInt16BE(at + 2);
      at = marker === 0xda ? scanEnd(file, next) : next;
    }
  }
  return 'broken';
};

/** What a document for reading does not need: scripts, programs, files within the file. */
const ACTIVE = ['/JavaScript', '/Launch', '/EmbeddedFile', '/RichMedia', '/XFA'];
/** The end of a ZIP archive, which readers of archives look for in the last 64 KiB. */
const ARCHIVE_END = Buffer.from('PK\x05\x06', 'latin1');

const pdf: Reader = (file) => {
  const end = file.lastIndexOf('%%EOF');
  if (end < 0) return 'broken';
  const rest = file.toString('latin1', end + 5);
  if (!/^[\s\0]{0,1024}$/.test(rest)) return 'trailing_data';
  if (file.subarray(-66_000).includes(ARCHIVE_END)) return 'active_content';
  return ACTIVE.some((name) => file.includes(name)) ? 'active_content' : 'whole';
};

const READERS: Readonly<Record<string, Reader>> = {
  'image/png': png,
  'image/jpeg': jpeg,
  'image/webp': webp,
  'application/pdf': pdf,
};

/** Whether a file of this type ends where its bytes end, and holds nothing that runs. */
export const structureOf = (file: Buffer, contentType: string): Structure => READERS[contentType]?.(file) ?? 'broken';
