import { kwacha, ngwee } from '../core/money.js';
import { Refusal } from './pawapay.codes.js';
import { isFinal, type Draft, type Operation } from './pawapay.types.js';
import type { Request } from './pawapay.validation.js';

/** Checks a refund against its deposit and the refunds before it; without an amount it is for all that is left. */
export function checkRefund(request: Request, operations: readonly Operation[]): Draft {
  const deposit = operations.find((one) => one.kind === 'deposit' && one.id === request.depositId?.toLowerCase());
  if (!deposit) throw new Refusal('NOT_FOUND', `There is no deposit '${request.depositId}'`);
  if (deposit.status !== 'COMPLETED') throw new Refusal('INVALID_STATE', `The deposit is ${deposit.status}`);
  if (request.currency !== deposit.currency)
    throw new Refusal('INVALID_CURRENCY', `The deposit was in ${deposit.currency}`);

  const refunds = operations.filter((one) => one.kind === 'refund' && one.depositId === deposit.id);
  if (refunds.some((one) => !isFinal(one.status)))
    throw new Refusal('REFUND_IN_PROGRESS', 'Another refund is on its way');
  const refunded = refunds.reduce((sum, one) => sum + (one.status === 'COMPLETED' ? one.amount : 0), 0);
  const left = deposit.amount - refunded;
  if (left === 0) throw new Refusal('DEPOSIT_ALREADY_REFUNDED', 'Nothing is left of the deposit');

  const amount = request.amount === undefined ? left : ngwee(request.amount);
  if (!amount) throw new Refusal('INVALID_AMOUNT', 'Amounts have at most two decimals and are more than zero');
  if (amount > left) throw new Refusal('AMOUNT_TOO_LARGE', `Only ${kwacha(left)} is left of the deposit`);
  return { ...request, amount, depositId: deposit.id, provider: deposit.provider, phone: deposit.phone };
}
