import { randomFillSync } from 'node:crypto';

const random = Buffer.alloc(4096);
let used = random.length;

function randomBytes(count: number): Buffer {
  if (used + count > random.length) {
    randomFillSync(random);
    used = 0;
  }
  return random.subarray(used, (used += count));
}

let latest = 0;
let counter = 0;

/**
 * UUIDv7 (RFC 9562 §5.7): sorted by time to the millisecond, so that B-tree indexes stay compact, and by a counter within
 * it (§6.2, method 1), so that what one process makes is sorted as it was made. Not a secret.
 */
export function newId(): string {
  const now = Date.now();
  if (now > latest) {
    latest = now;
    counter = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++counter > 0xfff) {
    latest++;
    counter = 0;
  }
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(latest, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  randomBytes(8).copy(bytes, 8);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
