import { kwacha } from '../core/money.js';
import { names, type Operation } from './pawapay.types.js';

/** A payment as the status call tells it. */
export function statusView(operation: Operation): Record<string, unknown> {
  const name = names[operation.kind];
  return {
    [name.id]: operation.id,
    status: operation.status,
    amount: kwacha(operation.amount),
    currency: operation.currency,
    country: 'ZMB',
    [name.party]: {
      type: 'MMO',
      accountDetails: { phoneNumber: operation.phone, provider: operation.provider },
    },
    customerMessage: operation.customerMessage,
    clientReferenceId: operation.clientReferenceId,
    created: operation.created,
    providerTransactionId: operation.status === 'COMPLETED' ? operation.providerTransactionId : undefined,
    failureReason: operation.failureCode && {
      failureCode: operation.failureCode,
      failureMessage: operation.failureMessage,
    },
    metadata: operation.metadata,
  };
}

/** A payment as its callback tells it: the same, without our own reference. */
export function callbackView(operation: Operation): Record<string, unknown> {
  const { clientReferenceId: _, ...view } = statusView(operation);
  return view;
}

/** A moment as pawaPay writes it. */
export const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
