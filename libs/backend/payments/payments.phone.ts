import { toE164 } from '@pakashop/providers/pawapay';
import { paymentsProblems as problems } from './payments.errors.js';
import type { Method } from './payments.provider.js';

/**
 * The wallet's number in E.164 for mobile money, null for a card. The prefix is only a hint for the operator, since
 * numbers may be ported: the buyer's choice of operator counts.
 *
 * @throws Problem VAL_002 when the number cannot be a wallet of one of the three operators
 */
export function phoneFor(method: Method, phone: string | undefined): string | null {
  if (method === 'CARD') return null;
  const local = phone?.replace(/[\s-]/g, '') ?? '';
  const number = toE164(/^0\d{9}$/.test(local) ? `260${local.slice(1)}` : local);
  if (!number) throw problems.phoneMissing('Give the number of the wallet, like 0961234567 or +260961234567.');
  return number;
}
