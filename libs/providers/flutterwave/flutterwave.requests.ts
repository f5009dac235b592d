import { type Currency, isNgwee, ngweeToNumber } from '../money.js';
import { type Failed, refusedHere } from '../outcome.js';
import { toMsisdn } from '../phone.js';
import type { FlutterwaveNetwork, PaymentRequestWire, ZambiaChargeWire } from './flutterwave.wire.js';

/** Ways to pay on the hosted page. */
export type FlutterwaveMethod = 'card' | 'mobilemoneyzambia';

interface PaymentBasics {
  /** Stored before the call, never used for a second payment. */
  txRef: string;
  /** Ngwee. */
  amount: number;
  currency: Currency;
}

export interface CreatePaymentInput extends PaymentBasics {
  /** Where the customer comes back to. On a developer's machine it must be `localhost`, not an address. */
  redirectUrl: string;
  customer: { email: string; name?: string; phone?: string };
  methods: readonly FlutterwaveMethod[];
  /** 1 to 1440. */
  sessionMinutes?: number;
  /** Attempts on the page. */
  maxRetries?: number;
  title?: string;
  meta?: Readonly<Record<string, string>>;
}

export interface ZambiaChargeInput extends PaymentBasics {
  email: string;
  network: FlutterwaveNetwork;
  phone: string;
  fullName?: string;
  redirectUrl?: string;
  meta?: Readonly<Record<string, string>>;
}

/** Builds the request for a hosted page, or refuses what could not work. */
export function toPaymentRequest(input: CreatePaymentInput): PaymentRequestWire | Failed {
  const fault = basicsFault(input);
  if (fault) return fault;
  const { sessionMinutes, maxRetries, customer } = input;
  if (customer.email === '') return refusedHere('INVALID_PARAMETER', 'The customer needs an e-mail address');
  if (input.methods.length === 0) return refusedHere('INVALID_PARAMETER', 'At least one way to pay');
  if (
    sessionMinutes !== undefined &&
    !(Number.isInteger(sessionMinutes) && sessionMinutes >= 1 && sessionMinutes <= 1440)
  ) {
    return refusedHere('INVALID_PARAMETER', 'A session lasts 1 to 1440 minutes');
  }
  const phonenumber = customer.phone === undefined ? undefined : (toMsisdn(customer.phone) ?? undefined);
  return {
    tx_ref: input.txRef,
    amount: ngweeToNumber(input.amount),
    currency: input.currency,
    redirect_url: input.redirectUrl,
    payment_options: input.methods.join(', '),
    customer: { email: customer.email, name: customer.name, phonenumber },
    configurations: { session_duration: sessionMinutes, max_retry_attempt: maxRetries },
    customizations: input.title === undefined ? undefined : { title: input.title },
    meta: input.meta,
  };
}

/** Builds the request for a mobile money charge. The number goes out with the country code. */
export function toZambiaCharge(input: ZambiaChargeInput): ZambiaChargeWire | Failed {
  const phone = toMsisdn(input.phone);
  const fault = basicsFault(input);
  if (fault) return fault;
  if (phone === null) return refusedHere('INVALID_PHONE_NUMBER', 'The number belongs to none of the operators');
  return {
    tx_ref: input.txRef,
    amount: ngweeToNumber(input.amount),
    currency: input.currency,
    email: input.email,
    network: input.network,
    phone_number: phone,
    fullname: input.fullName,
    redirect_url: input.redirectUrl,
    meta: input.meta,
  };
}

function basicsFault({ txRef, amount, currency }: PaymentBasics): Failed | undefined {
  if (txRef.length < 1 || txRef.length > 100) return refusedHere('INVALID_PARAMETER', 'tx_ref has 1 to 100 characters');
  if (currency !== 'ZMW') return refusedHere('INVALID_CURRENCY', 'Only ZMW is sent');
  if (!isNgwee(amount)) return refusedHere('INVALID_AMOUNT', 'The amount must be a positive whole number of ngwee');
  return undefined;
}
