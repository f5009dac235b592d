import type { Order } from './buyer.js';
import type { Marketplace } from './marketplace.js';

/** What was answered to pawaPay's callbacks about a reference, in order. */
export async function told({ sandbox }: Marketplace, reference: string): Promise<(number | string)[]> {
  const stories = await sandbox.callbacks(reference);
  return stories.flatMap(({ attempts }) => attempts.map(({ answer }) => answer));
}

/** Callbacks that are stored under a reference. */
export const inboxOf = (market: Marketplace, reference: string) =>
  market.rows<{ duplicates: number; altered: boolean; outcome: string | null }>(
    `SELECT duplicates, altered, outcome FROM platform.inbox WHERE convert_from(raw, 'UTF8') LIKE '%' || $1 || '%'`,
    reference,
  );

/** How a callback of pawaPay can be forged so that its signature does not hold. */
export const FORGERIES = 'signature otherKey unknownKey unsigned uncovered otherPath expired body digest'.split(' ');

/** What pawaPay knows of the newest deposit for an order. */
export const depositOf = async ({ sandbox }: Marketplace, { number }: Order) =>
  (await sandbox.books(number)).pawapay.operations.at(-1)!;
