import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(4096);
let used = random.length;

/** Where in {@link random} so many bytes stand that nobody had before. */
function fresh(count: number): number {
  if (used + count > random.length) {
    randomFillSync(random);
    used = 0;
  }
  used += count;
  return used - count;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const hex = (index: number): string => HEX[random[index]!]!;

let latest = 0;
let counter = 0;
let time = '';

/**
 * UUIDv7 (RFC 9562 §5.7): sorted by time to the millisecond, so that B-tree indexes stay compact, and by a counter within
 * it (§6.2, method 1), so that what one process makes is sorted as it was made. Not a secret.
 */
export function newId(): string {
  const now = Date.now();
  if (now > latest || ++counter > 0xfff) {
    const isNew = now > latest;
    latest = isNew ? now : latest + 1;
    counter = isNew ? random.readUInt16BE(fresh(2)) & 0x7ff : 0;
    const digits = latest.toString(16).padStart(12, '0');
    time = `${digits.slice(0, 8)}-${digits.slice(8)}`;
  }
  const at = fresh(8);
  const variant = HEX[(random[at]! & 0x3f) | 0x80]! + hex(at + 1);
  const node = hex(at + 2) + hex(at + 3) + hex(at + 4) + hex(at + 5) + hex(at + 6) + hex(at + 7);
  return `${time}-7${counter.toString(16).padStart(3, '0')}-${variant}-${node}`;
}
