// Inside the sandbox every amount is a whole number of ngwee; text and JSON numbers exist only at the edges.

/** Reads an amount in kwacha with at most two decimals; undefined when it is anything else. */
export function ngwee(amount: unknown): number | undefined {
  if (typeof amount !== 'string' && typeof amount !== 'number') return undefined;
  const parts = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(String(amount).trim());
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined;
}

/** Writes ngwee as kwacha with two decimals. */
export function kwacha(amount: number): string {
  const size = Math.abs(amount);
  return `${amount < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
}

/** Writes ngwee for people: `K 2,300.00`. */
export function price(amount: number, currency = 'ZMW'): string {
  return `${currency === 'ZMW' ? 'K' : currency} ${kwacha(amount).replace(/\B(?=(\d{3})+\.)/g, ',')}`;
}

/** Writes ngwee as the JSON number in kwacha that Flutterwave uses. */
export function major(amount: number): number {
  return Number(kwacha(amount));
}

/** A fee in basis points, rounded half up to a whole ngwee. */
export function feeOf(amount: number, basisPoints: number): number {
  return Math.floor((amount * basisPoints + 5_000) / 10_000);
}
