import { type Currency, isNgwee, ngweeToDecimal } from '../money.js';
import { type Failed, refusedHere } from '../outcome.js';
import { toMsisdn } from '../phone.js';
import { isPawapayOperator, type PawapayOperator } from './pawapay.operators.js';
import type { DepositRequestWire } from './pawapay.wire.js';

/** What it takes to ask a customer for money. */
export interface DepositInput {
  /** UUID version 4, stored before the call, never used for a second payment. */
  depositId: string;
  /** Ngwee. */
  amount: number;
  currency: Currency;
  /** E.164 or MSISDN. */
  phone: string;
  operator: PawapayOperator;
  /** Free text; what the phone cannot show is removed. */
  customerMessage?: string;
  clientReferenceId?: string;
  metadata?: readonly MetadataEntry[];
}

/** Seen in the dashboard and in statements, not by the customer. */
export interface MetadataEntry {
  key: string;
  value: string;
  /** Personal data, hidden from most dashboard users. */
  pii?: boolean;
}

export const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** What every request that moves money by mobile money needs. */
interface MobileMoneyInput {
  readonly amount: number;
  readonly currency: Currency;
  readonly phone: string;
  readonly operator: PawapayOperator;
}

/** The number in pawaPay's form; or why pawaPay would certainly refuse. */
export function mobileMoneyOf(input: MobileMoneyInput): { phoneNumber: string } | Failed {
  const phoneNumber = toMsisdn(input.phone);
  if (!isNgwee(input.amount))
    return refusedHere('INVALID_AMOUNT', 'The amount must be a positive whole number of ngwee');
  if (input.currency !== 'ZMW') return refusedHere('INVALID_CURRENCY', 'Only ZMW is sent');
  if (phoneNumber === null) return refusedHere('INVALID_PHONE_NUMBER', 'The number belongs to none of the operators');
  if (!isPawapayOperator(input.operator)) return refusedHere('INVALID_PROVIDER', 'Unknown operator');
  return { phoneNumber };
}

/** Builds the request, or refuses what pawaPay would certainly refuse. */
export function toDepositRequest(input: DepositInput): DepositRequestWire | Failed {
  if (!UUID_V4.test(input.depositId)) return refusedHere('INVALID_PARAMETER', 'depositId must be a UUID version 4');
  const target = mobileMoneyOf(input);
  if ('kind' in target) return target;
  const fault = metadataFault(input.metadata ?? []);
  if (fault) return fault;
  const customerMessage = toCustomerMessage(input.customerMessage ?? '');
  return {
    depositId: input.depositId,
    amount: ngweeToDecimal(input.amount),
    currency: input.currency,
    payer: { type: 'MMO', accountDetails: { ...target, provider: input.operator } },
    ...(input.clientReferenceId === undefined ? {} : { clientReferenceId: input.clientReferenceId }),
    ...(customerMessage === undefined ? {} : { customerMessage }),
    ...(input.metadata?.length ? { metadata: input.metadata.map(toMetadataWire) } : {}),
  };
}

/** 4 to 22 letters, digits and spaces: accents are dropped, other signs become spaces. Undefined if too little is left. */
export function toCustomerMessage(text: string): string | undefined {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim();
  const message = plain.slice(0, 22).trimEnd();
  return message.length < 4 ? undefined : message;
}

function metadataFault(entries: readonly MetadataEntry[]): Failed | undefined {
  if (entries.length > 10) return refusedHere('INVALID_PARAMETER', 'At most ten metadata entries');
  if (entries.some((entry) => entry.key === '' || entry.key === 'isPII')) {
    return refusedHere('INVALID_PARAMETER', 'A metadata key must be a name other than isPII');
  }
  const keys = new Set(entries.map((entry) => entry.key));
  if (keys.size < entries.length) return refusedHere('DUPLICATE_METADATA_FIELD', 'A metadata key occurs twice');
  return undefined;
}

function toMetadataWire(entry: MetadataEntry): Record<string, string | boolean> {
  return { [entry.key]: entry.value, ...(entry.pii ? { isPII: true } : {}) };
}
