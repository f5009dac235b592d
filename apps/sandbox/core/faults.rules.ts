import {
  callbackKinds,
  operations,
  outcomeKinds,
  replyKinds,
  synonyms,
  type Caller,
  type FaultOrder,
  type Provider,
} from './faults.js';

/** Ways to forge a callback of each company. */
export const forgeries: Record<Caller, readonly string[]> = {
  pawapay: [
    ...['signature', 'otherKey', 'unknownKey', 'unsigned', 'uncovered', 'otherPath', 'expired', 'raw'],
    ...['body', 'digest', 'amount', 'status', 'replay'],
  ],
  flutterwave: ['signature', 'unsigned', 'amount', 'status', 'replay'],
  twilio: ['signature', 'unsigned', 'otherPath', 'body', 'status', 'replay'],
  resend: ['signature', 'unsigned', 'expired', 'body', 'status', 'replay'],
  whatsapp: ['signature', 'unsigned', 'body', 'status', 'replay'],
  cloudinary: ['signature', 'unsigned', 'expired', 'early', 'body', 'replay'],
};

/** All that can be set: kinds of faults by provider and operation. */
export function faultKinds(): Record<string, Record<string, readonly string[]>> {
  const companies = Object.entries(operations) as [Provider, readonly string[]][];
  return Object.fromEntries(
    companies.map(([provider, list]) => [
      provider,
      Object.fromEntries(list.map((one) => [one, kindsOf(provider, one)])),
    ]),
  );
}

/** Why an order cannot be carried out, in one sentence; undefined when it can. */
export function whyNotFault(order: FaultOrder): string | undefined {
  const { provider, operation, kind, times } = order;
  if (!Object.hasOwn(operations, provider ?? ''))
    return `provider must be one of: ${Object.keys(operations).join(', ')}`;
  if (operation !== '*' && !operations[provider].includes(operation)) {
    return `operation of ${provider} must be * or one of: ${operations[provider].join(', ')}`;
  }
  const kinds = kindsOf(provider, operation);
  if (!kinds.includes(kind)) return `kind for ${operation} must be one of: ${kinds.join(', ')}`;
  if (times !== undefined && times !== 'always' && !(Number.isInteger(times) && times > 0)) {
    return 'times must be a positive whole number or "always"';
  }
  return kind === 'forge' ? whyNotForgery(provider as Caller, order.variant) : undefined;
}

/** Why a callback cannot be forged like this; undefined when it can. */
export function whyNotForgery(provider: Caller, variant = 'signature'): string | undefined {
  const known = forgeries[provider];
  return known.includes(variant) ? undefined : `variant must be one of: ${known.join(', ')}`;
}

/** What can happen to an operation: answers to all, and the end of those that move money. */
function kindsOf(provider: Provider, operation: string): readonly string[] {
  if (operation === 'callback') return callbackKinds;
  if (operation === 'attempt' || operation === 'delivery') return ['stuck', 'fail'];
  if (provider === 'smtp') return ['rejected', 'reset', 'resetAfterApply', 'timeoutAfterApply'];
  const replies = [...replyKinds, ...Object.keys(synonyms)];
  if (provider !== 'pawapay' && provider !== 'flutterwave') return replies.filter((kind) => kind !== 'wrongAmount');
  if (provider === 'pawapay' && ['deposit', 'payout', 'refund'].includes(operation))
    return [...replies, ...outcomeKinds];
  return operation === 'transfer' ? [...replies, 'stuck', 'fail'] : replies;
}
