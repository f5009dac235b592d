import { createHmac } from 'node:crypto';

/** Tries in all, over every PIN of a delivery. */
export const MOST_TRIES = 5;
/** How often the customer may ask for another PIN. */
export const MOST_REISSUES = 3;

const PINS = 1_000_000;
/** Numbers of 32 bits from here on would favour the first PINs and are passed over. */
const FAIR = Math.floor(2 ** 32 / PINS) * PINS;

/**
 * The PIN of one issue: six digits, each of the million equally likely, and none that an earlier issue of the same shop
 * order had. It follows from the key, so that no copy of the database tells it.
 */
export function pinOf(key: Buffer, shopOrderId: string, issue: number): string {
  const numbers = numbersFrom(key, shopOrderId);
  const issued = new Set<string>();
  for (;;) {
    const pin = String(numbers.next().value % PINS).padStart(6, '0');
    issued.add(pin);
    if (issued.size === issue) return pin;
  }
}

/** Numbers without end, below {@link FAIR}. */
function* numbersFrom(key: Buffer, shopOrderId: string): Generator<number, never> {
  for (let block = 0; ; block++) {
    const bytes = createHmac('sha256', key).update(`delivery pin ${shopOrderId} ${block}`).digest();
    for (let at = 0; at < bytes.length; at += 4) {
      const number = bytes.readUInt32BE(at);
      if (number < FAIR) yield number;
    }
  }
}
