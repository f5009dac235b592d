// HTTP statuses that go with a failure code; a code that is not listed is a business answer with 200.
const http: Record<string, number> = {
  NO_AUTHENTICATION: 401,
  AUTHENTICATION_ERROR: 401,
  AUTHORISATION_ERROR: 403,
  HTTP_SIGNATURE_ERROR: 403,
  DEPOSITS_NOT_ALLOWED: 403,
  PAYOUTS_NOT_ALLOWED: 403,
  REFUNDS_NOT_ALLOWED: 403,
  INVALID_INPUT: 400,
  MISSING_PARAMETER: 400,
  UNSUPPORTED_PARAMETER: 400,
  INVALID_PARAMETER: 400,
  DUPLICATE_METADATA_FIELD: 400,
  INVALID_CALLBACK_URL: 400,
  INVALID_DATE_RANGE: 400,
  WALLET_NOT_FOUND: 400,
  UNKNOWN_ERROR: 500,
};

const explanations: Record<string, string> = {
  NO_AUTHENTICATION: 'No API token was sent',
  AUTHENTICATION_ERROR: 'The API token is not valid here',
  HTTP_SIGNATURE_ERROR: 'Requests must be signed, and this signature is missing or wrong',
  INVALID_INPUT: 'The body could not be read as JSON of the expected shape',
  PAYMENT_NOT_APPROVED: 'The customer did not approve the payment',
  INSUFFICIENT_BALANCE: 'The wallet of the customer holds too little',
  PAYMENT_IN_PROGRESS: 'Another payment is waiting on this wallet',
  PAYER_NOT_FOUND: 'No wallet of this provider belongs to the number',
  PAYER_LIMIT_REACHED: 'The customer has reached a limit of the wallet',
  RECIPIENT_NOT_FOUND: 'No wallet of this provider belongs to the recipient',
  MANUALLY_CANCELLED: 'The payment was cancelled while it was enqueued',
  PAWAPAY_WALLET_OUT_OF_FUNDS: 'The wallet holds too little for this payment',
  UNSPECIFIED_FAILURE: 'The operator gave no reason',
  UNKNOWN_ERROR: 'Something unexpected went wrong',
};

/** A request that is turned down, with the code that says why. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message = explain(code),
  ) {
    super(message);
  }
}

/** A sentence for staff about a failure code. */
export function explain(code: string): string {
  return explanations[code] ?? `The payment ended with ${code}`;
}

/** The HTTP status a failure code is answered with. */
export function httpOf(code: string): number {
  return http[code] ?? 200;
}
