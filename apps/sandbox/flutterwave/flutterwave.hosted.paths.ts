import type { Link, Transaction } from './flutterwave.types.js';

// The addresses of hosted pages, in one place for the API that gives them out and the pages themselves.

/** Where all hosted pages are. */
export const HOSTED = '/flutterwave/hosted/pay';

/** The page of a link. */
export const pagePath = (link: Link): string => `${HOSTED}/${link.id}`;

/** The page of one attempt. */
export const attemptPath = (link: Link, transaction: Transaction): string =>
  `${pagePath(link)}/attempt/${transaction.id}`;

/** Where the shop wants its customer back, with what the shop is told on the way; undefined when it gave no address. */
export function returnAddress(link: Link, status: string, transaction?: Transaction): string | undefined {
  if (!link.redirectUrl) return undefined;
  const url = new URL(link.redirectUrl);
  url.searchParams.set('status', status);
  url.searchParams.set('tx_ref', link.txRef);
  if (transaction) url.searchParams.set('transaction_id', String(transaction.id));
  return url.href;
}
