import { Trouble } from './flutterwave.answers.js';
import { amount, currency, email, object, optional, options, text, webAddress, whole } from './flutterwave.fields.js';
import type { Customer, Link } from './flutterwave.types.js';

type Order = Pick<
  Link,
  'txRef' | 'amount' | 'currency' | 'redirectUrl' | 'options' | 'customer' | 'title' | 'meta' | 'maxAttempts'
>;

type Body = Record<string, unknown>;

/** Reads the body of a hosted payment. */
export function readPayment(body: Body): Order & { sessionMinutes?: number } {
  const customer = object(body.customer);
  const configurations = object(body.configurations);
  return {
    txRef: text(body, 'tx_ref'),
    amount: amount(body),
    currency: currency(body),
    redirectUrl: webAddress(optional(body, 'redirect_url')),
    options: options(optional(body, 'payment_options')),
    customer: customerFrom(
      email(customer.email),
      optional(customer, 'name'),
      optional(customer, 'phonenumber') ?? optional(customer, 'phone_number'),
    ),
    title: optional(object(body.customizations), 'title') ?? 'Pakashop',
    meta: body.meta,
    maxAttempts: whole(configurations, 'max_retry_attempt', 1_000),
    sessionMinutes: whole(configurations, 'session_duration', 1_440),
  };
}

const networks = ['MTN', 'Airtel', 'Zamtel'];

/** Reads the body of a Zambian mobile-money charge. */
export function readCharge(body: Body): Order & { phone: string; network: string } {
  const network = text(body, 'network');
  if (!networks.includes(network)) throw new Trouble(`network must be one of ${networks.join(', ')}`);
  if (currency(body) !== 'ZMW') throw new Trouble('currency must be ZMW for this charge');
  const phone = text(body, 'phone_number');
  if (!/^\+?\d{9,13}$/.test(phone)) throw new Trouble('phone_number is not valid');
  return {
    ...{ txRef: text(body, 'tx_ref'), amount: amount(body), currency: 'ZMW', network, phone },
    redirectUrl: webAddress(optional(body, 'redirect_url')),
    options: ['mobilemoneyzambia'],
    customer: customerFrom(email(body.email), optional(body, 'fullname'), phone),
    title: 'Pakashop',
    meta: body.meta,
  };
}

function customerFrom(address: string, name?: string, phone?: string): Customer {
  const id = 300_000_000 + [...address].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 99_999_989, 7);
  return { id, name: name ?? 'Anonymous customer', email: address, phone: phone ?? null };
}
