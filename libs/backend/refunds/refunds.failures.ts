/** What follows a failed attempt: the refund stays owed either way. */
export type AfterFailure =
  { readonly kind: 'retry'; readonly inSeconds: number } | { readonly kind: 'attention'; readonly why: string };

/** Causes that pass by themselves, however long it takes. */
const PASSING: ReadonlySet<string> = new Set([
  'PAWAPAY_WALLET_OUT_OF_FUNDS',
  'OUT_OF_FUNDS',
  'PROVIDER_TEMPORARILY_UNAVAILABLE',
  'REFUND_IN_PROGRESS',
  'NOT_SENT',
]);

/** Causes that a new attempt may get past; after a few of them a person looks. */
const WORTH_A_TRY: ReadonlySet<string> = new Set([
  'NOT_RECEIVED',
  'UNSPECIFIED_FAILURE',
  'WALLET_LIMIT_REACHED',
  'RECIPIENT_LIMIT_REACHED',
]);

/** How many attempts are made before a person is asked. */
export const TRIES = 4;

const HOUR = 3600;

/** What staff should know of a failure that does not pass by itself. */
const WORDS: Readonly<Record<string, string>> = {
  RECIPIENT_NOT_FOUND: 'The wallet that paid does not exist any more: ask the buyer for another one.',
  AMOUNT_TOO_LARGE:
    'The provider says that less is left of the payment: compare it with the statement, or pay to a wallet.',
  DEPOSIT_ALREADY_REFUNDED:
    'The provider says that all was given back: compare it with the statement before anything else.',
  NO_TRACE:
    'The provider knows no reference of ours and lists no such refund: look for it in its dashboard before it is sent again.',
  MANUALLY_CANCELLED: 'It was cancelled in the dashboard of the provider.',
  NOT_FOUND: 'The provider does not know the payment.',
  INVALID_STATE: 'The provider does not count the payment as completed.',
  WALLET_LIMIT_REACHED: 'The limit of the wallet is reached: try later, or ask the buyer for another one.',
  RECIPIENT_LIMIT_REACHED: 'The limit of the recipient is reached: try later, or ask the buyer for another wallet.',
  REFUNDS_NOT_ALLOWED: 'Refunds are not enabled for our account.',
  PAYOUTS_NOT_ALLOWED: 'Payouts are not enabled for our account.',
};

/**
 * What to do after a failure. A code that nobody has seen yet goes to a person: the published lists may be incomplete.
 *
 * @param tries attempts that were made, this one included
 * @param first seconds before the first retry; later ones double up to an hour
 */
export function afterFailure(code: string, tries: number, first: number): AfterFailure {
  const mayRetry = PASSING.has(code) || (WORTH_A_TRY.has(code) && tries < TRIES);
  if (mayRetry) return { kind: 'retry', inSeconds: Math.min(HOUR, first * 2 ** Math.min(tries - 1, 12)) };
  return { kind: 'attention', why: `${code}: ${WORDS[code] ?? 'The provider refused it. Look at the attempt.'}` };
}
