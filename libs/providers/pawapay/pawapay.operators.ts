import { toMsisdn } from '../phone.js';

/** Country code that pawaPay uses for Zambia. */
export const ZAMBIA = 'ZMB';

/**
 * The operators of Zambia as pawaPay writes them. All three ask for the PIN on the phone and take two decimals.
 * https://docs.pawapay.io/v2/docs/providers
 */
export const PAWAPAY_OPERATORS = ['MTN_MOMO_ZMB', 'AIRTEL_OAPI_ZMB', 'ZAMTEL_ZMB'] as const;

export type PawapayOperator = (typeof PAWAPAY_OPERATORS)[number];

const BY_LAST_PREFIX_DIGIT: Record<string, PawapayOperator> = {
  '5': 'ZAMTEL_ZMB',
  '6': 'MTN_MOMO_ZMB',
  '7': 'AIRTEL_OAPI_ZMB',
};

/**
 * The operator that a prefix suggests: 26096, 26076, 26056 are MTN and so on. A hint only, since numbers may have been
 * ported: offer it, let `predictProvider` or the customer decide.
 */
export function operatorHint(phone: string): PawapayOperator | null {
  const msisdn = toMsisdn(phone);
  return msisdn === null ? null : (BY_LAST_PREFIX_DIGIT[msisdn.charAt(4)] ?? null);
}

/** Whether a text is one of the operator codes. */
export function isPawapayOperator(code: string): code is PawapayOperator {
  return (PAWAPAY_OPERATORS as readonly string[]).includes(code);
}
