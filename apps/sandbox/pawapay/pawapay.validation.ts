import { ngwee } from '../core/money.js';
import type { PawapaySettings } from '../core/settings.js';
import { Refusal } from './pawapay.codes.js';
import {
  invalid,
  metadata,
  objectBody,
  onlyKnown,
  optionalText,
  required,
  requiredObject,
  requiredText,
  uuid,
} from './pawapay.fields.js';
import { isOperator, operatorOf, statusOf } from './pawapay.operators.js';
import { names, type Draft, type Kind } from './pawapay.types.js';

const shared = ['amount', 'currency', 'clientReferenceId', 'metadata'];
const known: Record<Kind, readonly string[]> = {
  deposit: [...shared, 'depositId', 'payer', 'customerMessage', 'preAuthorisationCode', 'successfulUrl', 'failedUrl'],
  payout: [...shared, 'payoutId', 'recipient', 'customerMessage'],
  refund: [...shared, 'refundId', 'depositId'],
};

/** No operator of Zambia authorises in advance or by redirect. */
const elsewhere = ['preAuthorisationCode', 'successfulUrl', 'failedUrl'];

/** What can be said of a payment from its body alone; amount and phone are still as they were sent. */
export interface Request extends Omit<Draft, 'amount'> {
  amount?: string;
}

/** Checks the shape of a body: everything that is answered with HTTP 400. */
export function readRequest(kind: Kind, input: unknown, settings: PawapaySettings): Request {
  const body = objectBody(input);
  onlyKnown(body, known[kind]);
  const id = uuid(body, names[kind].id);
  const party = kind === 'refund' ? { phone: '', provider: '' } : readParty(body, names[kind].party);
  const optional = kind === 'refund';
  const read = {
    ...party,
    ...{ kind, id, depositId: optional ? uuid(body, 'depositId') : undefined },
    amount: optional && body.amount === undefined ? undefined : readAmount(required(body, 'amount'), settings),
    currency: optional && body.currency === undefined ? 'ZMW' : requiredText(body, 'currency', /^[A-Z]{3}$/),
    customerMessage: optionalText(body, 'customerMessage', /^[A-Za-z0-9 ]{4,22}$/),
    clientReferenceId: optionalText(body, 'clientReferenceId', /^.{1,200}$/),
    metadata: metadata(body.metadata),
  };
  const misplaced = elsewhere.find((name) => body[name] !== undefined);
  if (misplaced) throw invalid(misplaced);
  return read;
}

function readParty(body: Record<string, unknown>, name: string): { phone: string; provider: string } {
  const party = requiredObject(body, name, ['type', 'accountDetails']);
  requiredText(party, 'type', /^MMO$/);
  const account = requiredObject(party, 'accountDetails', ['phoneNumber', 'provider']);
  return {
    phone: requiredText(account, 'phoneNumber', /^.{1,20}$/),
    provider: requiredText(account, 'provider', /^[A-Z0-9_]{3,40}$/),
  };
}

function readAmount(amount: unknown, settings: PawapaySettings): string {
  if (typeof amount !== 'string' || amount.length > 23 || !/^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(amount))
    throw invalid('amount');
  if (settings.rejectTrailingZeros && /\.\d*0$/.test(amount)) throw invalid('amount');
  return amount;
}

/** Checks what depends on operator and account: everything that is answered REJECTED with HTTP 200. */
export function checkAccount(request: Request, settings: PawapaySettings): void {
  const { kind, provider, currency, phone } = request;
  if (!isOperator(provider))
    throw new Refusal('INVALID_PROVIDER', `There is no provider '${provider}' for this account`);
  if (currency !== 'ZMW')
    throw new Refusal('INVALID_CURRENCY', `The provider '${provider}' does not know '${currency}'`);
  if (operatorOf(phone, settings.ported) !== provider) {
    throw new Refusal('INVALID_PHONE_NUMBER', `'${phone}' is no number of the provider '${provider}'`);
  }
  if (statusOf(settings, provider, names[kind].operation) === 'CLOSED') {
    throw new Refusal('PROVIDER_TEMPORARILY_UNAVAILABLE', `The provider '${provider}' cannot take payments right now`);
  }
}

/** The amount in ngwee, inside the limits of the account. */
export function checkAmount(request: Request, settings: PawapaySettings): number {
  const amount = ngwee(request.amount);
  if (/\.\d{3,}$/.test(request.amount ?? ''))
    throw new Refusal('INVALID_AMOUNT', `'${request.provider}' knows two decimals`);
  const min = ngwee(settings.minAmount)!;
  const max = ngwee(settings.maxAmount)!;
  const inside =
    amount !== undefined && (settings.inclusiveLimits ? amount >= min && amount <= max : amount > min && amount < max);
  if (amount === undefined || amount <= 0 || !inside) {
    const bounds = `more than ${settings.minAmount} and less than ${settings.maxAmount}`;
    throw new Refusal('AMOUNT_OUT_OF_BOUNDS', `Amounts for '${request.provider}' must be ${bounds}`);
  }
  return amount;
}
