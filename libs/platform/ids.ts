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

/** UUIDv7 (RFC 9562 §5.7): sorted by time to the millisecond, so that B-tree indexes stay compact. Not a secret. */
export function newId(now = Date.now()): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(now, 0, 6);
  randomBytes(10).copy(bytes, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
