import { maskId, maskPhone, platformProblems, type Problem } from '@pakashop/platform';
import { toPhone } from '../users/users.contacts.js';
import { isPawapayOperator, PAWAPAY_OPERATORS } from './adapters/pawapay/wallets.operators.js';
import type { Destination } from './wallets.kinds.js';

/** BIC of a bank in Zambia, with or without its branch. */
const BIC = /^[A-Z]{4}ZM[A-Z0-9]{2}([A-Z0-9]{3})?$/;
const BANK_ACCOUNT = /^\d{6,20}$/;

/**
 * The destination in the form in which equal ones are equal.
 *
 * @throws Problem VAL_001 for a provider or account that the rail does not know, VAL_002 for a phone that is no Zambian mobile
 */
export function toDestination({ rail, provider, account }: Destination): Destination {
  if (rail === 'MOBILE_MONEY') {
    if (!isPawapayOperator(provider)) throw bad('provider', `must be one of ${PAWAPAY_OPERATORS.join(', ')}`);
    return { rail, provider, account: toPhone(account) };
  }
  const [bic, digits] = [provider.toUpperCase().replaceAll(' ', ''), account.replace(/[\s-]/g, '')];
  if (!BIC.test(bic)) throw bad('provider', 'must be the BIC of a bank in Zambia, like ZNCOZMLU');
  if (!BANK_ACCOUNT.test(digits)) throw bad('account', 'must have 6 to 20 digits');
  return { rail, provider: bic, account: digits };
}

/** As it may be shown: enough to recognise one's own. */
export const maskAccount = ({ rail, account }: Pick<Destination, 'rail' | 'account'>): string =>
  rail === 'MOBILE_MONEY' ? maskPhone(account) : maskId(account);

const bad = (path: string, rule: string): Problem =>
  platformProblems.invalid('Correct the fields named in errors and send the request again.', {
    errors: [{ path, message: `${path} ${rule}` }],
  });
